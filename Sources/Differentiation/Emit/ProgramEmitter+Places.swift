// Where a refused construct stands. Instructions that optimisation made, code of the standard library and what macros
// generate have no place that anybody knows: then the nearest one that is known is shown, or the call that leads there.

import LLVM

extension ProgramEmitter {
  /// The place of an instruction or, without one, of a function.
  func place(of id: ValueID?, in function: FunctionID) -> SourcePlace? {
    if let id, let found = place(near: id, in: function) { return found }
    if let own = SourcePlace(snapshots[function].function.subprogram) { return own }
    if let (caller, call) = callers()[function], let found = place(of: call, in: caller) { return found }
    let instructions = snapshots[function].model.blocks.lazy.flatMap(\.instructions)
    return instructions.compactMap { self.ownPlace($0, function) }.first
  }

  /// The function and the call by which each function is first reached.
  func callers() -> [FunctionID: (caller: FunctionID, call: ValueID)] {
    var callers: [FunctionID: (caller: FunctionID, call: ValueID)] = [:]
    var queue = [activity.program.root]
    while !queue.isEmpty {
      let current = queue.removeFirst()
      for (id, value) in activity.program.functions[current].values.enumerated() {
        guard case .call(.function(let callee)) = value.operation, callers[callee] == nil,
          callee != activity.program.root
        else { continue }
        callers[callee] = (current, id)
        queue.append(callee)
      }
    }
    return callers
  }

  /// The instruction's own place, or that of the nearest one before or after it in its block.
  private func place(near id: ValueID, in function: FunctionID) -> SourcePlace? {
    if let own = ownPlace(id, function) { return own }
    let model = snapshots[function].model
    guard model.isInstruction(id), let block = model.blocks.first(where: { $0.instructions.contains(id) }) else {
      return nil
    }
    let before = (block.instructions.lowerBound..<id).reversed().lazy.compactMap { self.ownPlace($0, function) }
    let after = (id..<block.instructions.upperBound).lazy.compactMap { self.ownPlace($0, function) }
    return before.first ?? after.first
  }

  private func ownPlace(_ id: ValueID, _ function: FunctionID) -> SourcePlace? {
    guard snapshots[function].model.isInstruction(id) else { return nil }
    return SourcePlace(snapshots[function].values[id].debugLocation)
  }
}
