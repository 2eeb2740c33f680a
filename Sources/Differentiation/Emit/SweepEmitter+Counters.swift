// Counters and sets of bits that stand where other objects of the same kind hold numbers: the count of an array beside the
// payload of a box. The facts cannot tell them apart; their uses can.

extension SweepEmitter {
  /// True for arithmetic on integers out of such memory: nothing takes them for a number, and something for an index, or
  /// single bits are meant, or they are too small for numbers.
  func isCounting(_ id: ValueID) -> Bool {
    let isSmall = isArithmeticOnSmallIntegers(id)
    guard let sources = isSmall ? [id] : integerSources(of: id) else { return false }
    var seen = sources
    var work = Array(sources)
    var isIndex =
      isSmall || model.values[id].type.size <= 2 || concernsSingleBits(id) || addsSmallNumber(id, sources)
    while let value = work.popLast() {
      for (user, operand) in model.users[value] {
        switch model.values[user].operation {
        case .bitcast where model.values[user].type.leaves().contains { $0.type.isFloat }: return false
        case .ret: return false
        case .gep: isIndex = isIndex || operand > 0
        case .integerArithmetic, .phi, .select, .zeroExtend, .signExtend, .truncate, .freeze, .bitcast:
          if seen.insert(user).inserted { work.append(user) }
        default: break
        }
      }
    }
    return isIndex
  }

  /// True if a small constant is added to what the program declares to be an integer.
  private func addsSmallNumber(_ id: ValueID, _ sources: Set<ValueID>) -> Bool {
    switch model.values[id].operation {
    case .integerArithmetic(.add), .integerArithmetic(.sub): break
    default: return false
    }
    let isSmall = model.values[id].operands.contains { operand in
      if case .constant(.integer(let number)) = model.values[operand].operation { return abs(number) < 1 << 16 }
      return false
    }
    return isSmall
      && sources.allSatisfy { source in
        if case .load = model.values[source].operation { return model.values[source].typeHint == .integer }
        return true
      }
  }

  /// True for arithmetic on integers too small for the numbers that memory may hold in their place.
  private func isArithmeticOnSmallIntegers(_ id: ValueID) -> Bool {
    let value = model.values[id]
    let kinds = activity.memory.values[f][id].kinds.values.reduce(into: KindSet()) { $0.formUnion($1) }
    guard case .integerArithmetic(let op) = value.operation, kinds.contains(.integer),
      let size = value.type.leaves().first?.type.size, size < 8, kinds.formats.allSatisfy({ $0.size > size })
    else { return false }
    switch op {
    case .add, .sub, .mul: return true
    default: return value.type.leaves().count == 1
    }
  }

  /// True if an operand is a bit at a variable position.
  private func concernsSingleBits(_ id: ValueID) -> Bool {
    model.values[id].operands.contains { operand in
      guard case .integerArithmetic(.shiftLeft) = model.values[operand].operation,
        case .constant(.integer) = model.values[model.values[operand].operands[0]].operation
      else { return false }
      return !activity.isActive(f, operand)
    }
  }

  /// The instruction with all active values that it is computed from, if those are loads of what may be integers.
  private func integerSources(of id: ValueID) -> Set<ValueID>? {
    var found: Set<ValueID> = [id]
    var work = [id]
    while let value = work.popLast() {
      switch model.values[value].operation {
      case .integerArithmetic, .phi, .select, .zeroExtend, .signExtend, .truncate, .freeze:
        for operand in model.values[value].operands where activity.isActive(f, operand) {
          if found.insert(operand).inserted { work.append(operand) }
        }
      case .load:
        let kinds = activity.memory.values[f][value].kinds.values
        guard kinds.allSatisfy({ $0.contains(.integer) }) else { return nil }
      default: return nil
      }
    }
    return found
  }
}
