// Where Swift's coroutines go on: accessors that lend their value (`_modify`, `yielding`) are two functions, the second of
// which, `….resume.0`, finds what the first one kept in a frame. If that kept another coroutine's second half, the call of
// it reaches only what the first half stored at that place.

import LLVM

struct CoroutineFrames {
  private let module: Module
  private let types: TypeReader

  init(of module: Module) {
    self.module = module
    types = TypeReader(module.dataLayout)
  }

  /// The names of the functions that `call`, in the second half of a coroutine, may reach; nil if unknown.
  func targets(of call: Value) -> Set<String>? {
    let half = call.parentFunction
    let parts = half.name.split(separator: ".")
    guard parts.dropLast().last == "resume",
      let first = module.function(named: parts.dropLast(2).joined(separator: ".")), !first.isDeclaration,
      let (base, offset) = types.loadedWord(call.calledValue), let place = place(base, offset, in: half)
    else { return nil }
    var names: Set<String> = []
    for store in first.instructions where store.opcode == .store {
      let (base, offset) = types.place(store.operand(1))
      guard place == self.place(base, offset, in: first) else { continue }
      guard let stored = functions(store.operand(0)) else { return nil }
      names.formUnion(stored)
    }
    return names.isEmpty ? nil : names
  }

  /// A place in a frame: in the caller's buffer, which is the first parameter, or in memory whose address lies there.
  private struct Place: Equatable {
    var isInBuffer: Bool
    var offset: Int
  }

  private func place(_ base: Value, _ offset: Int, in function: Function) -> Place? {
    guard let buffer = function.parameters.first else { return nil }
    if base == buffer { return Place(isInBuffer: true, offset: offset) }
    let isKept = buffer.users.contains { $0.opcode == .store && $0.operand(0) == base && $0.operand(1) == buffer }
    let isFound = types.loadedWord(base).map { $0.base == buffer && $0.offset == 0 } ?? false
    return isKept || isFound ? Place(isInBuffer: false, offset: offset) : nil
  }

  /// The functions that a value may be; nil if it may be others.
  private func functions(_ value: Value) -> Set<String>? {
    var names: Set<String> = []
    var seen: Set<Value> = []
    var work = [value]
    while let value = work.popLast() {
      guard seen.insert(value).inserted else { continue }
      if let function = Function(value) {
        names.insert(WorkModule.originalName(function.name))
      } else if value.isInstruction, value.opcode == .phi {
        work += value.operands
      } else if value.isInstruction, value.opcode == .select {
        work += [value.operand(1), value.operand(2)]
      } else {
        return nil
      }
    }
    return names
  }
}
