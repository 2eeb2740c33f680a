// Forward mode: every instruction is followed by the instructions for its tangents.

import DerivativeRules
import LLVM

final class ForwardEmitter: SweepEmitter {
  /// The execution that is followed, where there was one.
  private var tape: Value?
  let replays: Bool

  init(_ program: ProgramEmitter, _ f: FunctionID, into target: Function, replays: Bool = false) {
    self.replays = replays
    super.init(program, f, into: target, isForwardMode: true)
  }

  func emit() {
    let rest = copyPrimal()
    if replays { tape = rest[0] }
    for block in model.order {
      for id in model.blocks[block].instructions { emitShadow(id) }
    }
    finishPhis()
    if let tape { replay(from: tape) }
    replaceReturns()
  }

  override func emitOther(_ id: ValueID, _ value: ModelValue) {
    switch value.operation {
    case .rule(let rule): emitTangent(id, value, rule)
    case .reduceAdd:
      let starts = shadow(value.operands[0])
      let vectors = shadow(value.operands[1])
      setShadow(
        id,
        lanes.map { lane in
          let copy = copies[id].clone()
          copy.setOperand(0, starts[lane])
          copy.setOperand(1, vectors[lane])
          copy.dropFiniteness()
          return builder.insert(copy, name: "tangent")
        })
    case .compare, .numericConversion: setShadow(id, lanes.map { _ in inactiveShadow(copies[id]) })
    default:
      program.refuse(
        f, id, "an operation without derivative in forward mode",
        "ask for its gradient or pullback instead, and please report it: this is a gap in Nabla")
    }
  }

  /// Σ partial · tangent over the active operands.
  private func emitTangent(_ id: ValueID, _ value: ModelValue, _ rule: Rule) {
    let type = copies[id].type
    var formulas = FormulaEmitter(
      builder, support, type: type, operand: { [unowned self] in primal(value.operands[$0]) },
      result: { [unowned self] in primal(id) })
    var sums: [Value?] = lanes.map { _ in nil }
    for (index, partial) in rule.partials.enumerated() {
      guard let partial, !partial.isZero, activity.isActive(f, value.operands[index]) else { continue }
      let tangents = shadow(value.operands[index])
      for lane in lanes {
        let tangent = builder.fpCast(tangents[lane], type)
        let zeroWins = program.options.strongZero || rule.mayBeInfinite
        let term = scaled(tangent, by: partial, zeroWins: zeroWins, &formulas)
        sums[lane] = sums[lane].map { builder.fadd($0, term) } ?? term
      }
    }
    setShadow(id, sums.map { $0 ?? type.zero })
  }

  private func scaled(
    _ tangent: Value, by partial: Formula, zeroWins: Bool, _ formulas: inout FormulaEmitter
  ) -> Value {
    if partial.isOne { return tangent }
    if partial.isMinusOne { return builder.fneg(tangent) }
    let factor = formulas.emit(partial)
    // Nothing passes a constant zero, not even an infinite tangent.
    if factor.isConstant && factor.isZero { return tangent.type.zero }
    return builder.fmul(tangent, zeroWins ? strongFactor(factor, of: tangent, builder) : factor)
  }

  override func emitDerivativeCall(_ id: ValueID, _ value: ModelValue, _ g: FunctionID) {
    builder.position(before: copies[id])
    builder.copyDebugLocation(from: copies[id])
    let callee = program.variant(g, replays ? .replay : .forward)
    let result = builder.call(callee, argumentsWithShadows(g, value.operands) + (tape.map { [$0] } ?? []))
    guard value.type != .void else {
      copies[id].erase()
      replaceCopy(id, with: result)
      return
    }
    let primalResult = builder.extractValue(result, 0)
    if program.resultHasShadow(g, forward: true) {
      setShadow(id, lanes.map { builder.extractValue(result, 1 + $0) })
    }
    copies[id].replaceAllUses(with: primalResult)
    copies[id].erase()
    replaceCopy(id, with: primalResult)
  }

  // Shadows of Swift objects are objects themselves: what the primal retains and releases, the shadow does too, so that
  // both live equally long. Where constant objects may hang below, the shadow is left alone: it would release them. So it
  // is where the runtime could not tell numbers from objects.

