// Global constants that hold closures: `let f = { (x: Double) in x * x }`.
//
// A derivative that is compiled apart from the program finds the program's own function in such a constant, and does not
// recognise it. Where a variable is set once, to a function that captures nothing, that is the function that it holds.

import LLVM

struct GlobalFunctions {
  private let module: Module

  init(_ module: Module) { self.module = module }

  /// Puts the functions in place of what is loaded from such variables.
  func resolve() {
    for global in module.globals where !global.isDeclaration && isClosure(global.valueType) {
      var accesses = Accesses()
      guard collect(global, 0, &accesses), accesses.stores[0]?.count == 1, accesses.stores[8]?.count == 1,
        let function = Function(accesses.stores[0]![0].operand(0)), accesses.stores[8]![0].operand(0).isZero
      else { continue }
      for load in accesses.loads[0] ?? [] { load.replaceAllUses(with: function.value) }
    }
  }

  private struct Accesses {
    var loads: [Int: [Value]] = [:]
    var stores: [Int: [Value]] = [:]
  }

  /// A code address and a context.
  private func isClosure(_ type: Type) -> Bool {
    if type.structName == "swift.function" { return true }
    return type.isStructure && type.elements.count == 1 && isClosure(type.elements[0])
  }

  /// Finds all accesses; false if the variable is used otherwise.
  private func collect(_ address: Value, _ offset: Int, _ accesses: inout Accesses) -> Bool {
    address.uses.allSatisfy { use in
      let user = use.user
      let isConstantAddress = user.kind == .constantExpr && user.operandCount > 1
      if isConstantAddress || user.isInstruction && user.opcode == .getElementPtr {
        guard let step = ClosureContexts(module).offset(of: user) else { return false }
        return collect(user, offset + step, &accesses)
      }
      guard user.isInstruction else { return false }
      switch user.opcode {
      case .load: accesses.loads[offset, default: []].append(user)
      case .store where use.operandIndex == 1: accesses.stores[offset, default: []].append(user)
      default: return user.isCall && user.calledFunction?.intrinsicName?.hasPrefix("llvm.lifetime") == true
      }
      return true
    }
  }
}
