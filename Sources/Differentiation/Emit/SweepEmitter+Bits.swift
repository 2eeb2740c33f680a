// Instructions that move numbers and addresses, or the bits of them: the same instruction on the shadows.

import LLVM

extension SweepEmitter {
  /// The same instruction on shadows of the given operands.
  func mirror(_ id: ValueID, _ data: [Int]) {
    let operands = model.values[id].operands
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
    program.refuse(
      f, id, "arithmetic on the bits of an active floating-point number",
      "use floating-point operations, or mark what it computes as inactive")
    return false
  }

  /// True if a mask has bits only where the integer holds no number.
  private func leavesNumbers(in value: ValueID, _ mask: Int64) -> Bool {
    let kinds = activity.memory.values[f][value].kinds
    guard kinds.values.contains(where: { $0.hasFloat }) else { return false }
    return kinds.allSatisfy { offset, kinds in
      kinds.formats.allSatisfy { format in
        (offset..<min(offset + format.size, 8)).allSatisfy { UInt64(bitPattern: mask) >> (8 * UInt64($0)) & 0xff == 0 }
      }
    }
  }
}
