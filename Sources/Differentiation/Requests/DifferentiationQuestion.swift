// Code may ask whether a derivative of it is being made: what is best to call and what is best to differentiate are not
// always the same.

import LLVM

enum DifferentiationQuestion {
  /// A function without parameters that returns an integer, 0 or 1.
  static let name = "nabla_is_differentiated"

  /// Puts the answer in place of the question.
  static func answer(_ answer: Bool, in module: Module) {
    guard let question = module.function(named: name) else { return }
    for call in question.value.users where call.isCall && call.calledFunction == question {
      call.replaceAllUses(with: call.type.constant(answer ? 1 : 0))
      call.erase()
    }
    if !question.value.hasUses, question.isDeclaration { question.erase() }
  }
}