  override func emitRetain(_ id: ValueID, _ value: ModelValue, _ object: ValueID) { repeatOnShadow(id, object) }

  override func emitInactive(_ id: ValueID, _ value: ModelValue) {
    guard let name = copies[id].calledFunction?.name, let object = value.operands.first else { return }
    if SwiftRuntime.releases.contains(name) { repeatOnShadow(id, object) }
    if name == "swift_arrayInitWithCopy" { copyElements(id, value.operands) }
  }

  /// Retains what the shadow's elements refer to as the primal's are. The model of the call moves the bytes.
  private func copyElements(_ id: ValueID, _ operands: [ValueID]) {
    guard lives(operands[1]) else { return }
    for lane in lanes {
      let (target, source) = (shadow(operands[0])[lane], shadow(operands[1])[lane])
      builder.call(copies[id].calledFunction!, [target, source, primal(operands[2]), primal(operands[3])])
    }
  }

  // Where shadows are released like their primals, weak references between them are true ones.

  override func emitWeakStore(_ id: ValueID, _ value: ModelValue) {
    let (reference, object) = (value.operands[0], value.operands[1])
    guard lives(reference) else { return super.emitWeakStore(id, value) }
    for lane in lanes {
      builder.call(copies[id].calledFunction!, [shadow(reference)[lane], ownedShadow(object, lane)])
    }
  }

  override func emitWeakLoad(_ id: ValueID, _ value: ModelValue) {
    let reference = value.operands[0]
    guard lives(reference) else { return super.emitWeakLoad(id, value) }
    setShadow(id, shadow(reference).map { builder.call(copies[id].calledFunction!, [$0]) })
  }

  /// True if shadows are retained and released as objects are.
  private func lives(_ object: ValueID) -> Bool {
    activity.isShadowedThroughout(f, object) && !(program.mayLoseTags && activity.reachesMixedWords(f, object))
  }

  private func repeatOnShadow(_ id: ValueID, _ object: ValueID) {
    guard lives(object), let function = copies[id].calledFunction else { return }
    for lane in lanes {
      let rest = model.values[id].operands.dropFirst().map { primal($0) }
      builder.call(function, [ownedShadow(object, lane)] + rest)
    }
  }

  override func emitDeallocation(_ id: ValueID, _ value: ModelValue, _ pointer: ValueID) {
    guard activity.isShadowed(f, pointer), copies[id].calledFunction?.name.hasPrefix("swift_") != true else { return }
    if program.names.marks.allocation[copies[id].calledFunction?.name ?? ""] != nil {
      for lane in lanes { builder.call(support.free, [ownedShadow(pointer, lane)]) }
      return
    }
    for lane in lanes {
      var arguments = value.operands.map { primal($0) }
      arguments[value.operands.firstIndex(of: pointer)!] = ownedShadow(pointer, lane)
      builder.call(copies[id].calledFunction!, arguments)
    }
  }

  override func emitReallocation(_ id: ValueID, _ value: ModelValue) {
    setShadow(
      id,
      lanes.map { lane in
        builder.call(copies[id].calledFunction!, [ownedShadow(value.operands[0], lane), reallocationSize(id, value)])
      })
  }

  override func emitRoutine(_ id: ValueID, _ value: ModelValue, _ routine: LinearAlgebraFunction) {
    emitRoutineTangent(id, value, routine)
  }

  override func emitCopy(_ id: ValueID, _ value: ModelValue) {
    let (target, source) = (value.operands[0], value.operands[1])
    guard activity.isShadowed(f, target) else { return }
    settleVariable(copiedFrom: source)
    let targets = shadow(target)
    let sources = shadow(source)
    for lane in lanes {
      let size = safeSize(target, targets[lane], primal(target), primal(value.operands[2]), with: builder)
      if activity.isShadowed(f, source) && !activity.isMixed(f, source) {
        builder.memmove(targets[lane], sources[lane], size)
        continue
      }
      copyFromConstant(id, target, targets[lane], source, sources[lane], size)
    }
  }

