// Random expressions in Swift, kept shallow: the type checker of Swift is slow on deep ones.

extension SwiftBuilder {
  /// A real expression; of order one when its parts are.
  mutating func value(_ depth: Int) -> String {
    guard depth > 0, !random.chance(12) else { return leaf() }
    switch random.int(0...99) {
    case 0..<18:
      return "\(coefficient()) * \(factor(depth - 1)) \(random.pick(["+", "-"])) 0.375 * \(factor(depth - 1))"
    case 18..<32: return "\(coefficient()) * \(factor(depth - 1)) * \(factor(depth - 1))"
    case 32..<40:
      let w = leaf()
      return "\(factor(depth - 1)) / (1.5 + \(w) * \(w))"
    case 40..<66: return smooth(depth)
    case 66..<73: return kinked(depth)
    case 73..<79: return "\(condition()) ? \(factor(depth - 1)) : \(leaf())"
    case 79..<83: return "-\(factor(depth - 1))"
    case 83..<90 where trips <= 12 && isWithinMain: return whole()
    case 90..<97: return helperCall(depth) ?? smooth(depth)
    default: return "0.125 * \(real)(\(integer())) * \(leaf())"
    }
  }

  /// An expression that can stand in a product.
  mutating func factor(_ depth: Int) -> String {
    let text = value(depth)
    return text.contains(" ") || text.hasPrefix("-") ? "(\(text))" : text
  }

  private mutating func coefficient() -> String { random.pick(["0.25", "0.5", "0.625", "-0.5", "-0.25"]) }

  private mutating func smooth(_ depth: Int) -> String {
    let w = leaf()
    switch random.int(0...13) {
    case 0...2: return "sin(\(value(depth - 1)))"
    case 3...4: return "cos(\(value(depth - 1)))"
    case 5: return "tanh(\(value(depth - 1)))"
    case 6: return "exp(-\(w) * \(w))"
    case 7: return "log(1.25 + \(w) * \(w))"
    case 8: return "0.75 * sqrt(0.5 + \(w) * \(w))"
    case 9: return "0.75 * (1 + \(w) * \(w)).squareRoot()"
    case 10: return "atan(\(value(depth - 1)))"
    case 11: return "pow(0.75 + \(w) * \(w), 0.25 * \(leaf()))"
    case 12: return "0.5 * hypot(\(value(depth - 1)), 1)"
    default: return "atan2(\(value(depth - 1)), 1.5 + \(w) * \(w))"
    }
  }

  private mutating func kinked(_ depth: Int) -> String {
    let (a, b) = (value(depth - 1), leaf())
    switch random.int(0...2) {
    case 0: return isWide ? "seenAbs(\(a))" : "abs(\(a))"
    case 1: return isWide ? "seenMax(\(a), \(b))" : "max(\(a), \(b))"
    default: return isWide ? "seenMin(\(a), \(b))" : "min(\(a), \(b))"
    }
  }

  /// A reduction of a whole array.
  private mutating func whole() -> String {
    let array = anyArray()
    switch random.int(0...5) {
    case 0: return "0.25 * \(array).reduce(0, +)"
    case 1: return "0.25 * zip(\(array), \(anyArray())).map { $0 * $1 }.reduce(0, +)"
    case 2: return "\(array).map { sin($0) * \(leaf()) }.reduce(0) { $0 + 0.25 * $1 }"
    case 3: return "\(array).reduce(1) { $0 * (1 + 0.125 * $1) }"
    case 4: return "0.25 * \(array).lazy.map { $0 * $0 }.reduce(0, +)"
    default:
      return isWide
        ? "\(array).reduce(-100) { seenMax($0, $1) }" : "\(array).reduce(-100) { max($0, $1) }"
    }
  }

  /// Something readable, without operators.
  mutating func leaf() -> String {
    if random.chance(12) { return "\(abs(random.dyadic(-1.5, 1.5)))" }
    let scalars = names(.real, .constant)
    let arrays = names(.array, .constantArray)
    if !arrays.isEmpty, random.chance(45) { return element(random.pick(arrays)) }
    if let particle = names(.particle).last, random.chance(30) {
      return "\(particle).\(random.pick(["position", "speed", "energy"]))"
    }
    if let particles = names(.particles).last, random.chance(30) { return "\(particles)[\(integer()) % 3].position" }
    if let grid = names(.grid).last, random.chance(30) { return "\(grid)[\(integer()) % 2][\(integer()) % n]" }
    return scalars.isEmpty ? "0.5" : random.pick(scalars)
  }

  /// An element in bounds; no array is ever empty.
  mutating func element(_ array: String) -> String {
    random.chance(25) ? "\(array)[\(random.int(0...1))]" : "\(array)[\(integer()) % \(array).count]"
  }

  /// An array, as a name.
  mutating func anyArray() -> String { random.pick(names(.array, .constantArray)) }

  /// An integer that is not negative and small.
  mutating func integer() -> String {
    let known = names(.integer)
    let first = known.isEmpty || random.chance(15) ? "\(random.int(0...5))" : random.pick(known)
    switch random.int(0...9) {
    case 0...4: return first
    case 5...6: return "(\(first) + \(random.int(1...3)))"
    case 7: return "(\(first) * 2)"
    case 8: return known.isEmpty ? first : "(\(first) + \(random.pick(known)))"
    default:
      guard let scalar = names(.real, .constant).last else { return first }
      let truncated = "Int(3.5 + 3 * tanh(\(scalar)))"
      return isWide ? "seen(\(truncated))" : truncated
    }
  }

  /// A truth value.
  mutating func condition() -> String {
    if random.chance(65) {
      let (left, limit) = (value(1), abs(random.dyadic(-0.75, 0.75)))
      // A comparison of two literals would be ambiguous.
      let scalar = names(.constant, .real).first ?? "0.5"
      return compare(left.contains { $0.isLetter } ? left : scalar, "\(limit)")
    }
    return "\(integer()) % \(random.int(2...3)) == \(random.int(0...1))"
  }

  /// A comparison of reals.
  mutating func compare(_ a: String, _ b: String) -> String {
    let comparison = "\(a.contains("?") ? "(\(a))" : a) \(random.pick(["<", ">", "<=", ">="])) \(b)"
    return isWide ? "seen(\(comparison))" : comparison
  }
}
