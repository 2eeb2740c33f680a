// The adjoint of each instruction: takes what has gathered at its result and hands it to its operands.

import DerivativeRules
import LLVM

extension ReverseEmitter {
  func emitAdjoint(of id: ValueID) {
    let value = model.values[id]
    let operands = value.operands
    switch value.operation {
    case .rule(let rule): propagate(id, value, rule)
    case .load: emitLoadAdjoint(id, value)
    case .store: emitStoreAdjoint(id, value)
    case .freeze:
      for (lane, adjoint) in takeAdjoint(id).enumerated() { accumulate(operands[0], lane, adjoint) }
    case .select: emitSelectAdjoint(id, value)
    case .bitcast:
      let type = snapshot.values[operands[0]].type
      for (lane, adjoint) in takeAdjoint(id).enumerated() {
        accumulate(operands[0], lane, markBits(reverse.bitcast(adjoint, type), of: snapshot.values[id].type))
      }
    case .truncate, .zeroExtend, .signExtend:
      let type = snapshot.values[operands[0]].type
      for (lane, adjoint) in takeAdjoint(id).enumerated() {
        accumulate(operands[0], lane, reverse.zextOrTrunc(adjoint, type))
      }
    case .integerArithmetic(let op): emitBitsAdjoint(id, value, op)
    case .extractValue(let path):
      let type = snapshot.values[operands[0]].type
      for (lane, adjoint) in takeAdjoint(id).enumerated() {
        accumulate(operands[0], lane, reverse.insertValue(type.zero, adjoint, path))
      }
    case .insertValue(let path): emitInsertValueAdjoint(id, value, path)
    case .extractElement:
      let type = snapshot.values[operands[0]].type
      let index = atReverse(Need(value: operands[1], channel: .primal))[0]
      for (lane, adjoint) in takeAdjoint(id).enumerated() {
        accumulate(operands[0], lane, reverse.insertElement(type.zero, adjoint, index))
      }
    case .insertElement: emitInsertElementAdjoint(id, value)
    case .shuffle(let mask): emitShuffleAdjoint(id, value, mask)
    case .reduceAdd:
      let type = snapshot.values[operands[1]].type
      for (lane, adjoint) in takeAdjoint(id).enumerated() {
        accumulate(operands[0], lane, adjoint)
        var splat = type.poison
        for element in 0..<type.count { splat = reverse.insertElement(splat, adjoint, element) }
        accumulate(operands[1], lane, splat)
      }
    case .call(let callee): emitCallAdjoint(id, value, callee)
    case .pointerToInteger, .integerToPointer, .argument, .gep, .alloca: break
    default:
      program.refuse(f, id, "an operation without reverse derivative", "write it with ordinary arithmetic")
    }
  }

  // MARK: Arithmetic

  private func propagate(_ id: ValueID, _ value: ModelValue, _ rule: Rule) {
    let type = copies[id].type
    var formulas = FormulaEmitter(
      reverse, support, type: type,
      operand: { [unowned self] in atReverse(Need(value: value.operands[$0], channel: .primal))[0] },
      result: { [unowned self] in atReverse(Need(value: id, channel: .primal))[0] })
    let adjoints = takeAdjoint(id)
    let zeroWins = program.options.strongZero || rule.mayBeInfinite || type.isVector || speculated.contains(id)
    for (index, partial) in rule.partials.enumerated() where index < value.operands.count {
      let operand = value.operands[index]
      guard let partial, !partial.isZero, activity.isActive(f, operand) else { continue }
      let target = snapshot.values[operand].type
      for lane in lanes {
        let part: Value
        if partial.isOne {
          part = adjoints[lane]
        } else if partial.isMinusOne {
          part = adjointArithmetic { reverse.fneg(adjoints[lane]) }
        } else {
          let factor = formulas.emit(partial)
          // Nothing passes a constant zero, not even an infinite adjoint.
          if factor.isConstant && factor.isZero { continue }
          let strong = zeroWins ? strongFactor(factor, of: adjoints[lane], reverse) : factor
          part = adjointArithmetic { reverse.fmul(adjoints[lane], strong) }
        }
        accumulate(operand, lane, reverse.fpCast(part, target))
      }
    }
  }

  /// Values computed although perhaps not chosen: what feeds a select in the same block. Optimisers turn branches into
  /// selects, so that these may be infinite or undefined where the source would not compute them; their adjoint is
  /// zero then and must stay zero. The same holds for lanes of vectors that nothing uses.
  static func speculatedValues(_ model: FunctionModel) -> Set<ValueID> {
    var result: Set<ValueID> = []
    var work: [ValueID] = []
    for block in model.order {
      for id in model.blocks[block].instructions {
        if case .select = model.values[id].operation, model.values[id].type.isFloat {
          work += model.values[id].operands.dropFirst()
        }
      }
    }
    while let id = work.popLast() {
      guard model.isInstruction(id), case .rule = model.values[id].operation, result.insert(id).inserted else {
        continue
      }
      work += model.values[id].operands.filter { model.values[$0].block == model.values[id].block }
    }
    return result
  }

