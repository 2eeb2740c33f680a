// Instructions of x86 processors that compilers know only by name become vector code that has rules: extrema, sums of
// neighbours, blends, masked and gathered memory, approximations.

import LLVM

struct VectorIntrinsics {
  private static let scope = "llvm.x86."
  private let call: Value
  private let builder: Builder
  private let module: Module
  private let arguments: [Value]
  private var type: Type { call.type }

  /// Replaces a call if it is one of a known instruction.
  static func rewrite(_ call: Value, _ name: String, _ builder: Builder, _ module: Module) -> Bool {
    guard name.hasPrefix(scope) else { return false }
    let operation = String(name.dropFirst(scope.count))
    let intrinsics = VectorIntrinsics(call: call, builder: builder, module: module, arguments: call.arguments)
    if intrinsics.rewriteStore(operation) {
      call.erase()
      return true
    }
    guard !call.type.isVoid, let result = intrinsics.result(operation) else { return false }
    call.replaceAllUses(with: result)
    call.erase()
    return true
  }

  /// True for conversions of numbers to integers, and comparisons.
  static func isConversion(_ name: String) -> Bool {
    guard name.hasPrefix(scope) else { return false }
    let operation = name.dropFirst(scope.count).drop { $0 != "." }.dropFirst()
    return ["cvt", "comi", "ucomi", "movmsk", "ptestz", "vtest", "pmovmskb"].contains { operation.hasPrefix($0) }
      && !operation.contains("2ps") && !operation.contains("2pd") && !operation.contains("2ss")
      && !operation.contains("2sd") && !operation.contains("2.ps")
  }

  /// True for instructions of which preparation leaves only the values, beside a derivative given otherwise.
  static func isApproximation(_ name: String) -> Bool {
    guard name.hasPrefix(scope) else { return false }
    let parts = name.dropFirst(scope.count).split(separator: ".")
    return parts.count >= 3 && ["rcp", "rsqrt", "round", "cmp"].contains(parts[1])
      || parts.starts(with: ["avx512", "mask", "rndscale"])
  }

  /// `sse2.max.pd` and its wider relatives, by what they do.
  private func result(_ operation: String) -> Value? {
    let parts = operation.split(separator: ".").map(String.init)
    guard parts.count >= 2 else { return nil }
    let isScalar = parts.last == "sd" || parts.last == "ss"
    switch parts[1] {
    case "min", "max": return extremum(parts[1] == "min" ? .olt : .ogt, isScalar)
    case "hadd", "hsub": return horizontal(isSum: parts[1] == "hadd")
    case "phadd", "phsub": return horizontal(isSum: parts[1] == "phadd")
    case "addsub":
      return alternating(builder.fsub(arguments[0], arguments[1]), builder.fadd(arguments[0], arguments[1]))
    case "vfmaddsub": return fusedAlternating(evenMinus: true)
    case "vfmsubadd": return fusedAlternating(evenMinus: false)
    case "rcp": return reciprocal(isScalar)
    case "rsqrt": return inverseRoot(isScalar)
    case "round": return step(isScalar)
    case "mask" where parts.count >= 4 && parts[2] == "rndscale": return maskedStep(isScalar)
    case "cmp" where type.isFloatOrFloatVector: return step(isScalar)
    case "dppd", "dpps", "dp": return dotProduct()
    case "blendvpd", "blendvps", "blendv": return blend()
    case "cvtpd2ps", "cvtsd2ss": return narrowed()
    case "cvt" where type.isFloatOrFloatVector && operation.contains("pd2"): return narrowed()
    case "maskload": return load(arguments[0], signs(of: arguments[1]))
    case "gather" where parts[0] == "avx2": return gather()
    case "permps", "vpermilvar": return permuted(parts[1] == "permps")
    default: return nil
    }
  }

  // MARK: Elements

  private func element(_ vector: Value, _ lane: Int) -> Value { builder.extractElement(vector, lane) }

  private func vector(_ type: Type, _ body: (Int) -> Value) -> Value {
    (0..<type.count).reduce(type.poison) { builder.insertElement($0, body($1), $1) }
  }

