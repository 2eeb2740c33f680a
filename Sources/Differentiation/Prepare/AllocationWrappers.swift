// Functions that do little more than allocate memory, such as `xmalloc`, become part of their callers, also where the
// program says that they should not: objects are told apart by the calls that make them, and an array must not be one
// with all records of the program.

import LLVM

struct AllocationWrappers {
  /// Larger functions do something else beside it.
  private static let limit = 48

  /// Functions among `candidates` that return memory which they have allocated.
  static func inline(_ candidates: [Function]) {
    for function in candidates where isWrapper(function) {
      function.removeAttribute("noinline")
      function.removeAttribute("optnone")
      function.addAttribute("alwaysinline")
    }
  }

  private static func isWrapper(_ function: Function) -> Bool {
    guard !function.isDeclaration, function.returnType.isPointer else { return false }
    let instructions = function.instructions
    let calls = instructions.filter(\.isCall).compactMap(\.calledFunction)
    return instructions.count <= limit && !calls.contains(function)
      && instructions.contains { $0.opcode == .ret && isFresh($0.operand(0)) }
  }

  /// True for the result of an allocation, or of choices between allocations.
  private static func isFresh(_ value: Value) -> Bool {
    var seen: [Value] = []
    var work = [value]
    var isAllocated = false
    while let next = work.popLast() {
      if next.isConstant || seen.contains(next) { continue }
      seen.append(next)
      guard next.isInstruction else { return false }
      switch next.opcode {
      case .phi: work += next.operands
      case .select: work += next.operands.dropFirst()
      case .call, .invoke:
        guard let callee = next.calledFunction, case .allocate = LibraryFunction.named(callee.name)?.effect else {
          return false
        }
        isAllocated = true
      default: return false
      }
    }
    return isAllocated
  }
}
