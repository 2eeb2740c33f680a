// What the tangent of a word without derivative is in forward mode, where the word is a number, an address or a tag: see
// `CaseTags`. An address stays, and so do the highest bits if the word is a tag, or an address with one. A number
// loses its upper bits, so that nothing is left of it that anybody could notice.

import LLVM

extension SupportLibrary {
  /// The tangent of a word that may be a double.
  var tangentOfWord: Function { function("nabla.tangent.word", in: "tangents", tangentText) }

  /// The tangent of a word that may be floats.
  var tangentOfFloats: Function { function("nabla.tangent.floats", in: "tangents", tangentText) }

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

    define internal i64 @nabla.tangent.word(i64 %bits) {
      %tag = call i64 @nabla.tangent.tag(i64 %bits)
      %low = and i64 %bits, 140737488355327
      %result = or i64 %low, %tag
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
      %address = select i1 %isAddress, i64 %rest, i64 0
      %result = or i64 %address, %tag
      ret i64 %result
    }
    """
  }
}