  /// `result` in the first element where only that is computed, else all of it.
  private func limited(_ result: Value, _ isScalar: Bool, rest: Value) -> Value {
    isScalar ? builder.insertElement(rest, element(result, 0), 0) : result
  }

  // MARK: Arithmetic

  /// The second operand is chosen if either is NaN.
  private func extremum(_ predicate: FloatPredicate, _ isScalar: Bool) -> Value? {
    guard type.isFloatOrFloatVector, arguments.count >= 2, arguments[1].type == type else { return nil }
    let (a, b) = (arguments[0], arguments[1])
    return limited(builder.select(builder.fcmp(predicate, a, b), a, b), isScalar, rest: a)
  }

  /// Sums of neighbours, numbers or integers, within parts of 128 bits.
  private func horizontal(isSum: Bool) -> Value? {
    guard type.isVector, type.element.bitWidth * type.count % 128 == 0 else { return nil }
    let width = 128 / type.element.bitWidth
    func mask(_ odd: Int) -> [Int] {
      (0..<type.count).map { lane in
        let (part, place) = (lane / width * width, lane % width)
        let side = place >= width / 2 ? type.count : 0
        return side + part + (place % (width / 2)) * 2 + odd
      }
    }
    let first = builder.shuffle(arguments[0], arguments[1], mask(0))
    let second = builder.shuffle(arguments[0], arguments[1], mask(1))
    if type.isFloatOrFloatVector { return isSum ? builder.fadd(first, second) : builder.fsub(first, second) }
    return isSum ? builder.add(first, second) : builder.sub(first, second)
  }

  /// Even elements of one, odd elements of the other.
  private func alternating(_ even: Value, _ odd: Value) -> Value {
    builder.shuffle(even, odd, (0..<type.count).map { $0 % 2 == 0 ? $0 : type.count + $0 })
  }

  private func fusedAlternating(evenMinus: Bool) -> Value? {
    guard arguments.count == 3 else { return nil }
    let sum = builder.callIntrinsic("llvm.fma", overloads: [type], arguments)
    let minus = builder.fneg(arguments[2])
    let difference = builder.callIntrinsic("llvm.fma", overloads: [type], [arguments[0], arguments[1], minus])
    return evenMinus ? alternating(difference, sum) : alternating(sum, difference)
  }

  private func along(_ x: Value, _ slope: Value) -> Value {
    let raw = builder.insert(call.clone())
    return Along.emit(raw, x, slope, builder, module)
  }

  private func reciprocal(_ isScalar: Bool) -> Value? {
    let raw = builder.insert(call.clone())
    let slope = builder.fneg(builder.fmul(raw, raw))
    return limited(Along.emit(raw, arguments[0], slope, builder, module), isScalar, rest: arguments[0])
  }

  private func inverseRoot(_ isScalar: Bool) -> Value? {
    let raw = builder.insert(call.clone())
    let slope = builder.fmul(builder.fmul(raw, type.constant(-0.5)), builder.fmul(raw, raw))
    return limited(Along.emit(raw, arguments[0], slope, builder, module), isScalar, rest: arguments[0])
  }

  /// Rounded numbers and masks change in steps.
  private func step(_ isScalar: Bool) -> Value? {
    limited(along(type.zero, type.zero), isScalar, rest: arguments[0])
  }

  /// Rounded numbers where the mask is set, elsewhere what another operand holds.
  private func maskedStep(_ isScalar: Bool) -> Value? {
    guard arguments.count >= 4, arguments[2].type == type, arguments[3].type.isInteger else { return nil }
    let (rounded, rest) = (along(type.zero, type.zero), arguments[2])
    let width = arguments[3].type.bitWidth
    let bits = builder.bitcast(arguments[3], .vector(.integer(1, module.context), width))
    if isScalar {
      let first = builder.select(element(bits, 0), element(rounded, 0), element(rest, 0))
      return builder.insertElement(arguments[0], first, 0)
    }
    return builder.select(builder.shuffle(bits, bits, Array(0..<type.count)), rounded, rest)
  }

