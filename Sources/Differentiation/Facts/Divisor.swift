// By what an index is divisible for sure: optimisers turn `records[i].field` into a sum of byte distances, and the size
// of a record is found again in the factors, in the steps of counters, and in distances between records.

extension MemoryFacts {
  /// A number that divides every value of the integer `id`; 1 if nothing is known.
  func divisor(of id: ValueID, _ function: FunctionModel) -> Int {
    let factor = factor(of: id, function, [], depth: 6)
    return factor > 0 ? factor : 1
  }

  /// The same, and 0 for what is 0 as far as can be seen; `open` are the phis whose operands are being looked at.
  private func factor(of id: ValueID, _ function: FunctionModel, _ open: [ValueID], depth: Int) -> Int {
    let value = function.values[id]
    func known(_ operand: Int) -> Int { factor(of: value.operands[operand], function, open, depth: depth - 1) }
    switch value.operation {
    case .constant(.integer(let number)): return Self.bounded(Int(clamping: number.magnitude))
    case .constant(.zero): return 0
    case .phi where open.contains(id): return 0
    default: if depth <= 0 { return 1 }
    }
    switch value.operation {
    case .zeroExtend, .signExtend, .freeze: return known(0)
    case .select: return gcd(known(1), known(2))
    case .phi where value.operands.count <= 4:
      return value.operands.reduce(0) { result, operand in
        result == 1 ? 1 : gcd(result, factor(of: operand, function, open + [id], depth: depth - 1))
      }
    case .integerArithmetic(.mul): return Self.bounded(known(0).multipliedReportingOverflow(by: known(1)).partialValue)
    case .integerArithmetic(.sub): return distance(value.operands, function) ?? gcd(known(0), known(1))
    case .integerArithmetic(.add): return gcd(known(0), known(1))
    case .integerArithmetic(.shiftLeft):
      guard let bits = shiftCount(value, function) else { return 1 }
      return Self.bounded(known(0) << bits)
    case .integerArithmetic(.shiftRight):
      guard let bits = shiftCount(value, function) else { return 1 }
      let shifted = known(0)
      return shifted % (1 << bits) == 0 ? shifted >> bits : 1
    case .integerArithmetic(.and): return max(Self.powerOfTwo(in: known(0)), Self.powerOfTwo(in: known(1)))
    default: return 1
    }
  }

  /// What divides the distance of two addresses in one object.
  private func distance(_ operands: [ValueID], _ function: FunctionModel) -> Int? {
    guard let first = target(function.id, operands[0]), let second = target(function.id, operands[1]),
      first.node == second.node
    else { return nil }
    let step = gcd(first.place.stride, second.place.stride)
    return Self.bounded(gcd(step, abs(first.place.offset &- second.place.offset)))
  }

  private func shiftCount(_ value: ModelValue, _ function: FunctionModel) -> Int? {
    guard case .constant(.integer(let bits)) = function.values[value.operands[1]].operation, (0..<16).contains(bits)
    else { return nil }
    return Int(bits)
  }

  private static func powerOfTwo(in number: Int) -> Int {
    number == 0 ? 1 << 20 : 1 << min(number.trailingZeroBitCount, 20)
  }

  /// Very large numbers tell about records what their powers of two do.
  private static func bounded(_ number: Int) -> Int {
    (0..<1 << 20).contains(number) ? number : number < 0 ? 1 : powerOfTwo(in: number)
  }
}
