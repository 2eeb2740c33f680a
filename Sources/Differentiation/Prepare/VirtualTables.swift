// The virtual functions of C++ classes by their place in the tables of all classes, so that a virtual call has only
// those targets that stand at its place, and a plain function pointer none that is merely virtual. The same for the
// traits of Rust.
//
// A table of C++ is an array `[…offsets…, type information, function, function, …]`; objects point behind the type
// information. A table of Rust begins with the function that releases a value, null if there is nothing to release,
// then size and alignment; what holds no addresses is written as bytes.

import LLVM

struct VirtualTables {
  /// Names of functions by their offset in bytes from where objects point to.
  private var functionsByOffset: [Int: Set<String>] = [:]
  /// Names of functions whose address is used elsewhere than in such tables.
  private var plainTargets: Set<String> = []
  private var hasRustTables = false

  init(of module: Module) {
    for global in module.globals where Self.isTable(global) {
      guard let initializer = global.initializer else { continue }
      if Self.isRustTable(global) {
        hasRustTables = true
        readRust(initializer, module.dataLayout)
        continue
      }
      for table in initializer.operands where table.type.kind == .array { read(table) }
    }
    for function in module.functions where Self.isAddressUsed(function.value) { plainTargets.insert(function.name) }
  }

  /// Whether a call through `pointer` may reach the function of this name.
  func mayReach(_ name: String, through pointer: Value) -> Bool {
    if plainTargets.contains(name) { return true }
    // Optimisers may have chosen between tables before.
    if pointer.isInstruction, pointer.opcode == .phi || pointer.opcode == .select { return true }
    guard let offset = offsetInTable(pointer) else { return false }
    return functionsByOffset[offset]?.contains(name) == true
  }

  /// Whether this is the pointer to the function that releases a value of unknown type in Rust. Where there are no such
  /// functions it is null, and not called.
  func isRelease(_ pointer: Value) -> Bool { hasRustTables && offsetInTable(pointer) == 0 }

  private static func isTable(_ global: Value) -> Bool {
    global.name.hasPrefix("_ZTV") || global.name.hasPrefix("_ZTC") || isRustTable(global)
  }

  /// By the name that rustc gives it, or that LLVM gives to what has none when modules are to be linked.
  private static func isRustTable(_ global: Value) -> Bool {
    guard global.name.hasPrefix("vtable.") || global.name.hasPrefix("anon."), global.isGlobalConstant,
      global.valueType.isStructure, let header = global.valueType.elements.first
    else { return false }
    let isBare = header.isArray && header.element.integerWidth == 8 && header.count == 24
    let isRelease =
      header.isPointer && global.valueType.elements.dropFirst().first.map { $0.isArray && $0.count == 16 } == true
    return isBare || isRelease
  }

  private mutating func readRust(_ table: Value, _ layout: DataLayout) {
    var offset = 0
    for (index, type) in table.type.elements.enumerated() {
      if let entry = table.constantElement(index), entry.kind == .function {
        functionsByOffset[offset, default: []].insert(entry.name)
      }
      offset += layout.size(of: type)
    }
  }

  private mutating func read(_ table: Value) {
    let entries = table.operands
    let information = entries.firstIndex { $0.kind == .globalVariable && $0.name.hasPrefix("_ZTI") }
    guard let first = information.map({ $0 + 1 }) ?? entries.firstIndex(where: { $0.kind == .function }) else { return }
    for (index, entry) in entries.enumerated().dropFirst(first) where entry.kind == .function {
      functionsByOffset[8 * (index - first), default: []].insert(entry.name)
    }
  }

  /// Whether the address of a function goes anywhere but into tables and calls.
  private static func isAddressUsed(_ value: Value) -> Bool {
    value.uses.contains { use in
      if use.user.isInstruction {
        let isCallee = use.user.isCall && use.operandIndex == use.user.operandCount - 1
        return !isCallee && use.user.opcode != .icmp && !isKeptByRuntime(use.user)
      }
      if use.user.kind == .globalVariable { return !isTable(use.user) }
      return isAddressUsed(use.user)
    }
  }

  /// Destructors of thrown and of static objects are called by the run-time library alone.
  private static func isKeptByRuntime(_ user: Value) -> Bool {
    guard user.isCall, let callee = user.calledFunction else { return false }
    return ["__cxa_throw", "__cxa_atexit", "__cxa_thread_atexit"].contains(callee.name)
  }

  /// Where in a table the pointer was found: a load from a constant distance behind a loaded address.
  private func offsetInTable(_ pointer: Value) -> Int? {
    guard pointer.isInstruction, pointer.opcode == .load else { return nil }
    var address = pointer.operand(0)
    var offset = 0
    if address.isInstruction, address.opcode == .getElementPtr, address.operandCount == 2,
      let index = address.operand(1).constantInt
    {
      let size = address.sourceElementType.integerWidth.map { $0 / 8 } ?? 8
      offset = Int(index) * size
      address = address.operand(0)
    }
    return offset % 8 == 0 ? offset : nil
  }
}