  private func emitSelectAdjoint(_ id: ValueID, _ value: ModelValue) {
    let condition = atReverse(Need(value: value.operands[0], channel: .primal))[0]
    for (lane, adjoint) in takeAdjoint(id).enumerated() {
      let zero = adjoint.type.zero
      accumulate(value.operands[1], lane, reverse.select(condition, adjoint, zero))
      accumulate(value.operands[2], lane, reverse.select(condition, zero, adjoint))
    }
  }

  /// Shifts and masks that move whole numbers inside an integer.
  private func emitBitsAdjoint(_ id: ValueID, _ value: ModelValue, _ op: IntegerOperator) {
    if isCounting(id) {
      _ = takeAdjoint(id)
      return
    }
    if picksInteger(id, op) {
      // Half a number would have an adjoint.
      for adjoint in takeAdjoint(id) { reverse.call(support.expectNothing, [adjoint]) }
      return
    }
    guard movesBits(id, op) else { return }
    let operands = value.operands
    for (lane, adjoint) in takeAdjoint(id).enumerated() {
      switch op {
      case .shiftLeft: accumulate(operands[0], lane, reverse.lshr(adjoint, snapshot.values[operands[1]]))
      case .shiftRight: accumulate(operands[0], lane, reverse.shl(adjoint, snapshot.values[operands[1]]))
      case .and:
        let mask = operands.first { !model.isInstruction($0) && $0 >= model.argumentCount }!
        for operand in operands where operand != mask {
          accumulate(operand, lane, reverse.and(adjoint, snapshot.values[mask]))
        }
      default:
        for operand in operands { accumulate(operand, lane, keepNumbers(adjoint, of: operand)) }
      }
    }
  }

  /// The part of an adjoint that belongs to the numbers which `value` holds.
  private func keepNumbers(_ adjoint: Value, of value: ValueID) -> Value {
    let kinds = activity.memory.values[f][value].kinds.sorted { $0.key < $1.key }
    return maskNumbers(adjoint, kinds.map { ($0.key, $0.value) })
  }

  /// Clears the bits of an integer that belong to no number.
  func maskNumbers(_ adjoint: Value, _ kinds: [(offset: Int, kinds: KindSet)]) -> Value {
    guard let width = adjoint.type.integerWidth, width <= 64 else { return adjoint }
    var mask: UInt64 = 0
    for (offset, kinds) in kinds {
      for format in kinds.formats {
        for byte in offset..<min(offset + format.size, width / 8) { mask |= 0xff << UInt64(8 * byte) }
      }
    }
    return reverse.and(adjoint, adjoint.type.constant(Int(Int64(bitPattern: mask))))
  }

  private func emitInsertValueAdjoint(_ id: ValueID, _ value: ModelValue, _ path: [Int]) {
    for (lane, adjoint) in takeAdjoint(id).enumerated() {
      let inserted = reverse.extractValue(adjoint, path)
      accumulate(value.operands[1], lane, inserted)
      accumulate(value.operands[0], lane, reverse.insertValue(adjoint, inserted.type.zero, path))
    }
  }

  private func emitInsertElementAdjoint(_ id: ValueID, _ value: ModelValue) {
    let index = atReverse(Need(value: value.operands[2], channel: .primal))[0]
    for (lane, adjoint) in takeAdjoint(id).enumerated() {
      let inserted = reverse.extractElement(adjoint, index)
      accumulate(value.operands[1], lane, inserted)
      accumulate(value.operands[0], lane, reverse.insertElement(adjoint, inserted.type.zero, index))
    }
  }

  private func emitShuffleAdjoint(_ id: ValueID, _ value: ModelValue, _ mask: [Int]) {
    let type = snapshot.values[value.operands[0]].type
    if type.element.isInteger { expectSingleMoves(id, mask, type.element) }
    for (lane, adjoint) in takeAdjoint(id).enumerated() {
      for side in 0..<2 where activity.isActive(f, value.operands[side]) {
        var sum: Value?
        // One element of the result at a time: an element may be taken several times.
        for (position, source) in mask.enumerated()
        where source >= side * type.count && source < (side + 1) * type.count {
          let element = reverse.extractElement(adjoint, position)
          let old = sum ?? type.zero
          let place = source - side * type.count
          let added = sumOfElements(reverse.extractElement(old, place), element)
          sum = reverse.insertElement(old, added, place)
        }
        if let sum { accumulate(value.operands[side], lane, sum) }
      }
    }
  }

