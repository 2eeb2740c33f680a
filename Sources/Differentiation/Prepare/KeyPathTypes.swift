// What is known about the types at the two ends of a key path: the compiler names the types of variables after the mangled
// names of Swift's (`%T4Main5EntryV`), and the functions around an access name the types of their key paths.

import LLVM

struct KeyPathTypes {
  let module: Module

  /// The type of a value that key paths lead to.
  struct Value {
    var type: Type
    var ownership: Ownership
  }

  enum Ownership: Equatable {
    /// Numbers only: nothing is retained.
    case plain
    /// A reference to an object.
    case object
    /// What is retained stands in the type's metadata.
    case described(metadata: LLVM.Value)
  }

  /// The type of a variable that holds a value of Swift; nil for other addresses.
  func type(at address: LLVM.Value) -> Type? {
    guard address.isInstruction, address.opcode == .alloca, name(of: address.allocatedType) != nil else { return nil }
    return address.allocatedType
  }

  /// The type of the value at some addresses, as far as the code that uses them tells.
  func type(usedAt addresses: [LLVM.Value]) -> Type? {
    for use in addresses.flatMap(\.uses) where use.user.isInstruction {
      if use.user.opcode == .getElementPtr, name(of: use.user.sourceElementType) != nil {
        return use.user.sourceElementType
      }
      let accessed = use.user.opcode == .store ? use.user.operand(0).type : use.user.type
      if accessed.kind == .double { return structure(named: "Sd") }
      if accessed.kind == .float { return structure(named: "Sf") }
    }
    return nil
  }

  /// The mangled name of a type, without its arguments if it is generic.
  private func name(of type: Type) -> String? {
    guard let name = type.structName, name.hasPrefix("T") else { return nil }
    return String(name.dropFirst().prefix { $0 != "." })
  }

  /// Whether a variable's type may be the one of this mangled name.
  func fits(_ type: Type?, _ mangled: String) -> Bool {
    guard let name = type.flatMap(name) else { return true }
    return mangled == name || mangled.hasPrefix(name + "y")
  }

  /// The layout of the structure with this mangled name.
  func structure(named mangled: String) -> Type? { Type.structure(named: "T" + mangled, module.context) }

  /// Whether the code around a call speaks of key paths with these ends.
  func isNamed(_ pattern: KeyPathPattern, around call: LLVM.Value) -> Bool {
    let ends = "KeyPath<\(demangled("$s" + pattern.root)), \(demangled("$s" + pattern.value))>"
    let place = call.debugLocation
    let scopes =
      [call.parentFunction.name] + ([place].compactMap { $0 } + (place?.inlinedAt ?? [])).compactMap(\.scopeLinkageName)
    return scopes.contains { demangled($0).contains(ends) }
  }

  /// The type of the values from that of a variable for one, or from a mangled name; nil if it is not known how such
  /// values are copied.
  func value(_ held: Type?, named mangled: String?) -> Value? {
    guard let type = held ?? mangled.flatMap(layout), type.isSized else { return nil }
    if !containsAddress(type) { return Value(type: type, ownership: .plain) }
    let name = mangled ?? name(of: type)
    if Self.isObject(name) { return Value(type: type, ownership: .object) }
    guard let name, name.last == "V" || name == "SS" else { return nil }
    let symbol = "$s\(name)N"
    let metadata = module.global(named: symbol) ?? module.addGlobal(name: symbol, type: .integer(8, module.context))
    return Value(type: type, ownership: .described(metadata: metadata))
  }

  private func layout(_ mangled: String) -> Type? {
    if let type = structure(named: mangled) { return type }
    switch mangled {
    case "Sd": return .double(module.context)
    case "Sf": return .float(module.context)
    case "Si": return .integer(64, module.context)
    default: return Self.isObject(mangled) ? .pointer(module.context) : nil
    }
  }

  private static func isObject(_ mangled: String?) -> Bool {
    guard let mangled else { return false }
    return mangled.last == "C" || mangled.hasPrefix("Say") || mangled == "Sa"
  }

  private func containsAddress(_ type: Type) -> Bool {
    switch type.kind {
    case .structure: type.elements.contains { containsAddress($0) }
    case .array, .vector: containsAddress(type.element)
    default: type.isPointer
    }
  }

  /// Where structures of one type hold values of another, as stored properties of stored properties.
  func parts(of root: Type, holding value: Type) -> [Int] {
    if root == value { return [0] }
    // The cases of an enum share their bytes; key paths into objects are told apart otherwise.
    guard root.isStructure, let last = name(of: root)?.last, last != "O", last != "C" else { return [] }
    return root.elements.indices.flatMap { index in
      let offset = module.dataLayout.offset(of: index, in: root)
      return parts(of: root.elements[index], holding: value).map { $0 + offset }
    }
  }
}