  private func dotProduct() -> Value? {
    guard let control = arguments[2].constantUInt else { return nil }
    let width = 128 / type.element.bitWidth
    let product = builder.fmul(arguments[0], arguments[1])
    return vector(type) { lane in
      guard control >> UInt64(lane % width) & 1 == 1 else { return type.element.zero }
      let part = lane / width * width
      let terms = (0..<width).filter { control >> UInt64(4 + $0) & 1 == 1 }.map { element(product, part + $0) }
      return terms.dropFirst().reduce(terms.first ?? type.element.zero) { builder.fadd($0, $1) }
    }
  }

  private func narrowed() -> Value? {
    if arguments.count == 2 {
      let number = builder.fptrunc(element(arguments[1], 0), type.element)
      return builder.insertElement(arguments[0], number, 0)
    }
    let source = arguments[0].type
    let narrow = builder.fptrunc(arguments[0], .vector(type.element, source.count))
    return source.count == type.count
      ? narrow : builder.shuffle(narrow, narrow.type.zero, (0..<type.count).map { Swift.min($0, source.count) })
  }

  private func permuted(_ isWhole: Bool) -> Value? {
    guard type.isFloatOrFloatVector else { return nil }
    let width = isWhole ? type.count : 128 / type.element.bitWidth
    let indices = arguments[1]
    return vector(type) { lane in
      var index = element(indices, lane)
      if type.element.bitWidth == 64 { index = builder.lshr(index, index.type.constant(1)) }
      index = builder.and(index, index.type.constant(width - 1))
      return builder.extractElement(
        arguments[0], builder.or(index, index.type.constant(isWhole ? 0 : lane / width * width)))
    }
  }

  // MARK: Choice

  /// The signs of numbers or integers, as conditions.
  private func signs(of mask: Value) -> Value {
    let integer = Type.integer(mask.type.element.bitWidth, module.context)
    let bits = builder.bitcast(mask, .vector(integer, mask.type.count))
    return builder.icmp(.slt, bits, bits.type.zero)
  }

  private func blend() -> Value? {
    guard type.isFloatOrFloatVector else { return nil }
    return builder.select(signs(of: arguments[2]), arguments[1], arguments[0])
  }

  // MARK: Memory

  /// Where an element is read or written: in memory of its own if it is masked out.
  private func place(_ address: Value, _ isUsed: Value, _ type: Type, _ fallback: Value) -> Value {
    let entry = Builder(module.context)
    entry.position(before: builder.currentFunction.entry.first!)
    let own = entry.alloca(type, name: "masked")
    builder.store(fallback, own)
    return builder.select(isUsed, address, own)
  }

  private func load(_ address: Value, _ mask: Value) -> Value? {
    guard address.type.isPointer, type.isFloatOrFloatVector else { return nil }
    let size = type.element.bitWidth / 8
    return vector(type) { lane in
      let place = place(builder.ptrAdd(address, lane * size), element(mask, lane), type.element, type.element.zero)
      return builder.load(type.element, place, alignment: 1)
    }
  }

  private func gather() -> Value? {
    guard type.isFloatOrFloatVector, let scale = arguments[4].constantInt else { return nil }
    let mask = signs(of: arguments[3])
    let word = Type.integer(64, module.context)
    return vector(type) { lane in
      let index = builder.mul(builder.sextOrTrunc(element(arguments[2], lane), word), word.constant(Int(scale)))
      let address = builder.ptrAdd(arguments[1], index)
      let place = place(address, element(mask, lane), type.element, element(arguments[0], lane))
      return builder.load(type.element, place, alignment: 1)
    }
  }

  private func rewriteStore(_ operation: String) -> Bool {
    guard operation.contains(".maskstore.") else { return false }
    let (address, mask, value) = (arguments[0], signs(of: arguments[1]), arguments[2])
    guard value.type.isFloatOrFloatVector else { return false }
    let type = value.type.element
    for lane in 0..<value.type.count {
      let target = builder.ptrAdd(address, lane * (type.bitWidth / 8))
      builder.store(element(value, lane), place(target, element(mask, lane), type, type.zero), alignment: 1)
    }
    return true
  }
}
