// Numbers may be printed beside the computation, but not come back out of text: that derivative would be lost. What is
// found in a text may lie beside numbers.

extension SweepEmitter {
  /// Refuses to make text of numbers with a derivative where the program reads numbers out of text.
  func refuseRoundTrip(_ id: ValueID, _ value: ModelValue, _ library: LibraryFunction) {
    guard SwiftRuntime.worksOnText(library.name), model.blocks[value.block].reachesReturn,
      value.operands.contains(where: { becomesText($0, library.name) }), readsNumbersFromText
    else { return }
    program.refuse(
      f, id, "a call of '\(demangled(library.name))', which has no body here and no known derivative",
      "convert outside of the differentiated function")
  }

  /// The shadow of an address that was found in a text lies where the address does.
  func emitSearch(_ id: ValueID, _ value: ModelValue) {
    guard hasShadow(id) else { return }
    let (found, start, integer) = (copies[id], primal(value.operands[0]), support.integerType(64))
    let distance = builder.sub(builder.ptrtoint(found, integer), builder.ptrtoint(start, integer))
    let isNothing = builder.icmp(.eq, found, found.type.zero)
    setShadow(
      id,
      shadow(value.operands[0]).map { builder.select(isNothing, found, builder.ptrAdd($0, distance)) })
  }

  private func becomesText(_ operand: ValueID, _ name: String) -> Bool {
    if model.values[operand].type.isFloat { return activity.varied[f][operand] }
    return name.contains("describing") && activity.reachesVaried(f, operand)
  }

  private var readsNumbersFromText: Bool {
    activity.program.functions.contains { function in
      function.values.contains { value in
        if case .call(.library(let library)) = value.operation { return SwiftRuntime.parsesNumber(library.name) }
        if case .call(.unknown(let name)) = value.operation { return SwiftRuntime.parsesNumber(name) }
        return false
      }
    }
  }
}
