// Values of the forward sweep in the reverse sweep, and adjoint slots.

import LLVM

extension ReverseEmitter {
  // MARK: Primal values and shadows

  /// A value at the current point of the reverse sweep: one for the primal, one per lane for shadows.
  func atReverse(_ need: Need) -> [Value] {
    if need.channel == .shadow && !activity.needsShadow(f, need.value) {
      let type = snapshot.values[need.value].type
      if model.isInstruction(need.value), activity.isNumber(f, need.value, type) { return lanes.map { _ in type.zero } }
      let primal = atReverse(Need(value: need.value, channel: .primal))[0]
      return lanes.map { _ in primal }
    }
    if let known = atHand[need] { return known }
    let values = bring(need)
    atHand[need] = values
    return values
  }

  /// Runs `body` without remembering the values it computes: they do not dominate what follows.
  func uncached<Result>(_ body: () -> Result) -> Result {
    let saved = atHand
    defer { atHand = saved }
    return body()
  }

  private func bring(_ need: Need) -> [Value] {
    if !model.isInstruction(need.value) { return direct(need) }
    switch plan.availability[need] {
    case .kept: return readLanes(.value(need), in: model.loop(of: need.value))
    case .induction(let induction): return evaluate(induction, need)
    case .recomputed: return recompute(need)
    case .direct, nil:
      program.refuse(
        f, need.value, "a value that the reverse sweep needs and the plan does not provide",
        "this is a fault in Nabla: please report it with the input")
      let type = self.type(of: .value(need))
      return (need.channel == .shadow ? lanes : 0..<1).map { _ in type.poison }
    }
  }

  private func direct(_ need: Need) -> [Value] {
    if need.value < model.argumentCount {
      return need.channel == .primal ? [reverseParameters[need.value]] : reverseShadows[need.value]!
    }
    return need.channel == .primal ? [snapshot.values[need.value]] : shadow(need.value)
  }

  /// A slot with one lane.
  func read(_ item: Slot, in loop: LoopID) -> Value { readLanes(item, in: loop)[0] }

  private func readLanes(_ item: Slot, in loop: LoopID) -> [Value] {
    let type = type(of: item)
    return lanes(of: item).map { lane in
      if loop == 0, let slots = rootSlots[item] { return reverse.load(type, slots[lane]) }
      let offset = reverse.load(support.integerType(64), reverseFrameOffsets[loop])
      let place = reverse.add(offset, offset.type.constant(frames[loop].offsets[item]![lane]))
      let load = reverse.load(type, reverseTape.address(place, with: reverse), alignment: 1)
      adjointMemory.exclude(load)
      return isCount(item) ? support.count(load) : load
    }
  }

  /// start + step · iteration.
  private func evaluate(_ induction: Induction, _ need: Need) -> [Value] {
    let type = snapshot.values[need.value].type
    let iteration = reverse.load(support.integerType(64), reverseIterations[model.loop(of: need.value)])
    let starts = atReverse(Need(value: induction.start, channel: need.channel))
    if type.isPointer {
      let distance = reverse.mul(iteration, iteration.type.constant(induction.constantStep))
      return starts.map { reverse.ptrAdd($0, distance) }
    }
    let step = atReverse(Need(value: induction.step!, channel: .primal))[0]
    let distance = reverse.mul(reverse.zextOrTrunc(iteration, type), step)
    return starts.map { induction.negate ? reverse.sub($0, distance) : reverse.add($0, distance) }
  }

  private func recompute(_ need: Need) -> [Value] {
    let value = model.values[need.value]
    if case .content(let content) = need.channel { return atReverse(arrayNeed(need.value, content)) }
    if case .call(.library(let library)) = value.operation, case .returnsOperand(let index) = library.effect {
      return atReverse(Need(value: value.operands[index], channel: need.channel))
    }
    if need.channel == .shadow, isNoAddress(need.value) {
      return lanes.map { _ in snapshot.values[need.value].type.zero }
    }
    let mirrored = mirroredOperands(value, need.channel)
    var operands: [Int: [Value]] = [:]
    for (index, operand) in value.operands.enumerated() {
      let channel: Channel = need.channel == .shadow && mirrored.contains(index) ? .shadow : .primal
      operands[index] = atReverse(Need(value: operand, channel: channel))
    }
    return (need.channel == .primal ? 0..<1 : lanes).map { lane in
      let copy = snapshot.values[need.value].clone()
      if need.channel == .primal, copy.isLoadOrStore { adjointMemory.exclude(copy) }
      for (index, values) in operands { copy.setOperand(index, values.count > 1 ? values[lane] : values[0]) }
      return reverse.insert(copy)
    }
  }

  /// True for what is a number by all that is known here, and has no shadow address: see `emitShadow`.
  private func isNoAddress(_ id: ValueID) -> Bool {
    snapshot.values[id].type.isFloatOrFloatVector || queries.loadsNumberAsWord(id) || isPartOfMixedWord(id)
  }

  /// Operands whose shadow makes up the result's shadow.
  private func mirroredOperands(_ value: ModelValue, _ channel: Channel) -> Set<Int> {
    switch value.operation {
    case .gep, .load: [0]
    case .select: [1, 2]
    default: Set(value.operands.indices)
    }
  }

  // MARK: Adjoint slots

  func adjointSlot(_ value: ValueID) -> [Value] {
    if let known = adjointSlots[value] { return known }
    let type = snapshot.values[value].type
    let slots = lanes.map { _ in adjointVariable(type) }
    adjointSlots[value] = slots
    return slots
  }

