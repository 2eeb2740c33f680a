// The arguments for a function made by `RoutineEmitter`, put together at a call in either sweep.

import DerivativeRules
import LLVM

struct RoutineCall {
  let routine: LinearAlgebraFunction
  let operands: RoutineOperands
  let support: SupportLibrary
  let builder: Builder

  private var long: Type { support.integerType(64) }

  /// What is not given is not looked at.
  func arguments(
    contents: (ArrayContent) -> (Value, Value)?, shadow: (LinearAlgebraFunction.ArrayOperand) -> Value?,
    tangent: (String) -> Value?
  ) -> [Value] {
    let arrays = Dictionary(uniqueKeysWithValues: routine.arrays.map { ($0.index, $0) })
    return routine.operands.enumerated().flatMap { index, kind -> [Value] in
      switch kind {
      case .layout, .flag, .size, .stride: return [operands.values[kind]!]
      case .scalar(let name): return [operands.values[kind]!] + (tangent(name).map { [$0] } ?? [])
      case .array:
        let array = arrays[index]!
        let nothing = (support.pointerType.poison, long.poison)
        let (before, beforeStride) = contents(.before(array.name)) ?? nothing
        let (after, afterStride) = contents(.after(array.name)) ?? nothing
        return [before, beforeStride, after, afterStride, shadow(array) ?? support.pointerType.poison]
      }
    }
  }

  /// Zeros of the size of an array, where a condition holds; else null.
  func sink(_ array: LinearAlgebraFunction.ArrayOperand, where condition: Value?, _ sinks: inout [Value]) -> Value {
    guard case .array(let argument) = routine.operands[array.index] else { return support.pointerType.zero }
    let (rows, columns) = operands.storage(argument)
    let stride = builder.callIntrinsic(
      "llvm.abs", overloads: [long], [operands.stride(array.name), support.integerType(1).zero])
    let isMatrix = if case .matrix = argument { true } else { false }
    let count = isMatrix ? builder.mul(stride, columns) : builder.mul(stride, rows)
    let numbers = builder.add(count, long.constant(1))
    let bytes = builder.mul(numbers, long.constant(routine.format.size))
    let size = condition.map { builder.select($0, bytes, long.zero) } ?? bytes
    let memory = builder.call(support.allocateZeroed, [size], name: "sink")
    sinks.append(memory)
    return memory
  }
}

/// How an array lies in memory, column by column.
struct RoutineStorage {
  private let argument: RoutineArgument
  private let stride: Value
  private let builder: Builder
  private let number: Type

  init(_ routine: LinearAlgebraFunction, _ argument: RoutineArgument, _ operands: RoutineOperands, _ builder: Builder) {
    self.argument = argument
    self.builder = builder
    number = routine.numberType(builder.context)
    stride = operands.stride(argument.arrayName!)
  }

  /// A vector with a negative increment begins at its end.
  func strided(_ pointer: Value, _ count: Value) -> StridedArray {
    let long = stride.type
    guard case .vector = argument else {
      return StridedArray(pointer: pointer, row: long.constant(1), column: stride)
    }
    let isNegative = builder.icmp(.slt, stride, long.zero)
    let offset = builder.mul(builder.sub(long.constant(1), count), stride)
    let start = builder.gep(number, pointer, [builder.select(isNegative, offset, long.zero)])
    return StridedArray(pointer: start, row: stride, column: long.zero)
  }
}
