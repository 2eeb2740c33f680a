// C++ exceptions. Where handlers only clean up and pass the exception on, nothing needs to be done for them: the
// derivative of a call that throws is never reached, and the caller sees the same exception. If any handler goes on with
// the computation, or throws something else, exceptions become ordinary control flow everywhere.

import LLVM

struct Exceptions {
  let module: Module
  /// What the program calls itself.
  let roots: [String]

  /// Leaves no calls that unwind to handlers.
  /// - Throws: `Refusal` for handlers that cannot be expressed, `LLVMError` if a pass fails.
  func rewrite(_ functions: [Function]) throws {
    let invokes = functions.flatMap { $0.instructions.filter { $0.opcode == .invoke } }
    guard !invokes.isEmpty else { return }
    if functions.contains(where: hasHandler) {
      var lowering = ExceptionLowering(module: module, roots: roots)
      try lowering.run(on: functions)
    } else {
      for invoke in invokes { invoke.convertInvokeToCall() }
    }
    try module.run(passes: "function(simplifycfg)")
  }

  /// True if a handler of the function ends in a return or in another exception.
  private func hasHandler(_ function: Function) -> Bool {
    var work = function.instructions.filter { $0.opcode == .landingPad }.map(\.parentBlock)
    var seen = Set(work)
    while let block = work.popLast() {
      for instruction in block.instructions {
        if instruction.opcode == .ret { return true }
        if instruction.isCall, let name = instruction.calledFunction?.name, name != "__cxa_rethrow",
          CxxRuntime.isThrower(name)
        {
          return true
        }
      }
      for successor in block.successors where seen.insert(successor).inserted { work.append(successor) }
    }
    return false
  }
}
