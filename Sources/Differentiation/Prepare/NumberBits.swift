// Arithmetic on the bits of numbers becomes arithmetic on numbers, or a step along them.
//
// Vectorised code chooses with masks, flips signs by exclusive or, takes numbers apart into exponent and mantissa, and
// rounds by adding 1.5 · 2^52. Seen from the result, a float made of an integer, each of these is one of three things:
//
// - the same numbers again, chosen or in another order: written as such;
// - something that does not change where the numbers change a little (an exponent, a rounded number): a step;
// - an integer that moves along with the bits of a number. The next number is one unit in the last place away, both
//   before and after, so that the derivative is the quotient of those units: a power of two, with the sign that the
//   bits have. This covers scaling by powers of two, mantissas, absolute values and signs.
//
// The last two become calls of `Along`, whose derivative is given by an operand. What is not understood stays as it is.

import LLVM

struct NumberBits {
  let module: Module
  private let builder: Builder

  init(module: Module) {
    self.module = module
    builder = Builder(module.context)
  }

  func rewrite(in function: Function) {
    for instruction in function.instructions where instruction.opcode == .call { expandExtremum(instruction) }
    for instruction in function.instructions {
      switch instruction.opcode {
      case .bitCast: rewriteNumber(instruction)
      case .siToFP, .uiToFP: rewriteConversion(instruction)
      case .fadd, .call: rewriteRounding(instruction)
      default: break
      }
    }
  }

  // MARK: What integers are

  /// An integer seen as the bits of a float type.
  indirect enum View {
    /// It does not depend on numbers, or only in steps. `isPlain` if no bits of numbers go in.
    case step(isPlain: Bool)
    /// The bits of a number.
    case number(Value)
    /// Moves with the bits of a number, `scale` for one.
    case bits(of: Value, scale: Double)
    /// Moves with a number itself, which was converted to an integer.
    case count(of: Value, scale: Double)
  }

  private func view(_ value: Value, _ format: NumberFormat) -> View? {
    if value.isConstant { return .step(isPlain: true) }
    guard value.isInstruction else { return viewUnknown(value, format) }
    if value.type.scalarWidth == 1 { return .step(isPlain: true) }
    let operands = value.operands
    switch value.opcode {
    case .icmp, .fcmp: return .step(isPlain: true)
    case .fpToSI, .fpToUI: return .count(of: operands[0], scale: 1)
    case .bitCast:
      let source = operands[0].type
      if source.isFloatOrFloatVector { return source.scalar == format.type ? .number(operands[0]) : nil }
      return source.isIntegerOrVectorOfIntegers ? view(operands[0], format) : nil
    case .zext, .sext, .trunc: return viewResized(value, format)
    case .call: return viewCall(value, format)
    case .load where isInConstantMemory(value): return .step(isPlain: true)
    case .load, .phi: return viewUnknown(value, format)
    case .freeze: return view(operands[0], format)
    case .and, .or, .xor, .add, .sub, .mul, .shl, .lshr, .ashr: return viewArithmetic(value, format)
    case .select, .shuffleVector, .insertElement, .extractElement: return viewMoved(value, format)
    default: return areSteps(operands, format) ? .step(isPlain: false) : nil
    }
  }

  private func areSteps(_ values: [Value], _ format: NumberFormat) -> Bool {
    values.allSatisfy { value in
      guard value.type.isIntegerOrVectorOfIntegers, let view = view(value, format) else { return false }
      switch view {
      case .step, .count: return true
      default: return false
      }
    }
  }

  /// What comes from elsewhere may be the bits of a number if it is large enough: those are moved as integers.
  private func viewUnknown(_ value: Value, _ format: NumberFormat) -> View? {
    if !value.type.isVector && value.type.scalarWidth < format.bits { return .step(isPlain: true) }
    return format.type(like: value).map { .number(builder.bitcast(value, $0)) }
  }

  private func isInConstantMemory(_ load: Value) -> Bool {
    var address = load.operand(0)
    while address.isInstruction ? address.opcode == .getElementPtr : address.kind == .constantExpr {
      address = address.operand(0)
    }
    return address.kind == .globalVariable && address.isGlobalConstant
  }

  /// Conversions by processor instructions; shifts and the like of what is known.
  private func viewCall(_ value: Value, _ format: NumberFormat) -> View? {
    guard value.opcode == .call, let name = value.calledFunction?.intrinsicName, name.hasPrefix("llvm.") else {
      return viewUnknown(value, format)
    }
    if VectorIntrinsics.isConversion(name) { return .step(isPlain: true) }
    return value.mayReadMemory || !areSteps(value.arguments, format) ? nil : .step(isPlain: false)
  }