  /// In the joint function adjoints are cleared where the reverse sweep begins.
  private func adjointVariable(_ type: Type) -> Value { reverseSlot(type, "adjoint", zeroed: true) }

  /// Reads the adjoints of a value and clears them.
  func takeAdjoint(_ value: ValueID) -> [Value] {
    let type = snapshot.values[value].type
    adjointHomes[value] = reverse.currentBlock
    return adjointSlot(value).map { slot in
      let adjoint = reverse.load(type, slot)
      reverse.store(type.zero, slot)
      return adjoint
    }
  }

  /// Adds to the adjoint of a value, if it has one.
  func accumulate(_ value: ValueID, _ lane: Int, _ adjoint: Value) {
    guard model.isInstruction(value) || value < model.argumentCount, activity.isActive(f, value) else { return }
    let slot = adjointSlot(value)[lane]
    if !model.isInstruction(value) || model.loop(of: value) != model.blocks[currentBlock].loop {
      carriedAdjoints.insert(value)
    }
    let type = snapshot.values[value].type
    let kinds = activity.memory.values[f][value].kinds
    reverse.store(sum(reverse.load(type, slot), adjoint, kinds, value), slot)
  }

  /// The sum of two adjoints of one type: numbers are added, everything else is left alone.
  private func sum(_ a: Value, _ b: Value, _ kinds: [Int: KindSet], _ value: ValueID) -> Value {
    let type = a.type
    if type.isFloatOrFloatVector { return addAdjoints(a, b) }
    if type.isPointerOrVectorOfPointers { return a }
    if type.isAggregate {
      var result = a
      let count = type.isStructure ? type.elements.count : type.count
      for index in 0..<count {
        let offset = program.names.types.elementOffset(type, index)
        let size = program.names.types.layout.size(of: type.isStructure ? type.elements[index] : type.element)
        let inner = kinds.reduce(into: [Int: KindSet]()) { part, entry in
          if entry.key >= offset && entry.key < offset + size { part[entry.key - offset] = entry.value }
        }
        let added = sum(reverse.extractValue(a, index), reverse.extractValue(b, index), inner, value)
        result = reverse.insertValue(result, added, index)
      }
      return result
    }
    return sumBits(a, b, kinds, value)
  }

  func addAdjoints(_ a: Value, _ b: Value) -> Value { adjointArithmetic { reverse.fadd(a, b) } }

  /// Emits arithmetic on adjoints. Which of them is added first, the source does not say, and the sign of the zero that
  /// they start from must not matter: the optimiser may choose.
  func adjointArithmetic(_ body: () -> Value) -> Value {
    let flags = reverse.fastMathFlags
    defer { reverse.fastMathFlags = flags }
    reverse.fastMathFlags = flags | FastMath.reassociate | FastMath.noSignedZeros
    return body()
  }

  /// Integers that carry numbers are added as numbers.
  private func sumBits(_ a: Value, _ b: Value, _ kinds: [Int: KindSet], _ value: ValueID) -> Value {
    if let words = mixedWords(kinds, a.type) { return sumWords(a, b, words) }
    guard let format = carriedFormat(kinds, value) else {
      if isSmallInteger(model.values[value].type.size, kinds) { expectNoAdjoint(b) }
      return a
    }
    let sum = bits(reverse.fadd(numbers(in: a, format), numbers(in: b, format)), a.type)
    return format == .single ? markBits(sum, of: support.floatType(format)) : sum
  }

  /// The format of the numbers that an integer holds; nil if there are none.
  func carriedFormat(_ kinds: [Int: KindSet], _ value: ValueID) -> FloatFormat? {
    let type = model.values[value].accessType == .void ? model.values[value].type : model.values[value].accessType
    let all = kindsOfHalf(kinds, value, size: type.size).values.reduce(into: KindSet()) { $0.formUnion($1) }
    if isSmallInteger(type.size, kinds) || type.size == 1 && isHandedByte(value) { return nil }
    let isSplit = all.formats.contains { $0.size > type.size }
    if isSplit || all.contains(.partOfFloat) {
      program.refuse(f, value, .partOfNumber)
      return nil
    }
    let formats = all.formats
    if formats.count > 1 {
      program.refuse(f, value, .formats)
    }
    return formats.first
  }

  /// The numbers that an integer carries, one or several; bits behind the last of them form one more.
  func numbers(in bits: Value, _ format: FloatFormat) -> Value {
    let view = carrierView(bits.type, format)
    return reverse.bitcast(isWhole(bits.type, view) ? bits : reverse.zext(bits, integer(as: view)), view)
  }

  /// The integer of a type that carries these numbers.
  func bits(_ numbers: Value, _ type: Type) -> Value {
    if isWhole(type, numbers.type) { return reverse.bitcast(numbers, type) }
    return reverse.trunc(reverse.bitcast(numbers, integer(as: numbers.type)), type)
  }

  /// The type through which an integer's numbers are added.
  func carrierView(_ type: Type, _ format: FloatFormat) -> Type {
    let float = support.floatType(format)
    let (size, bits) = (format.size * 8, program.names.types.layout.bitSize(of: type))
    let count = max(1, (bits + size - 1) / size)
    return count == 1 ? float : .vector(float, count)
  }

  private func isWhole(_ type: Type, _ view: Type) -> Bool {
    program.names.types.layout.bitSize(of: type) == program.names.types.layout.bitSize(of: view)
  }

  private func integer(as view: Type) -> Type { support.integerType(program.names.types.layout.bitSize(of: view)) }
}
