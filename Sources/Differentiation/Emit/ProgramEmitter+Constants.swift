// Refusals of what would lose its derivative in memory without shadow.

extension ProgramEmitter {
  func refuseStoresIntoConstants() {
    let stores = ConstantStores(activity)
    for function in activity.program.functions {
      for id in function.blocks.lazy.flatMap(\.instructions) where stores.losesDerivative(id, in: function) {
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
}
