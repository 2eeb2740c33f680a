// Shapes that numerical code is made of and that chance alone would seldom write.

extension ProgramBuilder {
  /// A reduction, a recurrence, or a scheme with two buffers.
  mutating func idiom() -> [Statement]? {
    let arrays = scope.compactMap { variable -> (name: String, length: Expression, least: Int)? in
      guard case .array(.real, let length, let least) = variable.kind, least >= 2 else { return nil }
      return (variable.name, length, least)
    }
    guard !arrays.isEmpty else { return nil }
    let array = random.pick(arrays)
    switch random.int(0...4) {
    case 0...1: return reduction(array.name, array.length)
    case 2...3: return [recurrence(array.name, array.length)]
    default:
      let others = arrays.filter { $0.name != array.name }
      guard !others.isEmpty else { return nil }
      let other = random.pick(others)
      return twoBuffers(array.name, other.name, min(array.least, other.least))
    }
  }

  /// A sum, a product or a maximum over an array.
  private mutating func reduction(_ array: String, _ length: Expression) -> [Statement] {
    let (name, counter) = (fresh("v"), counterName)
    let item = Expression.element(.name(array), index: .name(counter), modulus: nil)
    let isSum = random.chance(70)
    scope.append(Variable(counter, .counter(until: length)))
    let term = Expression.binary("*", item, real(1))
    scope.removeLast()
    let sum = Expression.name(name)
    let update: Statement =
      switch random.int(0...3) {
      case 0: .branch(.compare(">", item, sum), [.assign(sum, "=", item)], [])
      case 1: .assign(sum, "=", .math("fmax", [sum, term], .real))
      default:
        isSum
          ? .assign(sum, "+=", .binary("*", .real(0.25), term))
          : .assign(sum, "*=", .binary("+", .real(1), .binary("*", .real(0.125), term)))
      }
    scope.append(Variable(name, .real(.real)))
    cost += trips * 6
    return [
      .declare(name, .real, .real(isSum ? 0 : 1)),
      .loop(counter: counter, from: .integer(0), until: length, step: 1, [update]),
    ]
  }

  /// An array overwritten in place, each element from its neighbour.
  private mutating func recurrence(_ array: String, _ length: Expression) -> Statement {
    let counter = counterName
    let item = Expression.element(.name(array), index: .name(counter), modulus: nil)
    let neighbour = Expression.element(
      .name(array), index: .binary("-", .name(counter), .integer(1)), modulus: nil)
    scope.append(Variable(counter, .counter(until: length)))
    let value = Expression.binary(
      "+", .binary("*", .real(0.5), item),
      .binary("*", .real(0.375), .binary("*", neighbour, .math("sin", [real(1)], .real))))
    scope.removeLast()
    cost += trips * 6
    return .loop(counter: counter, from: .integer(1), until: length, step: 1, [.assign(item, "=", value)])
  }

  /// Two buffers that exchange their parts at each step.
  private mutating func twoBuffers(_ first: String, _ second: String, _ count: Int) -> [Statement] {
    let (from, to, spare) = (fresh("p"), fresh("p"), fresh("t"))
    let steps = counterName
    loopDepth += 1
    let counter = counterName
    loopDepth -= 1
    let next = Expression.binary("%", .binary("+", .name(counter), .integer(1)), .integer(count))
    let value = Expression.binary(
      "+", .binary("*", .real(0.5), .element(.name(from), index: .name(counter), modulus: nil)),
      .binary("*", .real(0.25), .math("cos", [.element(.name(from), index: next, modulus: nil)], .real)))
    let body: [Statement] = [
      .loop(
        counter: counter, from: .integer(0), until: .integer(count), step: 1,
        [.assign(.element(.name(to), index: .name(counter), modulus: nil), "=", value)]),
      .declare(spare, .pointer(.real), .name(from)),
      .assign(.name(from), "=", .name(to)),
      .assign(.name(to), "=", .name(spare)),
    ]
    cost += trips * 40
    scope += [Variable(from, .pointer), Variable(to, .pointer)]
    return [
      .declare(from, .pointer(.real), .name(first)), .declare(to, .pointer(.real), .name(second)),
      .loop(counter: steps, from: .integer(0), until: .integer(random.int(1...4)), step: 1, body),
    ]
  }
}