  // MARK: Memory

  /// The shadow address of an access in the reverse sweep, or a sink where memory is constant.
  private func shadowAddresses(_ pointer: ValueID, for type: Type) -> [Value] {
    let shadows = atReverse(Need(value: pointer, channel: .shadow))
    guard activity.isMixed(f, pointer) else { return shadows }
    let primal = atReverse(Need(value: pointer, channel: .primal))[0]
    let sink = reverseSink(type)
    return shadows.map { reverse.select(reverse.icmp(.eq, $0, primal), sink, $0) }
  }

  private func emitLoadAdjoint(_ id: ValueID, _ value: ModelValue) {
    let adjoints = takeAdjoint(id)
    guard activity.holdsActive(f, value.operands[0]) else { return }
    let type = snapshot.values[id].type
    let alignment = snapshot.values[id].alignment
    for (lane, address) in shadowAddresses(value.operands[0], for: type).enumerated() {
      addToMemory(id, adjoints[lane], address, alignment, activity.memory.values[f][id].kinds)
    }
  }

  /// Adds an adjoint to shadow memory, number by number. Of memory of the program's own everything is known: what is
  /// never read or written as a number, on any way that it takes, is none.
  private func addToMemory(_ id: ValueID, _ adjoint: Value, _ address: Value, _ alignment: Int, _ kinds: [Int: KindSet])
  {
    let type = adjoint.type
    if type.isFloatOrFloatVector {
      if addNumbersToMemory(id, adjoint, address) { return }
      let old = reverse.load(type, address, alignment: alignment)
      adjointMemory.add(old)
      adjointMemory.add(reverse.store(addAdjoints(old, adjoint), address, alignment: alignment))
      return
    }
    if type.isAggregate {
      forEachElement(type, kinds) { index, offset, inner in
        addToMemory(id, reverse.extractValue(adjoint, index), reverse.ptrAdd(address, offset), 1, inner)
      }
      return
    }
    guard type.isIntegerOrVectorOfIntegers else { return }
    let size = program.names.types.layout.storeSize(of: type)
    if let words = mixedWords(kinds, type) { return addWordsToMemory(adjoint, address, words) }
    let kinds = kindsOfHalf(kinds, id, size: size)
    guard let format = carriedFormat(kinds, id) else { return }
    let float = support.floatType(format)
    let numbers = numbers(in: adjoint, format)
    for (offset, kinds) in kinds.sorted(by: { $0.key < $1.key }) where kinds.hasFloat && offset + format.size <= size {
      let number = numbers.type.isVector ? reverse.extractElement(numbers, offset / format.size) : numbers
      let place = reverse.ptrAdd(address, offset)
      let old = reverse.load(float, place, alignment: 1)
      var sum = addAdjoints(old, number)
      // An address has adjoint zero and must not be touched.
      if kinds.contains(.pointer) { sum = reverse.select(reverse.fcmp(.oeq, number, float.zero), old, sum) }
      reverse.store(sum, place, alignment: 1)
    }
  }

  private func forEachElement(_ type: Type, _ kinds: [Int: KindSet], _ body: (Int, Int, [Int: KindSet]) -> Void) {
    let count = type.isStructure ? type.elements.count : type.count
    for index in 0..<count {
      let element = type.isStructure ? type.elements[index] : type.element
      let offset = program.names.types.elementOffset(type, index)
      let size = program.names.types.layout.size(of: element)
      let inner = kinds.reduce(into: [Int: KindSet]()) { part, entry in
        if entry.key >= offset && entry.key < offset + size { part[entry.key - offset] = entry.value }
      }
      body(index, offset, inner)
    }
  }

  /// Refuses to store an integer to the caller's memory that may hold a number beside those that are known: the caller's
  /// adjoint of it may wait there. In memory of the program's own there is none where nothing is known, since it would
  /// have to be used as a number somewhere; nor has it an adjoint when it is loaded, for the same reason.
  private func refuseGaps(_ id: ValueID, _ kinds: [Int: KindSet], _ size: Int) {
    let fact = activity.memory.target(f, queries.accessedAddress(id))
    if let fact, !activity.memory.graph.flags(fact.node).contains(.external) { return }
    let known = kinds.map { ($0.key, $0.value) }
    if kinds.isEmpty || fact != nil && !MemorySegments.gaps(in: known, size: size).isEmpty {
      program.refuse(f, id, .numberOrInteger)
    }
  }

