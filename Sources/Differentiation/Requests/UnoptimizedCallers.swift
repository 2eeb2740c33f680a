// Unoptimised code passes what it hands to a request through variables on the stack, and through structures where C++
// templates do. Functions that ask for derivatives are relieved of those first, so that requests show which functions
// they mean.

import LLVM

enum UnoptimizedCallers {
  /// Turns local variables of functions that ask for derivatives into values.
  /// - Throws: `LLVMError` if a pass fails.
  static func simplify(in module: Module) throws {
    for function in callers(in: module) { try module.run(passes: "sroa,instsimplify", on: function) }
  }

  private static func callers(in module: Module) -> Set<Function> {
    var callers: Set<Function> = []
    for function in module.functions where function.isDeclaration && isRequest(function.name) {
      for call in function.value.users where call.isInstruction && call.isCall && passesVariable(call) {
        callers.insert(call.parentFunction)
      }
    }
    return callers
  }

  private static func isRequest(_ name: String) -> Bool { name.contains("__enzyme_") || name.contains("__nabla_") }

  /// Whether an argument is read from a local variable.
  private static func passesVariable(_ call: Value) -> Bool {
    call.arguments.contains { argument in
      guard argument.isInstruction, argument.opcode == .load else { return false }
      return argument.operand(0).isInstruction
    }
  }
}
