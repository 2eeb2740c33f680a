// Markers: what stands between the arguments of a request and says how they are meant.
//
// A marker is written as a global variable named `enzyme_…` (its value or its address), or as metadata. At -O0 its
// value may go through a local variable first.

import LLVM

enum RequestMarker {
  /// The marker that a value stands for, without the prefix `enzyme_`; nil for ordinary values.
  static func name(_ value: Value) -> String? {
    if let text = value.metadataString { return unprefixed(text) }
    guard let global = global(value), let marker = unprefixed(plainName(global.name)) else { return nil }
    let type = global.valueType
    // Data of the user may have such a name too: an unknown marker is a single integer or pointer.
    return known.contains(marker) || type.isInteger || type.isPointer ? marker : nil
  }

  private static func unprefixed(_ name: String) -> String? {
    ["enzyme_", "nabla_"].first { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) }
  }

  /// The name in the source: without mangling, namespaces, and the number that linking adds to local names.
  private static func plainName(_ symbol: String) -> String {
    var name = symbol.hasPrefix("_Z") ? demangle(symbol) : symbol
    if let last = name.ranges(of: "::").last { name = String(name[last.upperBound...]) }
    if let dot = name.firstIndex(of: ".") { name = String(name[..<dot]) }
    return name
  }

  /// The global variable whose value or address this is.
  static func global(_ value: Value) -> Value? {
    switch value.kind {
    case .globalVariable: return value
    case .constantExpr: return value.operandCount == 1 ? global(value.operand(0)) : nil
    case .instruction:
      if value.opcode.isCast { return global(value.operand(0)) }
      guard value.opcode == .load else { return nil }
      let source = value.operand(0)
      if source.kind == .globalVariable { return source }
      return LocalVariable.onlyValue(of: source).flatMap { global($0) }
    default: return nil
    }
  }

  /// Markers need no definition, yet code that copies them around may still refer to them when all requests are served.
  static func defineLeftovers(in module: Module) {
    for global in module.globals where global.isDeclaration && global.hasUses {
      guard name(global) != nil, !global.valueType.isArray else { continue }
      global.initializer = global.valueType.zero
      global.linkage = .weakAny
    }
  }

  private static let known: Set<String> = [
    "const", "captured", "out", "active", "dup", "dupnoneed", "dupv", "dupnoneedv", "byref", "not_overwritten", "width",
    "primal_return", "noret", "const_return", "dup_return", "dupnoneed_return", "active_return", "out_return",
    "strong_zero", "runtime_activity", "nofree", "interleave", "tape", "allocated",
  ]
}

/// Variables on the stack as unoptimised code uses them.
enum LocalVariable {
  /// The one value that is ever stored in a local variable.
  static func onlyValue(of address: Value) -> Value? {
    guard address.isInstruction, address.opcode == .alloca else { return nil }
    let uses = address.uses
    let stores = uses.filter { $0.user.isInstruction && $0.user.opcode == .store }
    let isPlain = uses.allSatisfy { use in
      guard use.user.isInstruction else { return false }
      if use.user.isCall { return use.user.calledFunction?.intrinsicName?.hasPrefix("llvm.lifetime") == true }
      return use.user.opcode == .load || use.user.opcode == .store
    }
    guard isPlain, stores.count == 1, stores[0].operandIndex == 1 else { return nil }
    return stores[0].user.operand(0)
  }
}
