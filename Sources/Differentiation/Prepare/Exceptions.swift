// C++ exceptions. Where a handler only cleans up and passes the exception on, nothing needs to be done for it: the
// derivative of a call that throws is never reached, and the caller sees the same exception.

import LLVM

struct Exceptions {
  let module: Module

  /// Makes plain calls of those that unwind to handlers from which the function never returns.
  /// - Throws: `LLVMError` if the clean-up of the blocks behind fails.
  func dropHandlersThatNeverReturn(in function: Function) throws {
    let invokes = function.instructions.filter { $0.opcode == .invoke }
    guard !invokes.isEmpty else { return }
    let returning = blocksReachingReturn(function)
    for invoke in invokes where !returning.contains(invoke.unwindDestination) { invoke.convertInvokeToCall() }
    try module.run(passes: "simplifycfg", on: function)
  }

  private func blocksReachingReturn(_ function: Function) -> Set<BasicBlock> {
    var predecessors: [BasicBlock: [BasicBlock]] = [:]
    var work: [BasicBlock] = []
    for block in function.basicBlocks {
      for successor in block.successors { predecessors[successor, default: []].append(block) }
      if block.terminator?.opcode == .ret { work.append(block) }
    }
    var result = Set(work)
    while let block = work.popLast() {
      for predecessor in predecessors[block, default: []] where result.insert(predecessor).inserted {
        work.append(predecessor)
      }
    }
    return result
  }
}
