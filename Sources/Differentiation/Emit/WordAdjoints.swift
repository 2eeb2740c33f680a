// Adjoints of words that hold a double at some times and floats at others: `WordKinds`.
//
// Integers and copies move such words without knowing what they hold, which is no matter for the moving, but adjoints that
// meet are added, as doubles or as floats. The lowest bit says which: it is set in the adjoint of a double, and clear in
// that of floats. Whatever adds to such an adjoint by its type puts the bit right; that costs half a unit in the last
// place. Where floats share a word with addresses, an address is told by its upper bits, as in `MixedMemoryText`. As two
// floats may have the same, it must lie above 4 GB besides: a float in the lower half alone looks like one below.

import LLVM

extension ReverseEmitter {
  /// What an integer may hold that is taken as a whole: its words are looked at one by one then.
  func mixedWords(_ kinds: [Int: KindSet], _ type: Type) -> WordKinds? {
    guard program.movesMixedWords, type.isIntegerOrVectorOfIntegers else { return nil }
    let width = program.names.types.layout.bitSize(of: type)
    guard width % 64 == 0 else { return nil }
    let words = WordKinds(kinds)
    return words.hasMixedWord(size: width / 8) ? words : nil
  }

  /// The sum of the adjoints of an integer, word by word.
  func sumWords(_ a: Value, _ b: Value, _ words: WordKinds) -> Value {
    let vector = Type.vector(support.integerType(64), program.names.types.layout.bitSize(of: a.type) / 64)
    let (left, right) = (reverse.bitcast(a, vector), reverse.bitcast(b, vector))
    var result = left
    for index in 0..<vector.count {
      let (x, y) = (reverse.extractElement(left, index), reverse.extractElement(right, index))
      result = reverse.insertElement(result, sumWord(x, y, words, at: 8 * index), index)
    }
    return reverse.bitcast(result, a.type)
  }

  private func sumWord(_ a: Value, _ b: Value, _ words: WordKinds, at start: Int) -> Value {
    if words.isMixed(at: start) { return reverse.call(support.addWords, [a, b]) }
    guard let format = words[start].formats.first else { return a }
    return bits(addAdjoints(numbers(in: a, format), numbers(in: b, format)), a.type)
  }

  /// Adds the adjoint of an integer to shadow memory, word by word.
  func addWordsToMemory(_ adjoint: Value, _ address: Value, _ words: WordKinds) {
    let old = reverse.load(adjoint.type, address, alignment: 1)
    reverse.store(sumWords(old, adjoint, words), address, alignment: 1)
  }

  /// Adds the adjoint of a number or a vector to memory with mixed words; returns false if there are none. Loads may stand
  /// where it is not decided yet what the words hold: then their adjoint is zero, and nothing must change.
  func addNumbersToMemory(_ id: ValueID, _ adjoint: Value, _ address: Value) -> Bool {
    let type = adjoint.type
    let size = program.names.types.layout.storeSize(of: type)
    guard program.movesMixedWords, [.float, .double].contains((type.isVector ? type.element : type).kind) else {
      return false
    }
    let words = WordKinds(queries.storedKinds(id))
    guard stride(from: 0, to: size, by: 8).contains(where: { words.isMixed(at: $0) }) else { return false }
    if size % 8 == 0 {
      let bits = reverse.bitcast(adjoint, support.integerType(8 * size))
      addWordsToMemory(markBits(bits, of: type), address, words)
      return true
    }
    guard type.isVector else {
      addFloatToMemory(adjoint, address)
      return true
    }
    for index in 0..<type.count {
      addFloatToMemory(reverse.extractElement(adjoint, index), reverse.ptrAdd(address, 4 * index))
    }
    return true
  }

  private func addFloatToMemory(_ adjoint: Value, _ address: Value) {
    let old = reverse.load(adjoint.type, address, alignment: 1)
    let bits = reverse.bitcast(addAdjoints(old, adjoint), support.integerType(32))
    let sum = reverse.bitcast(marked(bits, as: adjoint.type), adjoint.type)
    let isNothing = reverse.fcmp(.oeq, adjoint, adjoint.type.zero)
    reverse.store(reverse.select(isNothing, old, sum), address, alignment: 1)
  }

  /// The adjoint of a number, or of a vector, as that of the integer whose bits it is.
  func markBits(_ adjoint: Value, of number: Type) -> Value {
    let element = number.isVector ? number.element : number
    let bits = program.names.types.layout.bitSize(of: adjoint.type)
    let width = min(bits, 64)
    guard program.movesMixedWords, [.float, .double].contains(element.kind), adjoint.type.isIntegerOrVectorOfIntegers,
      bits % width == 0, width >= program.names.types.layout.bitSize(of: element)
    else { return adjoint }
    var words = reverse.bitcast(adjoint, .vector(support.integerType(width), bits / width))
    for index in 0..<bits / width {
      words = reverse.insertElement(words, marked(reverse.extractElement(words, index), as: element), index)
    }
    return reverse.bitcast(words, adjoint.type)
  }

  private func marked(_ bits: Value, as number: Type) -> Value {
    let type = bits.type
    if number.kind == .float { return reverse.and(bits, type.constant(-2)) }
    return reverse.or(bits, reverse.zext(reverse.icmp(.ne, bits, type.zero), type))
  }

