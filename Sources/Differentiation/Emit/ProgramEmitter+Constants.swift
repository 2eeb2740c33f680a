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
    let target: PointerFact?
    switch value.operation {
    case .store where activity.varied[function.id][value.operands[0]]:
      target = memory.target(function.id, value.operands[1])
    case .call(.library(let library)):
      guard case .copyMemory = library.effect,
        let source = memory.target(function.id, value.operands[1]),
        memory.graph.flags(source.node).contains(.varied), !memory.graph.isFixed(source)
      else { return false }
      target = memory.target(function.id, value.operands[0])
    default: return false
    }
    guard let target else { return false }
    return memory.graph.mayBeFixed(target) && memory.graph.flags(target.node).contains(.useful)
  }
}