  private func emitStoreAdjoint(_ id: ValueID, _ value: ModelValue) {
    if queries.isAmbiguous(id) {
      emitAmbiguousStoreAdjoint(id, value)
      return
    }
    let type = snapshot.values[value.operands[0]].type
    let alignment = snapshot.values[id].alignment
    let kinds = Dictionary(queries.storedKinds(id).map { ($0.offset, $0.kinds) }, uniquingKeysWith: { $0.union($1) })
    for (lane, address) in shadowAddresses(value.operands[1], for: type).enumerated() {
      let adjoint = takeFromMemory(id, type, address, alignment, kinds)
      accumulate(value.operands[0], lane, adjoint)
    }
  }

  /// The word is clear afterwards; it gives an adjoint only if a number was written.
  private func emitAmbiguousStoreAdjoint(_ id: ValueID, _ value: ModelValue) {
    let word = support.integerType(64)
    let (stored, type) = (value.operands[0], snapshot.values[value.operands[0]].type)
    let tells = activity.needsShadow(f, stored) && value.accessType.isInteger
    let kinds = tells ? atReverse(Need(value: stored, channel: .shadow)) : []
    for (lane, address) in shadowAddresses(value.operands[1], for: word).enumerated() {
      var adjoint = reverse.load(word, address, alignment: 1)
      reverse.store(word.zero, address, alignment: 1)
      guard activity.isActive(f, stored), !type.isPointer else { continue }
      if tells {
        // In a word of floats, what the shadow says may be a small integer beside them.
        let isShared = WordKinds(queries.storedKinds(id)).isMixed(at: 0)
        let address = isShared ? reverse.call(support.wordAddress, [kinds[lane]]) : kinds[lane]
        adjoint = reverse.select(reverse.icmp(.eq, address, word.zero), adjoint, word.zero)
      }
      accumulate(stored, lane, reverse.bitcast(adjoint, type))
    }
  }

  /// Reads adjoints from shadow memory and clears them there; what is no number reads as zero and stays.
  private func takeFromMemory(_ id: ValueID, _ type: Type, _ address: Value, _ alignment: Int, _ kinds: [Int: KindSet])
    -> Value
  {
    if type.isFloatOrFloatVector {
      let adjoint = reverse.load(type, address, alignment: alignment)
      adjointMemory.add(adjoint)
      adjointMemory.add(reverse.store(type.zero, address, alignment: alignment))
      return adjoint
    }
    if type.isAggregate {
      var result = type.zero
      forEachElement(type, kinds) { index, offset, inner in
        let part = takeFromMemory(
          id, type.isStructure ? type.elements[index] : type.element, reverse.ptrAdd(address, offset), 1, inner)
        result = reverse.insertValue(result, part, index)
      }
      return result
    }
    guard type.isIntegerOrVectorOfIntegers else { return type.zero }
    return takeBits(id, type, address, kinds)
  }

  private func takeWords(_ id: ValueID, _ type: Type, _ address: Value) -> Value {
    if queries.isForeign(queries.accessedAddress(id)) { program.refuseForeignWords(f, id) }
    let adjoint = reverse.load(type, address, alignment: 1)
    reverse.store(type.zero, address, alignment: 1)
    return adjoint
  }

  private func takeBits(_ id: ValueID, _ type: Type, _ address: Value, _ kinds: [Int: KindSet]) -> Value {
    let size = program.names.types.layout.storeSize(of: type)
    let isActive = activity.isActive(f, model.values[id].operands[0])
    if isActive { refuseGaps(id, kinds, size) }
    // An integer that is no number overwrites whatever was there.
    if !isActive, kinds.values.contains(where: { $0.contains(.partOfFloat) }) { return type.zero }
    // An integer without derivative where there was a number before, as in a union: nobody reads the number any more.
    let isSmaller = kinds.values.contains { $0.formats.contains { $0.size > size } }
    if isSmaller && !isActive { return type.zero }
    if kinds.isEmpty {
      reverse.store(type.zero, address, alignment: 1)
      return type.zero
    }
    if mixedWords(kinds, type) != nil { return takeWords(id, type, address) }
    let kinds = isActive ? kindsOfHalf(kinds, id, size: size) : kinds
    guard let format = carriedFormat(kinds, id) else {
      if isActive && isSmallInteger(size, kinds) { expectNoAdjoint(id, type, address, kinds) }
      return type.zero
    }
    let float = support.floatType(format)
    let view = carrierView(type, format)
    var numbers = view.zero
    for (offset, kinds) in kinds.sorted(by: { $0.key < $1.key }) where kinds.hasFloat && offset + format.size <= size {
      let place = reverse.ptrAdd(address, offset)
      let adjoint = reverse.load(float, place, alignment: 1)
      reverse.store(float.zero, place, alignment: 1)
      numbers = view.isVector ? reverse.insertElement(numbers, adjoint, offset / format.size) : adjoint
    }
    return bits(numbers, type)
  }
}
