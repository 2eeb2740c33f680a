// Loads, stores and stack memory in the forward sweep: the same access on shadow memory.

import LLVM

extension SweepEmitter {
  /// How many records of `period` bytes in a block of `size` bytes hold this part; the last one may be incomplete.
  func repetitions(of part: MemorySegment, every period: Int, in size: Value, with builder: Builder) -> Value {
    let wide = builder.zextOrTrunc(size, support.integerType(64))
    let behind = wide.type.constant(period - part.offset - part.size)
    return builder.udiv(builder.add(wide, behind), wide.type.constant(period))
  }

  func emitLoad(_ id: ValueID, _ value: ModelValue) {
    let pointer = value.operands[0]
    guard activity.isShadowed(f, pointer) else {
      let inactive = inactiveBits(copies[id], queries.storedKinds(id))
      setShadow(id, lanes.map { _ in inactive })
      return
    }
    if !isForwardMode, queries.loadsNumberAsWord(id) {
      // Adjoints may wait in the memory: they are no addresses.
      setShadow(id, lanes.map { _ in copies[id].type.zero })
      return
    }
    if !isForwardMode, program.movesMixedWords, activity.needsShadow(f, id), queries.loadsForeignFloats(id) {
      program.refuseForeignWords(f, id)
    }
    settleVariable(pointer, reading: value.accessType)
    let addresses = shadow(pointer)
    setShadow(
      id,
      lanes.map { lane in
        let loaded = builder.load(
          copies[id].type, addresses[lane], alignment: copies[id].alignment, name: copies[id].name + "'")
        if !isForwardMode && queries.loadsForeignWord(id) { return onlyAddress(loaded) }
        guard activity.isMixed(f, pointer), isForwardMode else { return loaded }
        let same = builder.icmp(.eq, addresses[lane], primal(pointer))
        return builder.select(same, inactiveBits(copies[id], queries.storedKinds(id)), loaded)
      })
  }

  /// The bits of a word if they may be an address of a program, else zero.
  private func onlyAddress(_ word: Value) -> Value {
    let upper = builder.lshr(word, word.type.constant(47))
    return builder.select(builder.icmp(.eq, upper, word.type.zero), word, word.type.zero)
  }

  func emitStore(_ id: ValueID, _ value: ModelValue) {
    let (stored, pointer) = (value.operands[0], value.operands[1])
    guard activity.isShadowed(f, pointer) else { return }
    position(after: id)
    let addresses = shadow(pointer)
    let kinds = queries.storedKinds(id)
    for lane in lanes {
      let address = safeAddress(
        pointer, addresses[lane], primal(pointer), for: copies[id].operand(0).type, with: builder)
      if leavesForeignShadow(stored, pointer) {
        noteOldShadow(at: address, before: shadow(stored)[lane], onHeap: mayBeOwn(pointer))
      }
      storeShadow(id, stored, lane, address, kinds)
    }
  }

  /// Stores the shadow of a value: everything in forward mode; in reverse mode only what is no number, since adjoints
  /// wait in the shadow memory.
  func storeShadow(
    _ id: ValueID, _ stored: ValueID, _ lane: Int, _ address: Value, _ kinds: [(offset: Int, kinds: KindSet)]
  ) {
    let alignment = copies[id].alignment
    let type = model.values[id].accessType
    let hasFloats = type.leaves().contains { $0.type.isFloat } || kinds.contains { $0.kinds.hasFloat }
    if isForwardMode {
      let value = shadow(stored)[lane]
      builder.store(hasShadow(stored) ? value : inactiveBits(value, kinds), address, alignment: alignment)
      return
    }
    if type.isFloat {
      if queries.isAmbiguous(id) { builder.store(support.integerType(64).zero, address, alignment: alignment) }
      if let distance = queries.startOfWord(sharedBy: id) {
        builder.store(support.integerType(64).zero, builder.ptrAdd(address, distance), alignment: 1)
      }
      return
    }
    if type.isAggregate && hasFloats {
      storeParts(shadow(stored)[lane], address, kinds)
    } else if type.isInteger && hasFloats {
      storeBits(id, stored, lane, address, kinds)
    } else if !type.isInteger || !kinds.isEmpty {
      builder.store(shadow(stored)[lane], address, alignment: alignment)
    }
  }

  /// Stores the addresses that an integer holds beside numbers, whose adjoints stay.
  func storeBits(
    _ id: ValueID, _ stored: ValueID, _ lane: Int, _ address: Value, _ kinds: [(offset: Int, kinds: KindSet)]
  ) {
    if queries.isAmbiguous(id) {
      let shadow = activity.needsShadow(f, stored) ? shadow(stored)[lane] : support.integerType(64).zero
      builder.store(shadow, address, alignment: 1)
      return
    }
    guard activity.needsShadow(f, stored) else { return }
    let shadow = shadow(stored)[lane]
    guard let width = shadow.type.integerWidth, width % 64 == 0 else { return }
    for offset in stride(from: 0, to: width / 8, by: 8) {
      let here = kinds.reduce(into: KindSet()) { if $1.offset / 8 * 8 == offset { $0.formUnion($1.kinds) } }
      guard here.contains(.pointer) else { continue }
      if here.formats.contains(where: { $0 != .double }) {
        program.refuse(f, id, .floatsOrAddress)
        return
      }
      let bits = builder.lshr(shadow, shadow.type.constant(8 * offset))
      let part = builder.zextOrTrunc(bits, support.integerType(64))
      let place = builder.ptrAdd(address, offset)
      let target = model.values[id].operands[1]
      let stored = here.hasFloat ? leaving(seedOf: target, builder.call(support.addressBits, [part]), place) : part
      builder.store(stored, place, alignment: 1)
    }
  }

