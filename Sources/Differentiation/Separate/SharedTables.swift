// The addresses of functions that have no name, but stand in a table that has one: protocol witnesses, for example.
//
// A derivative tells by its address which function a pointer leads to. The pointer comes from the program, which has a
// function of its own where the derivatives have a private copy. What both have in common is the table: the address is
// read from there, also where the optimiser has read it from the table before.

import LLVM

struct SharedTables {
  private let module: Module
  private var slots: [Function: (table: Value, offset: Int)] = [:]

  /// Reads the tables of a module that are shared with the program.
  init(_ module: Module) {
    self.module = module
    for table in module.globals where table.linkage == .weakAny && Self.keepsFunctions(table) {
      if let value = table.initializer { find(value, in: table, at: 0) }
    }
    let types = TypeReader(module.dataLayout)
    for name in module.aliases where name.linkage == .weakAny {
      guard let (data, offset) = name.aliasee.map(types.place), let value = data.initializer else { continue }
      find(value, in: name, at: -offset)
    }
  }

  /// Whether functions stay where they are in a table. In witness tables of protocols with associated types the run-time
  /// library notes types; in metadata of classes, which have their names in aliases, what it needs to make objects.
  private static func keepsFunctions(_ table: Value) -> Bool {
    table.isGlobalConstant || (table.name.hasPrefix("$s") && table.name.hasSuffix("WP"))
  }

  private mutating func find(_ value: Value, in table: Value, at offset: Int) {
    if let function = Function(value) {
      slots[function] = slots[function] ?? (table, offset)
      return
    }
    let (type, layout) = (value.type, module.dataLayout)
    if type.isStructure {
      for (index, _) in type.elements.enumerated() {
        value.constantElement(index).map { find($0, in: table, at: offset + layout.offset(of: index, in: type)) }
      }
    } else if type.isArray, !type.element.isInteger, type.count < 4096 {
      let size = layout.size(of: type.element)
      for index in 0..<type.count {
        value.constantElement(index).map { find($0, in: table, at: offset + index * size) }
      }
    }
  }

  /// Lets code that passes on or compares addresses of private copies of functions take what the tables hold.
  func takeAddressesFromTables() {
    for (function, slot) in slots where function.linkage.isLocal {
      var loads: [Function: Value] = [:]
      for use in function.value.uses where use.user.isInstruction && !isCallee(use) {
        let user = use.user.parentFunction
        let address = loads[user] ?? load(slot, in: user)
        loads[user] = address
        use.user.setOperand(use.operandIndex, address)
      }
    }
  }

  private func isCallee(_ use: Value.Use) -> Bool {
    use.user.isCall && use.operandIndex == use.user.operandCount - 1
  }

  /// Tables never change: the address is there from the start.
  private func load(_ slot: (table: Value, offset: Int), in function: Function) -> Value {
    let builder = Builder(module.context)
    builder.position(before: function.entry.first!)
    return builder.load(Type.pointer(module.context), builder.ptrAdd(slot.table, slot.offset), alignment: 8)
  }
}
