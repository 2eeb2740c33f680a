// Derivative formulas as LLVM instructions, in the precision and vector shape of the operation.

import DerivativeRules
import LLVM

/// Evaluates the formulas of one rule application. Equal parts are emitted once.
struct FormulaEmitter {
  let builder: Builder
  let support: SupportLibrary
  /// The floating-point type of the operation, scalar or vector.
  let type: Type
  let operand: (Int) -> Value
  let result: () -> Value
  private var emitted: [Formula: Value] = [:]

  init(
    _ builder: Builder, _ support: SupportLibrary, type: Type, operand: @escaping (Int) -> Value,
    result: @escaping () -> Value
  ) {
    self.builder = builder
    self.support = support
    self.type = type
    self.operand = operand
    self.result = result
  }

  mutating func emit(_ formula: Formula) -> Value {
    if let known = emitted[formula] { return known }
    let value = build(formula)
    emitted[formula] = value
    return value
  }

  private mutating func build(_ formula: Formula) -> Value {
    switch formula {
    case .operand(let index): return real(operand(index))
    case .result: return real(result())
    case .constant(let number): return type.constant(number)
    case .exactConstant(let digits): return splat(type.scalar.constant(decimal: digits))
    case .negate(let a): return builder.fneg(emit(a))
    case .add(let a, let b): return builder.fadd(emit(a), emit(b))
    case .subtract(let a, let b): return builder.fsub(emit(a), emit(b))
    case .multiply(let a, let b): return builder.fmul(emit(a), emit(b))
    case .divide(let a, let b): return builder.fdiv(emit(a), emit(b))
    case .call(let function, let arguments): return call(function, arguments)
    case .select(let comparison, let then, let otherwise):
      let predicate = Self.predicate(comparison.relation)
      let condition = builder.fcmp(predicate, emit(comparison.left), emit(comparison.right))
      return builder.select(condition, emit(then), emit(otherwise))
    }
  }

  private static func predicate(_ relation: Comparison.Relation) -> FloatPredicate {
    switch relation {
    case .less: .olt
    case .lessOrEqual: .ole
    case .equal: .oeq
    case .notEqual: .une
    case .greater: .ogt
    case .greaterOrEqual: .oge
    case .unordered: .uno
    }
  }

  private func splat(_ scalar: Value) -> Value {
    type.isVector ? type.constant(elements: Array(repeating: scalar, count: type.count)) : scalar
  }

  /// An operand in the type of the operation: integers are converted, other precisions extended or rounded.
  private func real(_ value: Value) -> Value {
    if value.type == type { return value }
    if value.type.isIntegerOrVectorOfIntegers {
      let converted = builder.cast(.siToFP, value, value.type.isVector ? type : type.scalar)
      return type.isVector && !value.type.isVector ? broadcast(converted) : converted
    }
    return builder.fpCast(value, type)
  }

  private func broadcast(_ scalar: Value) -> Value {
    var vector = type.poison
    for lane in 0..<type.count { vector = builder.insertElement(vector, scalar, lane) }
    return vector
  }

  // MARK: Functions

  private mutating func call(_ function: MathFunction, _ arguments: [Formula]) -> Value {
    var values: [Value] = []
    for (index, argument) in arguments.enumerated() {
      values.append(index == function.integerArgument ? integer(argument) : emit(argument))
    }
    if let intrinsic = function.intrinsic {
      var overloads = [type]
      if let index = function.integerArgument { overloads.append(values[index].type) }
      return builder.callIntrinsic(intrinsic, overloads: overloads, values)
    }
    guard type.isVector else { return scalarCall(function, values) }
    var vector = type.poison
    for lane in 0..<type.count {
      let scalars = values.map { $0.type.isVector ? builder.extractElement($0, lane) : $0 }
      vector = builder.insertElement(vector, scalarCall(function, scalars), lane)
    }
    return vector
  }

  /// An integer argument: an integer operand, that plus or minus one, or a constant.
  private func integer(_ formula: Formula) -> Value {
    switch formula {
    case .operand(let index): return operand(index)
    case .add(.operand(let index), .constant(let number)):
      let value = operand(index)
      return builder.add(value, value.type.constant(Int(number)))
    case .subtract(.operand(let index), .constant(let number)):
      let value = operand(index)
      return builder.sub(value, value.type.constant(Int(number)))
    case .constant(let number): return support.integerType(32).constant(Int(number))
    default: preconditionFailure("no integer argument: \(formula)")
    }
  }

  private func scalarCall(_ function: MathFunction, _ arguments: [Value]) -> Value {
    let scalar = type.scalar
    let callee = support.mathFunction(function, for: scalar, arguments: arguments.map(\.type))
    let wanted = callee.functionType.returnType
    let converted = arguments.map { $0.type.isFloatingPoint && $0.type != wanted ? builder.fpCast($0, wanted) : $0 }
    let result = builder.call(callee, converted)
    return wanted == scalar ? result : builder.fpCast(result, scalar)
  }
}
