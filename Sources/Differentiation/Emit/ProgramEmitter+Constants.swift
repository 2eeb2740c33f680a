// What a closure captures, and what code without derivative returns, has no shadow. Numbers with a derivative that are
// stored there would lose it: such stores are refused.

extension ProgramEmitter {
  func refuseStoresIntoConstants() {
    for function in activity.program.functions {
      for id in function.blocks.lazy.flatMap(\.instructions) where losesDerivative(id, in: function) {
        refuse(
          function.id, id,
          "a number with a derivative that is stored into something constant: what the function captures, or what code "
            + "without derivative returned",
          "store it into a variable of the function itself or into a copy, or make what changes a parameter")
      }
    }
  }

  /// Calls without derivative that may change a variable whose numbers have one.
  func refuseWrittenVariables() {
    for function in activity.program.functions {
      for id in function.blocks.lazy.flatMap(\.instructions) {
        guard case .call(.library(let library)) = function.values[id].operation,
          case .detached(let call) = library.effect,
          call.variables.contains(where: { activity.holdsActive(function.id, function.values[id].operands[$0]) })
        else { continue }
        refuse(
          function.id, id, "'withoutDerivative' around code that may change a variable whose value has a derivative",
          "return the new value from it instead: 'x = withoutDerivative { … }'")
      }
    }
  }

  private func losesDerivative(_ id: ValueID, in function: FunctionModel) -> Bool {
    let value = function.values[id]
    let memory = activity.memory
    switch value.operation {
    case .store:
      guard let target = memory.target(function.id, value.operands[1]), memory.graph.mayBeFixed(target) else {
        return false
      }
      let stored = value.operands[0]
      return leadsToActive(stored, function.id) && isReadBack(target)
        || activity.varied[function.id][stored] && memory.graph.flags(target.node).contains(.useful)
    case .call(.library(let library)):
      guard case .copyMemory = library.effect,
        let target = memory.target(function.id, value.operands[0]), memory.graph.mayBeFixed(target),
        let source = memory.target(function.id, value.operands[1]), !memory.graph.isFixed(source)
      else { return false }
      return memory.graph.pointees(of: source.node).contains(where: isActive) && isReadBack(target)
        || memory.graph.flags(source.node).contains(.varied) && memory.graph.flags(target.node).contains(.useful)
    default: return false
    }
  }

  /// Whether an address that is stored there is read again, alone or with all around it.
  private func isReadBack(_ place: PointerFact) -> Bool {
    let memory = activity.memory
    if memory.graph.isReadAsPointer(at: place) { return true }
    let node = memory.graph.find(place.node)
    return activity.program.functions.contains { function in
      function.values.contains { value in
        guard case .call(.library(let library)) = value.operation, case .copyMemory = library.effect else {
          return false
        }
        return memory.targets(function.id, value.operands[1]).contains(node)
      }
    }
  }

  /// Whether active numbers lie behind an address that a value holds.
  private func leadsToActive(_ value: ValueID, _ f: FunctionID) -> Bool {
    activity.memory.targets(f, value).contains(where: isActive)
  }

  private func isActive(_ node: NodeID) -> Bool {
    activity.memory.graph.flags(node).isSuperset(of: [.varied, .useful])
  }
}
