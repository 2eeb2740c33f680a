// What the tangent of something without derivative is in forward mode, where it lies in bytes that are a number in one case
// of an enum, and an integer, an address or a tag in another.
//
// Tangents of Swift objects are objects, which the runtime releases by the tags in them. So whatever may be a tag has to
// stay, and a number has to go:
// - Tags in bytes of their own, and small integers, are numbers so small that nobody could notice them: they stay.
// - An address stays, and so do the highest bits if the word is a tag, or an address with one: see `CaseTags`.
// - Any other number becomes zero, or at least loses its upper bits.

import LLVM

extension SweepEmitter {
  /// An integer without what may be numbers in it, but for those that are too small to be told from tags.
  func keepTags(_ value: Value, _ kinds: [(offset: Int, kinds: KindSet)]) -> Value {
    guard let width = value.type.integerWidth, width <= 64 else { return value.type.zero }
    var result = value
    for (offset, kinds) in kinds {
      for format in kinds.formats where 8 * offset < width {
        result = keepTag(result, offset, format, width)
      }
    }
    return result
  }

  private func keepTag(_ value: Value, _ offset: Int, _ format: FloatFormat, _ width: Int) -> Value {
    let end = min(8 * (offset + format.size), width)
    let ones: UInt64 = end - 8 * offset == 64 ? .max : (1 << UInt64(end - 8 * offset)) - 1
    let others = value.type.constant(Int(Int64(bitPattern: ~(ones << UInt64(8 * offset)))))
    let cleared = builder.and(value, others)
    guard [.single, .double].contains(format), end == 8 * (offset + format.size) else { return cleared }
    // The first three bits of the exponent, also of a float in the lower half.
    let upper: UInt64 = 7 << UInt64(end - 4)
    let magnitude = builder.and(
      value, value.type.constant(Int(format == .double ? upper | upper >> 32 : upper)))
    return builder.select(builder.icmp(.eq, magnitude, value.type.zero), value, cleared)
  }

  /// True for a constant number that is the bits of a small integer.
  func isTag(_ number: Value) -> Bool {
    guard let value = number.constantDouble else { return false }
    switch number.type.kind {
    case .double: return value.isSubnormal && value.bitPattern & 0x7000_0000 == 0
    case .float: return Float(value).isSubnormal
    default: return false
    }
  }
}

extension SupportLibrary {
  /// The tangent of a word that may be a double or an address.
  var tangentOfWord: Function { function("nabla.tangent.word", in: "tangents", tangentText) }

  /// The tangent of a word that may be floats or an address.
  var tangentOfFloats: Function { function("nabla.tangent.floats", in: "tangents", tangentText) }

  /// `(target, count, stride)`: makes the copy of something without derivative its tangent.
  func clearTangents(_ part: MemorySegment) -> Function {
    let kind: String
    switch part.kind {
    case .float(.double): kind = part.isMixed ? "floats" : part.mayBeAddress ? "word" : "double"
    case .float(.single) where !part.mayBeAddress: kind = "float"
    default: return clear(part)
    }
    return function("nabla.tangent.clear.\(kind)", in: "tangents", tangentText)
  }

  private var tangentText: String {
    """
    define internal i64 @nabla.tangent.tag(i64 %bits) {
      %middle = and i64 %bits, 71916856549572608
      %isClear = icmp eq i64 %middle, 0
      %low = and i64 %bits, 140737488355327
      %isIndex = icmp ult i64 %low, 8
      %isSome = icmp ne i64 %low, 0
      %isSmall = and i1 %isIndex, %isSome
      %shifted = lshr i64 %bits, 60
      %exponent = and i64 %shifted, 7
      %isThree = icmp eq i64 %exponent, 3
      %isFour = icmp eq i64 %exponent, 4
      %isUsual = or i1 %isThree, %isFour
      %next = and i64 %bits, 1080863910568919040
      %isShort = icmp eq i64 %next, 0
      %isUnlike = xor i1 %isUsual, true
      %isUnusual = and i1 %isShort, %isUnlike
      %isTag = or i1 %isUnusual, %isSmall
      %keeps = and i1 %isClear, %isTag
      %top = and i64 %bits, -72057594037927936
      %tag = select i1 %keeps, i64 %top, i64 0
      ret i64 %tag
    }

    define internal i64 @nabla.tangent.double(i64 %bits) {
      %exponent = and i64 %bits, 8070450534126977024
      %isTiny = icmp eq i64 %exponent, 0
      %result = select i1 %isTiny, i64 %bits, i64 0
      ret i64 %result
    }

    define internal i32 @nabla.tangent.float(i32 %bits) {
      %exponent = and i32 %bits, 1879048192
      %isTiny = icmp eq i32 %exponent, 0
      %result = select i1 %isTiny, i32 %bits, i32 0
      ret i32 %result
    }

    define internal i64 @nabla.tangent.word(i64 %bits) {
      %tag = call i64 @nabla.tangent.tag(i64 %bits)
      %tiny = call i64 @nabla.tangent.double(i64 %bits)
      %low = and i64 %bits, 140737488355327
      %address = or i64 %low, %tag
      %result = or i64 %address, %tiny
      ret i64 %result
    }

    define internal i64 @nabla.tangent.floats(i64 %bits) {
      %tag = call i64 @nabla.tangent.tag(i64 %bits)
      %rest = and i64 %bits, 72057594037927935
      %upper = lshr i64 %rest, 47
      %isLow = icmp eq i64 %upper, 0
      %page = lshr i64 %rest, 32
      %isHigh = icmp ne i64 %page, 0
      %isIndex = icmp ult i64 %rest, 8
      %isSome = or i1 %isHigh, %isIndex
      %isAddress = and i1 %isLow, %isSome
      %first = trunc i64 %bits to i32
      %shifted = lshr i64 %bits, 32
      %second = trunc i64 %shifted to i32
      %tinyFirst = call i32 @nabla.tangent.float(i32 %first)
      %tinySecond = call i32 @nabla.tangent.float(i32 %second)
      %lowPart = zext i32 %tinyFirst to i64
      %wide = zext i32 %tinySecond to i64
      %highPart = shl i64 %wide, 32
      %tiny = or i64 %lowPart, %highPart
      %address = select i1 %isAddress, i64 %rest, i64 %tiny
      %result = or i64 %address, %tag
      ret i64 %result
    }

    \(MixedMemoryText.clearText("nabla.tangent.clear.double", keep: "%left = call i64 @nabla.tangent.double(i64 %bits)"))

    \(MixedMemoryText.clearText("nabla.tangent.clear.word", keep: "%left = call i64 @nabla.tangent.word(i64 %bits)"))

    \(MixedMemoryText.clearText("nabla.tangent.clear.floats", keep: "%left = call i64 @nabla.tangent.floats(i64 %bits)"))

    \(MixedMemoryText.clearText(
      "nabla.tangent.clear.float", keep: "%left = call i32 @nabla.tangent.float(i32 %bits)", "i32"))
    """
  }
}