  private func viewResized(_ value: Value, _ format: NumberFormat) -> View? {
    let operand = value.operand(0)
    switch view(operand, format) {
    case .step(let isPlain): return .step(isPlain: isPlain)
    case .count(let number, let scale): return .count(of: number, scale: scale)
    default: return nil
    }
  }

  private func viewArithmetic(_ value: Value, _ format: NumberFormat) -> View? {
    let (a, b) = (value.operand(0), value.operand(1))
    guard let first = view(a, format), let second = view(b, format) else { return nil }
    switch (first, second) {
    case (.step(let isPlain), .step(let isAlsoPlain)): return .step(isPlain: isPlain && isAlsoPlain)
    case (_, .step): return viewArithmetic(value, first, b, format)
    case (.step, _):
      switch value.opcode {
      case .and, .or, .xor, .add, .mul: return viewArithmetic(value, second, a, format)
      case .sub: return viewArithmetic(value, second, a, format)?.scaled(by: -1)
      default: return areSteps([a, b], format) ? .step(isPlain: false) : nil
      }
    case (.count, .count): return .step(isPlain: false)
    default: return value.opcode == .or ? merged(value, a, first, b, second, format) : nil
    }
  }

  /// `value` is made of something that moves and a constant, or something that changes in steps.
  private func viewArithmetic(_ value: Value, _ moving: View, _ other: Value, _ format: NumberFormat) -> View? {
    let isWhole = value.type.scalarWidth == format.bits
    let literals = format.literals(other, builder)
    switch value.opcode {
    case .and:
      if let condition = mask(other), let number = moving.number, condition.type.laneCount == value.lanes(of: format) {
        return .number(builder.select(condition, number, number.type.zero))
      }
      if let literals, literals.allSatisfy({ $0 & format.mantissa == 0 }) { return .step(isPlain: false) }
      return moving.isCount ? .step(isPlain: false) : moving.scaled(by: 1)
    case .or, .xor: return moving.isCount ? .step(isPlain: false) : moving.scaled(by: 1)
    case .add, .sub: return moving.isCount || isWhole ? moving.scaled(by: 1) : nil
    case .mul:
      if literals?.allSatisfy({ $0 & format.mantissa == 0 }) == true {
        return .step(isPlain: false)
      }
      guard moving.isCount else { return nil }
      return literals.flatMap(\.uniform).map { moving.scaled(by: Double(Int64(bitPattern: $0))) }
        ?? .step(isPlain: false)
    case .shl:
      guard let bits = shiftCount(other), bits < format.mantissaBits else { return .step(isPlain: false) }
      return moving.isCount || isWhole ? moving.scaled(by: Double(1 << bits)) : nil
    case .lshr, .ashr:
      guard let bits = shiftCount(other), !moving.isCount, isWhole else {
        return moving.isCount ? .step(isPlain: false) : nil
      }
      return bits >= format.mantissaBits ? .step(isPlain: false) : moving.scaled(by: 1 / Double(1 << bits))
    default: return nil
    }
  }

  /// Two numbers of which one is clear wherever the other is not: each gives what it has.
  private func merged(_ value: Value, _ a: Value, _ first: View, _ b: Value, _ second: View, _ format: NumberFormat)
    -> View?
  {
    if let source = first.source, let other = second.source, source == other { return .bits(of: source, scale: 1) }
    guard let x = number(first, a, format), let y = number(second, b, format) else { return nil }
    let raw = builder.bitcast(value, x.type)
    let (one, zero) = (x.type.constant(1.0), x.type.zero)
    let (aBits, bBits) = (builder.bitcast(a, format.bits(like: x)), builder.bitcast(b, format.bits(like: x)))
    let hasA = builder.icmp(.ne, aBits, aBits.type.zero)
    let hasB = builder.icmp(.ne, bBits, bBits.type.zero)
    let both = builder.and(hasA, hasB)
    func slope(_ number: Value, _ other: Value, _ isAlone: Value) -> Value {
      builder.select(both, slopeOfBits(raw, number, 1, format), builder.select(other, zero, one))
    }
    let part = Along.emit(raw, x, slope(x, hasB, hasA), builder, module)
    let rest = Along.emit(x.type.constant(-0.0), y, slope(y, hasA, hasB), builder, module)
    return .number(builder.fadd(part, rest))
  }