  /// What a word gets that may be an address or a number: in memory of the caller an adjoint may wait there for the
  /// reverse sweep.
  func leaving(seedOf target: ValueID, _ address: Value, _ place: Value) -> Value {
    guard mayHoldSeeds(target) else { return address }
    let bits = builder.load(address.type, place, alignment: 1)
    let largest = address.type.constant(0x7fff_ffff_ffff)
    return builder.select(builder.icmp(.ugt, bits, largest), bits, address)
  }

  /// True if the caller's adjoints may wait behind a pointer.
  func mayHoldSeeds(_ target: ValueID) -> Bool {
    !queries.isOwn(target) && !activity.program.argumentsAreExclusive
  }

  /// Stores the parts of an aggregate that are no numbers.
  func storeParts(_ aggregate: Value, _ address: Value, _ kinds: [(offset: Int, kinds: KindSet)]) {
    let type = aggregate.type
    let count = type.isStructure ? type.elements.count : type.count
    for index in 0..<count {
      let element = type.isStructure ? type.elements[index] : type.element
      if element.isFloatOrFloatVector { continue }
      let part = builder.extractValue(aggregate, index)
      let offset = program.names.types.elementOffset(type, index)
      let place = builder.ptrAdd(address, offset)
      let here = kinds.filter { $0.offset >= offset }.map { ($0.offset - offset, $0.kinds) }
      if element.isAggregate {
        storeParts(part, place, here)
      } else if let bits = addressBits(part, here) {
        builder.store(bits, place, alignment: 1)
      }
    }
  }

  /// What is stored in shadow memory for a part that is no number by its type: nil if it is one by its kinds.
  private func addressBits(_ part: Value, _ kinds: [(offset: Int, kinds: KindSet)]) -> Value? {
    let here = kinds.reduce(into: KindSet()) { if $1.offset < 8 { $0.formUnion($1.kinds) } }
    guard part.type.integerWidth == 64, here.hasFloat else { return part }
    return here.contains(.pointer) ? builder.call(support.addressBits, [part]) : nil
  }

  /// The shadow of something without derivative that was read from memory, or is stored there: numbers that are
  /// disguised as integers have tangent zero. `isTag` if a constant is known to be the tag of an enum's case.
  func inactiveBits(_ value: Value, _ kinds: [(offset: Int, kinds: KindSet)], isTag: Bool = false) -> Value {
    guard kinds.contains(where: { $0.kinds.hasFloat }) else { return inactiveShadow(value) }
    if value.type.isAggregate { return inactiveParts(value, kinds) }
    guard value.type.isInteger else { return inactiveShadow(value) }
    if isForwardMode, [32, 64].contains(value.type.integerWidth), let bits = value.constantUInt {
      // Tangents of enums are released as values of their type, and need the tag of the case.
      let hasTag = isTag || CaseTags.verdict(bits) == .yes
      return hasTag ? clearNumbers(value, kinds, keeping: 0xff01_01ff_0000_0007) : keepTags(value, kinds)
    }
    let here = kinds.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
    if isForwardMode, isTooSmall(value, here) { return value }
    if value.type.integerWidth == 64, here.contains(.pointer) {
      if value.constantInt != nil { return value.type.zero }
      if isForwardMode {
        return builder.call(
          here.contains(.float(.single)) ? support.tangentOfFloats : support.tangentOfWord, [value])
      }
      // The bits of floats may look like anything.
      return builder.call(here.contains(.float(.single)) ? support.wordAddress : support.addressBits, [value])
    }
    return isForwardMode ? keepTags(value, kinds) : clearNumbers(value, kinds)
  }

  /// True for an integer that is smaller than the numbers that may lie there, and no part of one: the tag of a case.
  private func isTooSmall(_ value: Value, _ kinds: KindSet) -> Bool {
    guard let width = value.type.integerWidth, width < 32, kinds.formats.allSatisfy({ 8 * $0.size > width }) else {
      return false
    }
    return !(value.isInstruction && [.load, .trunc].contains(value.opcode))
  }

  private func inactiveParts(_ aggregate: Value, _ kinds: [(offset: Int, kinds: KindSet)]) -> Value {
    let type = aggregate.type
    var result = aggregate
    for index in 0..<(type.isStructure ? type.elements.count : type.count) {
      let offset = program.names.types.elementOffset(type, index)
      let part = builder.extractValue(aggregate, index)
      let end = offset + program.names.types.layout.size(of: part.type)
      let here = kinds.filter { $0.offset >= offset && $0.offset < end }.map { ($0.offset - offset, $0.kinds) }
      result = builder.insertValue(result, inactiveBits(part, here), index)
    }
    return result
  }

  /// The bits of an integer that are no numbers; those of numbers become zero.
  private func clearNumbers(
    _ value: Value, _ kinds: [(offset: Int, kinds: KindSet)], keeping tag: UInt64 = 0
  ) -> Value {
    guard let width = value.type.integerWidth, width <= 64 else { return value.type.zero }
    var mask: UInt64 = width == 64 ? .max : (1 << UInt64(width)) - 1
    for (offset, kinds) in kinds {
      for format in kinds.formats {
        for byte in offset..<min(offset + format.size, 8) { mask &= ~(0xff << UInt64(8 * byte)) }
      }
    }
    return builder.and(value, value.type.constant(Int(Int64(bitPattern: mask | tag))))
  }

  func emitAlloca(_ id: ValueID, _ value: ModelValue) {
    let copy = copies[id]
    let elementSize = program.names.types.layout.size(of: copy.allocatedType)
    let count = copy.operand(0)
    setShadow(id, lanes.map { _ in makeShadowAlloca(id, copy, elementSize, count) })
  }
}
