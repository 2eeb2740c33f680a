// Instructions that move numbers and addresses, or the bits of them: the same instruction on the shadows.

import LLVM

extension SweepEmitter {
  /// The same instruction on shadows of the given operands.
  func mirror(_ id: ValueID, _ data: [Int]) {
    let operands = model.values[id].operands
    if !isForwardMode && isPartOfMixedWord(id) {
      setShadow(id, lanes.map { _ in copies[id].type.zero })
      return
    }
    let shadowed = data.map { index in
      (index, shadow(operands[index], for: id, at: index == 1 ? insertionOffset(id) : 0))
    }
    setShadow(
      id,
      lanes.map { lane in
        let copy = copies[id].clone()
        for (index, values) in shadowed { copy.setOperand(index, values[lane]) }
        copy.dropFiniteness()
        return builder.insert(copy, name: copies[id].name + "'")
      })
  }

  /// True for an integer that is put together of floats and small integers, and so is no address: in a word that may be one
  /// its shadow has to say so.
  func isPartOfMixedWord(_ id: ValueID) -> Bool {
    guard program.movesMixedWords, activity.words(f, id).isMixed(at: 0) else { return false }
    switch model.values[id].operation {
    case .zeroExtend, .signExtend: return model.values[model.values[id].operands[0]].type.size < 8
    case .integerArithmetic(.or): return model.values[id].operands.contains { isExtended($0) }
    case .integerArithmetic(.shiftLeft): return isExtended(id)
    default: return false
    }
  }

  /// True for half a word, made a word and perhaps shifted.
  private func isExtended(_ id: ValueID) -> Bool {
    switch model.values[id].operation {
    case .zeroExtend: (4..<8).contains(model.values[model.values[id].operands[0]].type.size)
    case .integerArithmetic(.shiftLeft): isExtended(model.values[id].operands[0])
    default: false
    }
  }

  /// The operands of integer arithmetic that may be bits of numbers: not the distance of a shift, not a constant mask.
  func dataOperands(_ value: ModelValue, _ op: IntegerOperator) -> [Int] {
    switch op {
    case .shiftLeft, .shiftRight: [0]
    case .and: value.operands.indices.filter { !snapshot.values[value.operands[$0]].isConstant }
    default: Array(value.operands.indices)
    }
  }

  /// Where the second operand of an insertion stands in its result.
  private func insertionOffset(_ id: ValueID) -> Int {
    guard case .insertValue(let path) = model.values[id].operation else { return 0 }
    return model.values[id].type.offset(of: path) ?? 0
  }

  /// True if integer arithmetic only moves or keeps whole bytes of numbers; refuses otherwise.
  func movesBits(_ id: ValueID, _ op: IntegerOperator) -> Bool {
    if picksInteger(id, op) { return true }
    let operands = model.values[id].operands
    let mask = operands.compactMap { operand -> Int64? in
      if case .constant(.integer(let bits)) = model.values[operand].operation { return bits }
      return nil
    }.first
    switch op {
    case .shiftLeft, .shiftRight:
      if let mask, mask % 8 == 0 { return true }
    case .or:
      guard let mask, mask != 0 else { return true }
      if let number = operands.first(where: { model.isInstruction($0) || $0 < model.argumentCount }),
        leavesNumbers(in: number, mask)
      {
        return true
      }
    case .and:
      if let mask, Self.isByteMask(mask) { return true }
    default: break
    }
    program.refuse(f, id, .arithmetic)
    return false
  }

  /// True if a mask picks less than a number out of a word that holds other things, too, as the payload of an enum does:
  /// a flag or a small integer.
  func picksInteger(_ id: ValueID, _ op: IntegerOperator) -> Bool {
    guard op == .and, model.values[id].type == .integer(bits: 64) else { return false }
    let operands = model.values[id].operands
    let masks = operands.compactMap { operand -> UInt64? in
      if case .constant(.integer(let bits)) = model.values[operand].operation { return UInt64(bitPattern: bits) }
      return nil
    }
    guard let mask = masks.first, mask != 0, mask & 0xffff_ffff != 0xffff_ffff, mask >> 32 != 0xffff_ffff else {
      return false
    }
    return operands.contains { operand in
      let kinds = activity.memory.values[f][operand].kinds
      return activity.isActive(f, operand)
        && (kinds[0]?.isDisjoint(with: [.integer, .pointer]) == false || WordKinds(kinds).isMixed(at: 0))
    }
  }

  /// Bits of an integer of up to 64 bits that are zero for all one can see.
  private func clearBits(of id: ValueID) -> UInt64 {
    let value = model.values[id]
    switch value.operation {
    case .zeroExtend:
      let size = model.values[value.operands[0]].type.size
      return size < 8 ? .max << UInt64(8 * size) : 0
    case .integerArithmetic(.shiftLeft):
      guard case .constant(.integer(let bits)) = model.values[value.operands[1]].operation, (0..<64).contains(bits)
      else { return 0 }
      return clearBits(of: value.operands[0]) << UInt64(bits) | (1 << UInt64(bits) - 1)
    case .integerArithmetic(.or): return value.operands.reduce(.max) { $0 & clearBits(of: $1) }
    default: return 0
    }
  }

  /// True if a mask has bits only where the integer holds no number.
  private func leavesNumbers(in value: ValueID, _ mask: Int64) -> Bool {
    let kinds = activity.memory.values[f][value].kinds
    guard kinds.values.contains(where: { $0.hasFloat }) else { return false }
    if UInt64(bitPattern: mask) & ~clearBits(of: value) == 0 { return true }
    return kinds.allSatisfy { offset, kinds in
      kinds.formats.allSatisfy { format in
        (offset..<min(offset + format.size, 8)).allSatisfy { UInt64(bitPattern: mask) >> (8 * UInt64($0)) & 0xff == 0 }
      }
    }
  }
}