  /// Copies out of memory without derivative (or perhaps without): numbers get tangent zero.
  private func copyFromConstant(
    _ id: ValueID, _ target: ValueID, _ targetShadow: Value, _ source: ValueID, _ sourceShadow: Value, _ size: Value
  ) {
    if replays { program.refuse(f, id, "a copy out of memory without derivative", "use __enzyme_fwddiff instead") }
    let segments = MemorySegments(activity, copy: id, model)
    if activity.isShadowed(f, source) {
      // Mixed: copy the shadow, and clear its numbers again if there was none.
      builder.memmove(targetShadow, sourceShadow, size)
      let same = builder.icmp(.eq, sourceShadow, primal(source))
      clearNumbers(id, segments.pattern, targetShadow, builder.select(same, size, size.type.zero))
    } else {
      builder.memmove(targetShadow, primal(source), size)
      clearNumbers(id, segments.pattern, targetShadow, size)
    }
  }

  /// Gives the numbers in a block of `size` bytes (which may be 0) tangent zero.
  private func clearNumbers(_ id: ValueID, _ pattern: MemorySegments.Pattern, _ target: Value, _ size: Value) {
    let wide = builder.zextOrTrunc(size, support.integerType(64))
    switch pattern {
    case .none: break
    case .uniform: builder.memset(target, support.integerType(8).zero, size)
    case .fixed(let parts):
      for part in parts {
        guard case .float = part.kind else { continue }
        let isThere = builder.icmp(.uge, wide, wide.type.constant(part.offset + part.size))
        let count = builder.zextOrTrunc(isThere, wide.type)
        builder.call(
          support.clearTangents(part), [builder.ptrAdd(target, part.offset), count, wide.type.constant(part.size)])
      }
    case .repeated(let period, let parts):
      for part in parts {
        guard case .float = part.kind else { continue }
        let count = repetitions(of: part, every: period, in: size, with: builder)
        builder.call(
          support.clearTangents(part), [builder.ptrAdd(target, part.offset), count, wide.type.constant(period)])
      }
    case .unknown(let reason): refuseSegments(id, reason)
    }
  }

  func refuseSegments(_ id: ValueID, _ reason: String) {
    program.refuse(f, id, .layout(reason))
  }

  override func emitSet(_ id: ValueID, _ value: ModelValue) {
    let target = value.operands[0]
    guard activity.isShadowed(f, target) else { return }
    let segments = MemorySegments(activity, f, target, value.operands[2], model)
    for shadow in shadow(target) {
      let size = safeSize(target, shadow, primal(target), primal(value.operands[2]), with: builder)
      // Numbers of constant bytes have no tangent, and no address but null is made of equal bytes.
      if case .none = segments.pattern {
        builder.memset(shadow, primal(value.operands[1]), size)
      } else {
        builder.memset(shadow, support.integerType(8).zero, size)
      }
    }
  }

  /// Returns the primal result and its tangents together.
  private func replaceReturns() {
    let type = target.functionType.returnType
    for id in model.returns where !type.isVoid {
      let terminator = copies[id]
      builder.position(before: terminator)
      let result = model.returnValue!
      var value = builder.insertValue(type.poison, primal(result), 0)
      if program.resultHasShadow(f, forward: true) {
        for (lane, tangent) in shadow(result).enumerated() { value = builder.insertValue(value, tangent, 1 + lane) }
      }
      builder.ret(value)
      terminator.erase()
    }
  }
}

/// A partial derivative as a factor of a tangent or adjoint, where zero wins over infinite and undefined partials. A finite
/// one stays what it is, so that the product has a derivative itself.
func strongFactor(_ partial: Value, of factor: Value, _ builder: Builder) -> Value {
  let flags = builder.fastMathFlags
  defer { builder.fastMathFlags = flags }
  builder.fastMathFlags = 0
  let zero = partial.type.zero
  let isZero = builder.fcmp(.oeq, factor, zero)
  let isInfinite = builder.fcmp(.uno, builder.fmul(partial, zero), zero)
  return builder.select(builder.and(isZero, isInfinite), zero, partial)
}