  private func viewMoved(_ value: Value, _ format: NumberFormat) -> View? {
    switch value.opcode {
    case .select:
      let (a, b) = (value.operand(1), value.operand(2))
      guard let first = view(a, format), let second = view(b, format) else { return nil }
      if case .step = first, case .step = second { return .step(isPlain: false) }
      if let count = chosenCount(value.operand(0), first, second) { return count }
      guard value.operand(0).type.laneCount == value.lanes(of: format) || !value.operand(0).type.isVector,
        let x = number(first, a, format), let y = number(second, b, format)
      else { return nil }
      return .number(builder.select(value.operand(0), x, y))
    case .shuffleVector: return viewShuffle(value, format)
    case .insertElement:
      let (vector, element) = (value.operand(0), value.operand(1))
      guard let first = view(vector, format), let second = view(element, format) else { return nil }
      if case .step = first, case .step = second { return .step(isPlain: false) }
      guard value.type.scalarWidth == format.bits, let x = number(first, vector, format),
        let y = number(second, element, format)
      else { return nil }
      return .number(builder.insertElement(x, y, value.operand(2)))
    default:
      let vector = value.operand(0)
      guard let view = view(vector, format) else { return nil }
      if case .step = view { return view }
      guard value.type.scalarWidth == format.bits, let x = number(view, vector, format) else { return nil }
      return .number(builder.extractElement(x, value.operand(1)))
    }
  }

  /// One of two converted numbers, or one and a constant.
  private func chosenCount(_ condition: Value, _ first: View, _ second: View) -> View? {
    switch (first, second) {
    case (.count(let x, let scale), .step):
      return .count(of: builder.select(condition, x, x.type.zero), scale: scale)
    case (.step, .count(let x, let scale)):
      return .count(of: builder.select(condition, x.type.zero, x), scale: scale)
    case (.count(let x, let scale), .count(let y, let other)) where scale == other && x.type == y.type:
      return .count(of: builder.select(condition, x, y), scale: scale)
    default: return nil
    }
  }

  private func viewShuffle(_ value: Value, _ format: NumberFormat) -> View? {
    let (a, b) = (value.operand(0), value.operand(1))
    guard let first = view(a, format), let second = view(b, format) else { return nil }
    if case .step = first, case .step = second { return .step(isPlain: false) }
    guard let mask = value.mask.widened(by: format.bits / value.type.scalarWidth), let x = number(first, a, format),
      let y = number(second, b, format), let type = format.type(like: value)
    else { return nil }
    // Parts that make one number are a number alone, not a vector.
    let shuffled = builder.shuffle(inVector(x), inVector(y), mask)
    return .number(type.isVector ? shuffled : builder.extractElement(shuffled, 0))
  }

  private func inVector(_ number: Value) -> Value {
    if number.type.isVector { return number }
    return builder.insertElement(Type.vector(number.type, 1).poison, number, 0)
  }

  /// The condition that a mask of whole numbers stands for.
  private func mask(_ value: Value) -> Value? {
    guard value.isInstruction else { return nil }
    if value.opcode == .bitCast { return mask(value.operand(0)) }
    return value.opcode == .sext && value.operand(0).type.scalarWidth == 1 ? value.operand(0) : nil
  }

  private func shiftCount(_ value: Value) -> Int? {
    let element = value.type.isVector ? value.constantElement(0) : value
    guard value.isConstant, let bits = element?.constantInt else { return nil }
    if value.type.isVector {
      for lane in 1..<value.type.count where value.constantElement(lane)?.constantInt != bits { return nil }
    }
    return Int(bits)
  }

  // MARK: Back to numbers

  /// The number whose bits `value` is.
  private func number(_ view: View, _ value: Value, _ format: NumberFormat) -> Value? {
    guard let type = format.type(like: value) else { return nil }
    let raw = builder.bitcast(value, type)
    switch view {
    case .step(isPlain: true): return raw
    case .step(isPlain: false): return Along.emit(raw, type.zero, type.zero, builder, module)
    case .number(let number): return number.type == type ? number : nil
    case .bits(let source, let scale):
      guard source.type == type else { return nil }
      return Along.emit(raw, source, slopeOfBits(raw, source, scale, format), builder, module)
    case .count(let source, let scale):
      guard source.type.laneCount == type.laneCount else { return nil }
      let slope = builder.fmul(unit(raw, format), type.constant(scale))
      return Along.emit(raw, builder.fpCast(source, type), withSign(slope, of: raw, format), builder, module)
    }
  }

