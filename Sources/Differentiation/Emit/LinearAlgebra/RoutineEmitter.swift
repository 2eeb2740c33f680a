// Writes the functions that derivatives of linear algebra call: for a routine and a set of active arguments one for the
// reverse sweep, or two for tangents, before and after the primal. The equations stand in `RoutineEmitter+…`.
//
// Parameters: the operands of the canonical function, where an array comes as the address and stride of its content
// before the call, those after it, and its shadow; a scalar is followed by its tangent. Then the result and its adjoint.

import DerivativeRules
import LLVM

final class RoutineEmitter {
  enum Direction: String {
    case reverse
    case tangentBefore = "before"
    case tangentAfter = "after"
  }

  let function: LinearAlgebraFunction
  let active: Set<String>
  let direction: Direction
  let support: SupportLibrary
  let kernels: MatrixKernels
  let builder: Builder
  private(set) var target: Function
  private var operands: RoutineOperands
  private var tangents: [String: Value] = [:]
  private var contents: [ArrayContent: (pointer: Value, stride: Value)] = [:]
  private var shadowPointers: [String: Value] = [:]
  private(set) var result: Value?
  private(set) var resultAdjoint: Value?
  private var temporaries: [Value] = []
  var scalarAdjoints: [String: Value] = [:]

  var module: Module { support.module }
  var context: Context { support.context }
  var number: Type { function.numberType(context) }
  var long: Type { support.integerType(64) }
  var one: Value { number.constant(1.0) }
  var off: Value { support.integerType(1).zero }

  /// The function for this routine, direction and set of active arguments, which include "result".
  static func function(
    _ function: LinearAlgebraFunction, _ direction: Direction, active: Set<String>, support: SupportLibrary
  ) -> Function {
    let parts = [direction.rawValue, "\(function.interface.integerBits)", function.symbol] + active.sorted()
    let name = "nabla.routine." + parts.joined(separator: ".")
    if let known = support.module.function(named: name) { return known }
    let emitter = RoutineEmitter(function, direction, active: active, support: support, name: name)
    emitter.emit()
    return emitter.target
  }

  private init(
    _ function: LinearAlgebraFunction, _ direction: Direction, active: Set<String>, support: SupportLibrary,
    name: String
  ) {
    self.function = function
    self.direction = direction
    self.active = active
    self.support = support
    kernels = MatrixKernels(support: support, format: function.format)
    builder = Builder(support.context)
    operands = RoutineOperands(builder: builder)
    let number = function.numberType(support.context)
    let (pointer, long) = (support.pointerType, support.integerType(64))
    var parameters = function.operands.flatMap { kind -> [Type] in
      switch kind {
      case .layout, .flag: [support.integerType(1)]
      case .size, .stride: [long]
      case .scalar(let name): direction != .reverse && active.contains(name) ? [number, number] : [number]
      case .array: [pointer, long, pointer, long, pointer]
      }
    }
    let returned: Type
    if function.routine.returnsNumber { parameters.append(number) }
    if direction == .reverse {
      if function.routine.returnsNumber { parameters.append(number) }
      let adjoints = function.scalars.filter { active.contains($0.name) }.map { _ in number }
      returned = adjoints.isEmpty ? .void(support.context) : .structure(adjoints, support.context)
    } else {
      returned = direction == .tangentAfter && function.routine.returnsNumber ? number : .void(support.context)
    }
    target = support.module.addFunction(name: name, type: .function(params: parameters, returns: returned))
    target.linkage = .internal
    target.addAttribute("nounwind")
    readParameters()
  }

  private func readParameters() {
    var rest = target.parameters[...]
    for kind in function.operands {
      switch kind {
      case .layout, .flag, .size, .stride: operands.values[kind] = rest.removeFirst()
      case .scalar(let name):
        operands.values[kind] = rest.removeFirst()
        if direction != .reverse && active.contains(name) { tangents[name] = rest.removeFirst() }
      case .array(let argument):
        let name = argument.arrayName!
        contents[.before(name)] = (rest.removeFirst(), rest.removeFirst())
        contents[.after(name)] = (rest.removeFirst(), rest.removeFirst())
        shadowPointers[name] = rest.removeFirst()
      }
    }
    result = rest.popFirst()
    resultAdjoint = rest.popFirst()
  }

