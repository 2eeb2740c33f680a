// By what an index is divisible for sure: optimisers turn `records[i].field` into a sum of byte distances, and the size
// of a record is found again in the factors.

extension MemoryFacts {
  /// A number that divides every value of the integer `id`; 1 if nothing is known.
  func divisor(of id: ValueID, _ function: FunctionModel, depth: Int = 6) -> Int {
    let value = function.values[id]
    func known(_ operand: Int) -> Int { divisor(of: value.operands[operand], function, depth: depth - 1) }
    if case .constant(.integer(let number)) = value.operation { return bounded(Int(number.magnitude)) }
    guard depth > 0 else { return 1 }
    switch value.operation {
    case .zeroExtend, .signExtend: return known(0)
    case .select: return bounded(gcd(known(1), known(2)))
    case .integerArithmetic(let op):
      switch op {
      case .mul: return bounded(known(0).multipliedReportingOverflow(by: known(1)).partialValue)
      case .add, .sub: return bounded(gcd(known(0), known(1)))
      case .shiftLeft:
        guard case .constant(.integer(let bits)) = function.values[value.operands[1]].operation, bits < 16 else {
          return 1
        }
        return bounded(known(0) << Int(bits))
      default: return 1
      }
    default: return 1
    }
  }

  /// Zero and very large numbers tell nothing about a record.
  private func bounded(_ number: Int) -> Int { number > 0 && number < 1 << 20 ? number : 1 }
}