  /// The derivative of `raw` by `source`, whose bits move with each other: the quotient of two powers of two.
  private func slopeOfBits(_ raw: Value, _ source: Value, _ scale: Double, _ format: NumberFormat) -> Value {
    let type = format.bits(like: source)
    let (y, x) = (builder.bitcast(raw, type), builder.bitcast(source, type))
    let exponents = type.constant(Int(bitPattern: UInt(format.exponents)))
    let (ey, ex) = (builder.and(y, exponents), builder.and(x, exponents))
    let quotient = builder.add(builder.sub(ey, ex), type.constant(format.one))
    let isSame = builder.icmp(
      .eq, builder.icmp(.eq, ey, type.zero), builder.icmp(.eq, ex, type.zero))
    let isThere = builder.and(isSame, builder.icmp(.sgt, quotient, type.zero))
    let sign = builder.and(builder.xor(x, y), type.constant(Int(bitPattern: UInt(format.sign))))
    let slope = builder.bitcast(builder.or(builder.select(isThere, quotient, type.zero), sign), source.type)
    return scale == 1 ? slope : builder.fmul(slope, source.type.constant(scale))
  }

  /// The unit in the last place of a normal number.
  private func unit(_ number: Value, _ format: NumberFormat) -> Value {
    let type = format.bits(like: number)
    let exponent = builder.and(builder.bitcast(number, type), type.constant(Int(bitPattern: UInt(format.exponents))))
    let scaled = builder.bitcast(exponent, number.type)
    return builder.fmul(scaled, number.type.constant(1 / Double(UInt64(1) << UInt64(format.mantissaBits))))
  }

  private func withSign(_ slope: Value, of number: Value, _ format: NumberFormat) -> Value {
    builder.callIntrinsic("llvm.copysign", overloads: [number.type], [slope, number])
  }

  // MARK: Places

  /// The larger of two integers is one of them, which may be the bits of a number.
  private func expandExtremum(_ call: Value) {
    let predicates: [String: IntegerPredicate] = [
      "llvm.umax": .ugt, "llvm.umin": .ult, "llvm.smax": .sgt, "llvm.smin": .slt,
    ]
    guard let name = call.calledFunction?.intrinsicName, let predicate = predicates[name], call.type.scalarWidth >= 32
    else { return }
    let (a, b) = (call.argument(0), call.argument(1))
    if isCounted(a) || isCounted(b) { return }
    start(call)
    call.replaceAllUses(with: builder.select(builder.icmp(predicate, a, b), a, b))
    call.erase()
  }

  /// True for integers that count or measure something, which no bits of numbers do.
  private func isCounted(_ value: Value) -> Bool {
    if let number = value.constantInt { return number.magnitude < 1 << 23 && number != 0 }
    guard value.isInstruction else { return false }
    switch value.opcode {
    case .add, .sub:
      // An exponent may be added to the bits of a number.
      return !value.operands.contains { ($0.constantInt?.magnitude ?? 0) >= 1 << 23 }
    case .mul, .shl, .zext, .sext, .trunc, .ptrToInt: return true
    default: return false
    }
  }

  /// Rewrites arithmetic that is known to work on the bits of numbers, wherever they came from and go. Returns true if
  /// it did.
  func rewriteArithmetic(_ value: Value, as type: Type) -> Bool {
    guard let format = NumberFormat(type, module.context), value.type.scalarWidth == format.bits else { return false }
    builder.position(after: value)
    builder.copyDebugLocation(from: value)
    let uses = value.uses
    guard let view = view(value, format), let number = number(view, value, format) else { return false }
    let result = builder.bitcast(number, value.type)
    for use in uses { use.user.setOperand(use.operandIndex, result) }
    return true
  }

  private func rewriteNumber(_ cast: Value) {
    let source = cast.operand(0)
    guard let format = NumberFormat(cast.type.scalar, module.context), source.type.isIntegerOrVectorOfIntegers,
      source.isInstruction, !isJoined(cast, format)
    else { return }
    start(cast)
    guard let view = view(source, format) else { return }
    if case .step(isPlain: true) = view { return }
    guard let number = number(view, source, format), number.type == cast.type else { return }
    cast.replaceAllUses(with: number)
  }