  private func emit() {
    builder.position(atEndOf: target.appendBlock("entry"))
    var value: Value?
    switch direction {
    case .reverse: emitReverse()
    case .tangentBefore: emitTangentBefore()
    case .tangentAfter: value = emitTangentAfter()
    }
    for memory in temporaries { builder.call(support.free, [memory]) }
    let type = target.returnType
    if type.isVoid {
      builder.retVoid()
    } else if direction == .reverse {
      let adjoints = function.scalars.filter { active.contains($0.name) }.map { scalarAdjoints[$0.name] ?? number.zero }
      builder.ret(adjoints.enumerated().reduce(type.poison) { builder.insertValue($0, $1.element, $1.offset) })
    } else {
      builder.ret(value ?? number.zero)
    }
  }

  // MARK: Operands

  func isActive(_ name: String) -> Bool { active.contains(name) }

  /// A scalar; what the routine does not have is one.
  func scalar(_ name: String) -> Value { operands.scalar(name) ?? one }

  func hasScalar(_ name: String) -> Bool { operands.scalar(name) != nil }

  func tangent(_ name: String) -> Value? { tangents[name] }

  func flag(_ argument: RoutineArgument) -> Value { operands.flag(argument) }

  var isRowMajor: Value { operands.isRowMajor }

  func content(_ content: ArrayContent) -> ArrayView {
    let (pointer, stride) = contents[content]!
    return view(content.name, pointer, stride)
  }

  func pivots(isAfter: Bool) -> Value { contents[ArrayContent(name: "pivots", isAfter: isAfter)]!.pointer }

  func shadow(_ name: String) -> ArrayView {
    view(name, shadowPointers[name]!, operands.stride(name))
  }

  private func view(_ name: String, _ pointer: Value, _ stride: Value) -> ArrayView {
    guard case .array(let argument) = function.operands[function.array(name).index] else { preconditionFailure() }
    switch argument {
    case .matrix(_, let rows, let columns, _):
      return ArrayView(
        shape: .matrix, pointer: pointer, stride: stride, rows: operands.extent(rows),
        columns: operands.extent(columns),
        isTransposed: isRowMajor)
    case .packed(_, let count, _):
      let size = operands.extent(count)
      return ArrayView(
        shape: .packed, pointer: pointer, stride: size, rows: size, columns: size, isTransposed: off)
    case .vector(_, let count, _):
      return ArrayView(
        shape: .vector(isRow: false), pointer: pointer, stride: stride, rows: operands.extent(count),
        columns: long.constant(1), isTransposed: off)
    default: preconditionFailure("an array is a vector or a matrix")
    }
  }

  /// The transposition argument that belongs to a matrix.
  func transposition(of name: String) -> Value {
    operands.values[.flag(.transposition("trans" + name))] ?? flag(.transposition("trans"))
  }

  // MARK: Temporary memory

  /// Zeroed memory for as many numbers, freed at the end of the function.
  func temporary(_ count: Value) -> Value {
    let bytes = builder.mul(count, long.constant(function.format.size))
    let memory = builder.call(support.allocateZeroed, [builder.add(bytes, long.constant(function.format.size))])
    temporaries.append(memory)
    return memory
  }

  /// Zeros of the shape of a view, without gaps, stored in the same order.
  func zeros(like view: ArrayView) -> ArrayView {
    var made = view
    made.pointer = temporary(builder.mul(view.rows, view.columns))
    made.stride = view.isVector ? long.constant(1) : atLeastOne(storedRows(view))
    return made
  }

  /// A copy without gaps, stored in the same order.
  func copy(of view: ArrayView) -> ArrayView {
    let made = zeros(like: view)
    copy(view, to: made)
    return made
  }

  func atLeastOne(_ value: Value) -> Value {
    builder.callIntrinsic("llvm.smax", overloads: [long], [value, long.constant(1)])
  }
}
