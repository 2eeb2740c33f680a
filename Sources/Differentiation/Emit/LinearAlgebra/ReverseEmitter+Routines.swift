// Calls of linear algebra in reverse mode. The forward sweep copies those arrays whose content the reverse sweep needs
// and would not find any more; the address of a copy is kept like any other value. The reverse sweep calls a function
// made by `RoutineEmitter`, and frees the copies.

import DerivativeRules
import LLVM

extension ReverseEmitter {
  /// The address that leads to the content of an array, where it is unchanged.
  func arrayNeed(_ call: ValueID, _ content: ArrayContent) -> Need {
    guard case .call(.library(let library)) = model.values[call].operation,
      case .linearAlgebra(let routine) = library.effect
    else { preconditionFailure("only calls of linear algebra have contents") }
    return Need(value: model.values[call].operands[routine.array(content.name).index], channel: .primal)
  }

  // MARK: Forward sweep

  func keepContents(_ id: ValueID, _ value: ModelValue, _ routine: LinearAlgebraFunction) {
    guard queries.hasAdjoint(id), model.blocks[value.block].reachesReturn else { return }
    checkSquare(id, value, routine)
    for content in routine.routine.reverseReads(active: activity.activeArguments(f, id, routine)) {
      let need = Need(value: id, channel: .content(content))
      guard case .kept = plan.availability[need] else { continue }
      if content.isAfter { position(after: id) } else { builder.position(before: copies[id]) }
      let operands = RoutineOperands(
        builder: builder,
        values: Dictionary(zip(routine.operands, value.operands.map { primal($0) })) { first, _ in first })
      let array = routine.array(content.name)
      let copy = copyArray(routine, array, primal(value.operands[array.index]), operands)
      if program.options.outlivesSweeps { deferRelease(copy) }
      keptContents[need] = copy
    }
  }

  /// A copy without gaps.
  private func copyArray(
    _ routine: LinearAlgebraFunction, _ array: LinearAlgebraFunction.ArrayOperand, _ pointer: Value,
    _ operands: RoutineOperands
  ) -> Value {
    guard case .array(let argument) = routine.operands[array.index] else { return pointer }
    let long = support.integerType(64)
    let (rows, columns) = operands.storage(argument)
    let width = array.isPivots ? routine.interface.integerBits / 8 : routine.format.size
    let bytes = builder.mul(builder.mul(rows, columns), long.constant(width))
    let memory = builder.call(support.allocateZeroed, [bytes], name: "kept")
    if array.isPivots {
      builder.memcpy(memory, pointer, bytes)
      return memory
    }
    let source = RoutineStorage(routine, argument, operands, builder).strided(pointer, rows)
    let kernel = MatrixKernels(support: support, format: routine.format).copy
    let region = support.integerType(32).constant(MatrixRegion.full.rawValue)
    builder.call(kernel, [region, rows, columns] + source.arguments + [memory, long.constant(1), rows])
    return memory
  }

  // MARK: Reverse sweep

  func routineAdjoint(_ id: ValueID, _ value: ModelValue, _ routine: LinearAlgebraFunction) {
    let active = activity.activeArguments(f, id, routine)
    let contents = routine.routine.reverseReads(active: active)
    let known =
      zip(routine.operands, value.operands).compactMap { kind, operand in
        if case .array = kind { return nil }
        return (kind, atReverse(Need(value: operand, channel: .primal))[0])
      } as [(LinearAlgebraFunction.OperandKind, Value)]
    let operands = RoutineOperands(builder: reverse, values: Dictionary(uniqueKeysWithValues: known))
    let helper = RoutineEmitter.function(routine, .reverse, active: active, support: support)
    let adjoints = routine.routine.returnsNumber ? takeAdjoint(id) : []
    let call = RoutineCall(routine: routine, operands: operands, support: support, builder: reverse)
    for lane in lanes {
      var sinks: [Value] = []
      var arguments = call.arguments(
        contents: { [unowned self] in content(id, $0, contents, routine, operands) },
        shadow: { [unowned self] array in
          shadowArray(value.operands[array.index], lane, array, active, call, &sinks)
        },
        tangent: { _ in nil })
      if routine.routine.returnsNumber {
        let isNorm = routine.routine.equation == .norm
        arguments.append(isNorm ? atReverse(Need(value: id, channel: .primal))[0] : adjoints[lane].type.poison)
        arguments.append(adjoints[lane])
      }
      let result = reverse.call(helper, arguments)
      for (index, scalar) in routine.scalars.filter({ active.contains($0.name) }).enumerated() {
        accumulate(value.operands[scalar.index], lane, reverse.extractValue(result, index))
      }
      for sink in sinks { reverse.call(support.free, [sink]) }
    }
    if program.options.outlivesSweeps { return }
    for content in contents {
      let need = Need(value: id, channel: .content(content))
      if case .kept = plan.availability[need] { reverse.call(support.free, [atReverse(need)[0]]) }
    }
  }

  /// Address and stride of what an array held; nil if nobody asks.
  private func content(
    _ id: ValueID, _ content: ArrayContent, _ wanted: [ArrayContent], _ routine: LinearAlgebraFunction,
    _ operands: RoutineOperands
  ) -> (Value, Value)? {
    guard wanted.contains(content) else { return nil }
    let need = Need(value: id, channel: .content(content))
    let address = atReverse(need)[0]
    guard case .kept = plan.availability[need],
      case .array(let argument) = routine.operands[routine.array(content.name).index]
    else { return (address, operands.stride(content.name)) }
    if case .matrix = argument {
      let rows = operands.storage(argument).rows
      let long = support.integerType(64)
      return (address, reverse.callIntrinsic("llvm.smax", overloads: [long], [rows, long.constant(1)]))
    }
    return (address, support.integerType(64).constant(1))
  }

  private func shadowArray(
    _ pointer: ValueID, _ lane: Int, _ array: LinearAlgebraFunction.ArrayOperand, _ active: Set<String>,
    _ call: RoutineCall, _ sinks: inout [Value]
  ) -> Value? {
    if array.isPivots { return nil }
    guard active.contains(array.name) else {
      return array.access == .read ? nil : call.sink(array, where: nil, &sinks)
    }
    let shadow = atReverse(Need(value: pointer, channel: .shadow))[lane]
    guard activity.isMixed(f, pointer) else { return shadow }
    let primal = atReverse(Need(value: pointer, channel: .primal))[0]
    let isConstant = reverse.icmp(.eq, shadow, primal)
    return reverse.select(isConstant, call.sink(array, where: isConstant, &sinks), shadow)
  }
}

extension SweepEmitter {
  /// The derivative of a factorisation exists for square matrices.
  func checkSquare(_ id: ValueID, _ value: ModelValue, _ routine: LinearAlgebraFunction) {
    guard routine.routine.equation == .lu,
      let rows = routine.operands.firstIndex(of: .size("m")), let columns = routine.operands.firstIndex(of: .size("n"))
    else { return }
    let (m, n) = (snapshot.values[value.operands[rows]], snapshot.values[value.operands[columns]])
    if m == n || (m.constantInt != nil && m.constantInt == n.constantInt) { return }
    program.refuse(
      f, id, "an LU factorisation of a matrix that may have more rows than columns, or fewer",
      "pass the same variable for both sizes")
  }
}
