// Calls of linear algebra in forward mode: one function for the tangents before the primal call, one behind it.

import DerivativeRules
import LLVM

extension ForwardEmitter {
  func emitRoutineTangent(_ id: ValueID, _ value: ModelValue, _ routine: LinearAlgebraFunction) {
    guard activity.hasActiveResult(f, id, routine) else { return }
    checkSquare(id, value, routine)
    if replays { program.refuse(f, id, "a routine of linear algebra in a replay", "use __enzyme_fwddiff instead") }
    let active = activity.activeArguments(f, id, routine)
    let operands = RoutineOperands(
      builder: builder,
      values: Dictionary(zip(routine.operands, value.operands.map { primal($0) })) { first, _ in first })
    let call = RoutineCall(routine: routine, operands: operands, support: support, builder: builder)
    builder.position(before: copies[id])
    var sinks: [Value] = []
    let arguments = lanes.map { lane in
      call.arguments(
        contents: { [unowned self] in
          (primal(value.operands[routine.array($0.name).index]), operands.stride($0.name))
        },
        shadow: { [unowned self] in shadowArray(value.operands[$0.index], lane, $0, active, call, &sinks) },
        tangent: { [unowned self] name in
          let index = routine.scalars.first { $0.name == name }!.index
          return active.contains(name) ? shadow(value.operands[index])[lane] : nil
        })
    }
    let result = routine.routine.returnsNumber
    let unknown = result ? [copies[id].type.poison] : []
    let before = RoutineEmitter.function(routine, .tangentBefore, active: active, support: support)
    for lane in lanes { builder.call(before, arguments[lane] + unknown) }
    position(after: id)
    let after = RoutineEmitter.function(routine, .tangentAfter, active: active, support: support)
    let tangents = lanes.map { builder.call(after, arguments[$0] + (result ? [copies[id]] : [])) }
    if hasShadow(id) { setShadow(id, tangents) }
    for sink in sinks { builder.call(support.free, [sink]) }
  }

  private func shadowArray(
    _ pointer: ValueID, _ lane: Int, _ array: LinearAlgebraFunction.ArrayOperand, _ active: Set<String>,
    _ call: RoutineCall, _ sinks: inout [Value]
  ) -> Value? {
    if array.isPivots { return nil }
    guard active.contains(array.name) else {
      return array.access == .read ? nil : call.sink(array, where: nil, &sinks)
    }
    let shadow = shadow(pointer)[lane]
    guard activity.isMixed(f, pointer) else { return shadow }
    let isConstant = builder.icmp(.eq, shadow, primal(pointer))
    return builder.select(isConstant, call.sink(array, where: isConstant, &sinks), shadow)
  }
}
