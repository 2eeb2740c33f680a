// Swift's variables outside of functions lead to objects before the derivative runs, perhaps only from the moment on at
// which they are read for the first time. Those are constant, and their shadows are they themselves
// (`Documentation/decisions/005`). The shadow of a variable starts empty in each call of a derivative; what it leads to is
// filled in before it is read.

import LLVM

extension SweepEmitter {
  /// Before an instruction that reads `type` behind a pointer.
  func settleVariable(_ pointer: ValueID, reading type: IRType) {
    guard let variable = variable(behind: pointer) else { return }
    for leaf in type.leaves(limit: .max) where leaf.type.size == 8 {
      settle(pointer, variable, leaf.offset)
    }
  }

  /// Before a copy of what lies behind a pointer.
  func settleVariable(copiedFrom pointer: ValueID) {
    guard let variable = variable(behind: pointer), variable.place.stride == 0 else { return }
    for place in activity.memory.graph.pointerPlaces(of: variable.node).sorted(by: { $0.offset < $1.offset })
    where place.stride == 0 && place.offset >= variable.place.offset {
      settle(pointer, variable, place.offset - variable.place.offset)
    }
  }

  private func variable(behind pointer: ValueID) -> PointerFact? {
    guard activity.program.isSwift, activity.isShadowed(f, pointer), let fact = activity.memory.target(f, pointer),
      activity.memory.graph.origins.cover(fact.objects, by: .variable)
    else { return nil }
    return fact
  }

  /// Fills in the address at an offset, if there may be one.
  private func settle(_ pointer: ValueID, _ variable: PointerFact, _ offset: Int) {
    let place = variable.at(variable.place.advanced(by: offset))
    guard activity.memory.graph.knownPointee(at: place) != nil else { return }
    let formats = activity.memory.graph.cell(place.node, place.place)?.kinds.formats ?? []
    guard formats.allSatisfy({ $0 == .double }) else { return }
    // Where a number may lie instead, what is left of its bits is none: see `MixedMemoryText`.
    let mask = support.integerType(64).constant(formats.isEmpty ? -1 : 0x7fff_ffff_ffff)
    for shadow in shadow(pointer) {
      builder.call(
        support.settle, [builder.ptrAdd(primal(pointer), offset), builder.ptrAdd(shadow, offset), mask])
    }
  }
}