  /// The kinds of an integer of 32 bits that is half of such a word: a float, if it is used as one or was made of one.
  /// Otherwise it may be half of a double, of which nothing is known here.
  func kindsOfHalf(_ kinds: [Int: KindSet], _ id: ValueID, size: Int) -> [Int: KindSet] {
    guard program.movesMixedWords, size == 4, kinds[0]?.contains(.float(.single)) == true, isFloat(id) else {
      return kinds
    }
    return [0: kinds[0]!.subtracting([.float(.double), .partOfFloat])]
  }

  private func isFloat(_ id: ValueID) -> Bool {
    let value = model.values[id]
    switch value.operation {
    case .store: return isFloat(value.operands[0], besides: id)
    case .truncate: return true
    case .load where value.typeHint == .float(.single) || isMadeOfFloats(queries.storedKinds(id)): return true
    default: return isFloat(id, besides: nil)
    }
  }

  private func isMadeOfFloats(_ kinds: [(offset: Int, kinds: KindSet)]) -> Bool {
    !kinds.isEmpty && kinds.allSatisfy { $0.kinds.formats == [.single] && !$0.kinds.contains(.partOfFloat) }
  }

  private func isFloat(_ id: ValueID, besides store: ValueID?) -> Bool {
    if case .bitcast = model.values[id].operation { return true }
    return store == nil
      && model.users[id].allSatisfy { user, _ in
        if case .bitcast = model.values[user].operation { return true }
        return !activity.isActive(f, user) && !queries.hasAdjoint(user)
      }
  }

  /// Refuses copies of such words that come from the caller, or go there.
  func refuseForeignWords(_ id: ValueID, _ segments: MemorySegments) {
    guard segments.hasMixedWord else { return }
    let (target, source) = (model.values[id].operands[0], model.values[id].operands[1])
    if queries.isForeign(target) || segments.mayMixAddresses && queries.isForeign(source) {
      program.refuseForeignWords(f, id)
    }
  }
}

extension ActivityFacts {
  /// True for numbers, and integers that are known to hold numbers only.
  func isNumber(_ f: FunctionID, _ id: ValueID, _ type: Type) -> Bool {
    if type.isFloatOrFloatVector { return true }
    let value = memory.values[f][id]
    let kinds = value.kinds.values.reduce(into: KindSet()) { $0.formUnion($1) }
    return type.isInteger && kinds.hasFloat && !kinds.contains(.pointer) && value.pointers.isEmpty
  }
}

extension ProgramEmitter {
  /// The caller knows nothing of bits: it may not give adjoints of such words, nor shadows of those that hold addresses.
  func refuseForeignWords(_ function: FunctionID, _ id: ValueID) {
    refuse(function, id, .callersWord)
  }

  func findMixedWords() -> Bool {
    activity.program.functions.contains { AdjointQueries(activity: activity, function: $0).movesMixedWords() }
  }
}

extension SupportLibrary {
  /// `(sum, adjoint)`: what `adjoint` is, `sum` is too.
  var addWords: Function { function("nabla.word.add", in: "words", wordText) }
  /// As `accumulate` and `clear`.
  var accumulateWords: Function { function("nabla.accumulate.words", in: "words", wordText) }
  var clearWords: Function { function("nabla.clear.words", in: "words", wordText) }

  /// The bits of a word if they are an address, else zero.
  var wordAddress: Function { function("nabla.word.address", in: "words", wordText) }

  private var wordText: String {
    """
    define internal i64 @nabla.word.add(i64 %sum, i64 %adjoint) {
      %nothing = icmp eq i64 %adjoint, 0
      br i1 %nothing, label %same, label %some
    same:
      ret i64 %sum
    some:
      %first = icmp eq i64 %sum, 0
      br i1 %first, label %new, label %both
    new:
      ret i64 %adjoint
    both:
      %isDouble = trunc i64 %adjoint to i1
      br i1 %isDouble, label %double, label %floats
    double:
      %d0 = bitcast i64 %sum to double
      %d1 = bitcast i64 %adjoint to double
      %d = fadd double %d0, %d1
      %dBits = bitcast double %d to i64
      %dSome = icmp ne i64 %dBits, 0
      %dMark = zext i1 %dSome to i64
      %dMarked = or i64 %dBits, %dMark
      ret i64 %dMarked
    floats:
      %f0 = bitcast i64 %sum to <2 x float>
      %f1 = bitcast i64 %adjoint to <2 x float>
      %f = fadd <2 x float> %f0, %f1
      %fBits = bitcast <2 x float> %f to i64
      %fMarked = and i64 %fBits, -2
      ret i64 %fMarked
    }

    define internal i1 @nabla.word.isAddress(i64 %bits) {
      %upper = lshr i64 %bits, 47
      %isLow = icmp eq i64 %upper, 0
      %page = lshr i64 %bits, 32
      %isHigh = icmp ne i64 %page, 0
      %isAddress = and i1 %isLow, %isHigh
      ret i1 %isAddress
    }

    define internal i64 @nabla.word.address(i64 %bits) {
      %isAddress = call i1 @nabla.word.isAddress(i64 %bits)
      %address = select i1 %isAddress, i64 %bits, i64 0
      ret i64 %address
    }

    \(MixedMemoryText.accumulateText(
      "nabla.accumulate.words",
      examine: """
      store i64 0, ptr %t, align 1
      %isAddress = call i1 @nabla.word.isAddress(i64 %bits)
      """,
      add: """
      %old = load i64, ptr %s, align 1
      %sum = call i64 @nabla.word.add(i64 %old, i64 %bits)
      store i64 %sum, ptr %s, align 1
      """))

    \(MixedMemoryText.clearText("nabla.clear.words", keep: "%left = call i64 @nabla.word.address(i64 %bits)"))
    """
  }
}