  /// True if a number is put together of halves that may be those of a number elsewhere: moved, not computed.
  private func isJoined(_ cast: Value, _ format: NumberFormat) -> Bool {
    let origins = ByteOrigins(layout: module.dataLayout)
    let width = format.bits / 8
    return (0..<cast.type.laneCount).contains { origins.areJoined(in: cast.operand(0), $0 * width, width) }
  }

  /// The bits of a number, taken for an integer and converted: a logarithm, roughly.
  private func rewriteConversion(_ conversion: Value) {
    let source = conversion.operand(0)
    let candidates: [Type] = [.float(module.context), .double(module.context)]
    guard source.isInstruction, let type = candidates.first(where: { $0.bitWidth == source.type.scalarWidth }),
      let format = NumberFormat(type, module.context), conversion.type.isFloatOrFloatVector
    else { return }
    start(conversion)
    guard isMadeOfBits(source, format), case .some(let view) = view(source, format), let number = view.source,
      !view.isCount,
      number.type.laneCount == conversion.type.laneCount
    else { return }
    builder.position(after: conversion)
    let unit = unit(number, format)
    let slope = builder.fpCast(
      withSign(builder.fdiv(number.type.constant(view.scale), unit), of: number, format), conversion.type)
    let uses = conversion.uses
    let along = Along.emit(conversion, builder.fpCast(number, conversion.type), slope, builder, module)
    for use in uses { use.user.setOperand(use.operandIndex, along) }
  }

  /// True for the bits of a number, changed by constants. Small parts without the first bits of the mantissa are integers,
  /// which lie where another case of an enum has the number.
  private func isMadeOfBits(_ value: Value, _ format: NumberFormat) -> Bool {
    var value = value
    var picked = UInt64.max
    while value.isInstruction, [.and, .or, .add, .sub, .lshr, .ashr].contains(value.opcode) {
      guard let other = value.operands.first(where: { !$0.isConstant }), value.operands.contains(where: \.isConstant)
      else { return false }
      if value.opcode == .and, let mask = value.operand(1).constantUInt { picked &= mask }
      if [.lshr, .ashr].contains(value.opcode), let bits = value.operand(1).constantUInt { picked <<= bits }
      value = other
    }
    return picked >> UInt64(format.mantissaBits - 1) != 0 && value.isInstruction && value.opcode == .bitCast
      && value.operand(0).type.isFloatOrFloatVector && !isGuess(value.operand(0))
  }

  /// True for an integer that was only supposed to hold a number.
  private func isGuess(_ number: Value) -> Bool {
    number.isInstruction && number.opcode == .bitCast && number.operand(0).type.isIntegerOrVectorOfIntegers
  }

  /// x + 1.5 · 2^52 - 1.5 · 2^52 is x rounded, and its bits are the integer.
  private func rewriteRounding(_ sum: Value) {
    guard let format = NumberFormat(sum.type.scalar, module.context), let magic = format.roundingConstant(in: sum),
      sum.users.contains(where: { usesRounding($0, magic) })
    else { return }
    builder.position(after: sum)
    builder.copyDebugLocation(from: sum)
    let uses = sum.uses
    let step = Along.emit(sum, sum.type.zero, sum.type.zero, builder, module)
    for use in uses { use.user.setOperand(use.operandIndex, step) }
  }

  private func usesRounding(_ user: Value, _ magic: Double) -> Bool {
    guard user.isInstruction else { return false }
    switch user.opcode {
    case .bitCast: return user.type.isIntegerOrVectorOfIntegers
    case .fsub: return NumberFormat.uniform(user.operand(1)) == magic
    case .fadd: return user.operands.contains { NumberFormat.uniform($0) == -magic }
    default: return false
    }
  }

  private func start(_ instruction: Value) {
    builder.position(before: instruction)
    builder.copyDebugLocation(from: instruction)
  }
}

extension NumberBits.View {
  var number: Value? {
    if case .number(let value) = self { return value }
    return nil
  }

  var source: Value? {
    switch self {
    case .number(let value), .bits(let value, _), .count(let value, _): value
    case .step: nil
    }
  }

  var scale: Double {
    switch self {
    case .bits(_, let scale), .count(_, let scale): scale
    default: 1
    }
  }

  var isCount: Bool {
    if case .count = self { return true }
    return false
  }

  /// What is no longer the number itself, but moves with it.
  func scaled(by factor: Double) -> Self {
    switch self {
    case .number(let value): .bits(of: value, scale: factor)
    case .bits(let value, let scale): .bits(of: value, scale: scale * factor)
    case .count(let value, let scale): .count(of: value, scale: scale * factor)
    case .step: self
    }
  }
}
