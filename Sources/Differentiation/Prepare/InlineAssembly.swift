// Inline assembly that is known to be ordinary arithmetic: barriers for the optimiser, and the minima and maxima of SSE
// that libraries write by hand because compilers mind NaN, and products added in place.

import LLVM

enum InlineAssembly {
  /// Replaces a call of known assembly by what it computes; anything else stays.
  static func rewrite(_ call: Value, _ builder: Builder) {
    guard let (text, constraints) = call.calledValue.inlineAssembly else { return }
    let arguments = call.arguments
    if call.type.isVoid {
      if isBarrierInMemory(text, constraints, arguments) {
        builder.store(arguments[1], arguments[0], alignment: 1)
        call.erase()
      }
      return
    }
    guard
      let result = barrier(text, constraints, arguments, call.type) ?? extremum(text, arguments, call.type, builder)
        ?? fusedProduct(text, constraints, arguments, call.type, builder)
    else { return }
    call.replaceAllUses(with: result)
    call.erase()
  }

  /// No instruction at all: the output is the input that shares its register.
  private static func barrier(_ text: String, _ constraints: String, _ arguments: [Value], _ type: Type) -> Value? {
    guard text.isEmpty, arguments.count == 1, arguments[0].type == type else { return nil }
    return constraints.split(separator: ",").contains("0") ? arguments[0] : nil
  }

  /// The same where the variable is in memory: it gets the value that it had.
  private static func isBarrierInMemory(_ text: String, _ constraints: String, _ arguments: [Value]) -> Bool {
    let parts = constraints.split(separator: ",")
    return text.isEmpty && arguments.count == 2 && arguments[0].type.isPointer && parts.count >= 2
      && parts[0].hasPrefix("=*") && parts[1] == "0"
      && parts.dropFirst(2).allSatisfy { $0.hasPrefix("~") && $0 != "~{memory}" }
  }

  /// `minpd a, b` and `vminpd a, b, result`: b < a ? b : a.
  private static func extremum(_ text: String, _ arguments: [Value], _ type: Type, _ builder: Builder) -> Value? {
    let mnemonic = text.prefix { $0.isLetter }
    let name = mnemonic.hasPrefix("v") ? mnemonic.dropFirst() : mnemonic
    guard ["minpd", "maxpd", "minps", "maxps"].contains(name), arguments.count == 2,
      arguments.allSatisfy({ $0.type == type }), type.isFloatOrFloatVector
    else { return nil }
    let operands = text.dropFirst(mnemonic.count).split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    guard operands == ["$1", "$0"] || operands == ["$1", "$2", "$0"] else { return nil }
    let (a, b) = (arguments[0], arguments[1])
    return builder.select(builder.fcmp(name.hasPrefix("min") ? .olt : .ogt, b, a), b, a)
  }

  /// `vfmadd231pd a, b, c`: c becomes a · b + c.
  private static func fusedProduct(
    _ text: String, _ constraints: String, _ arguments: [Value], _ type: Type, _ builder: Builder
  ) -> Value? {
    let mnemonic = text.prefix { $0.isLetter || $0.isNumber }
    guard mnemonic.hasPrefix("vfmadd231") || mnemonic.hasPrefix("vfnmadd231"),
      ["pd", "ps"].contains(mnemonic.suffix(2)), arguments.count == 3, arguments.allSatisfy({ $0.type == type }),
      type.isFloatOrFloatVector, constraints.split(separator: ",").dropFirst(3).first == "0"
    else { return nil }
    let operands = text.dropFirst(mnemonic.count).split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    guard operands.count == 3, Set(operands[0..<2]) == ["$1", "$2"], operands[2] == "$0" else { return nil }
    let factor = mnemonic.hasPrefix("vfn") ? builder.fneg(arguments[0]) : arguments[0]
    return builder.callIntrinsic("llvm.fma", overloads: [type], [factor, arguments[1], arguments[2]])
  }
}
