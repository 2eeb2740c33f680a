// The addresses of functions that have no name, but stand in a table that has one: protocol witnesses, for example.
//
// A derivative tells by its address which function a pointer leads to. The pointer comes from the program, which has a
// function of its own where the derivatives have a private copy. What both have in common is the table: the address is
// read from there.

import LLVM

struct SharedTables {
  private let module: Module
  private var slots: [Function: (table: Value, offset: Int)] = [:]

  /// Reads the constants of a module that are shared with the program.
  init(_ module: Module) {
    self.module = module
    for table in module.globals where table.linkage == .weakAny && table.isGlobalConstant {
      if let value = table.initializer { find(value, in: table, at: 0) }
    }
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

  /// Lets comparisons with private copies of functions compare with what the tables hold.
  func compareThroughTables() {
    let builder = Builder(module.context)
    for (function, slot) in slots where function.linkage.isLocal {
      for use in function.value.uses where use.user.isInstruction && use.user.opcode == .icmp {
        builder.position(before: use.user)
        let address = builder.load(
          Type.pointer(module.context), builder.ptrAdd(slot.table, slot.offset), alignment: 8)
        use.user.setOperand(use.operandIndex, address)
      }
    }
  }
}
