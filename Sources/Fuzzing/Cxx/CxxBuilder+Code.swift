// Expressions and statements of random C++ programs.

extension CxxBuilder {
  // MARK: Expressions

  /// A real of order one, in parentheses where that matters.
  mutating func real(_ depth: Int) -> String {
    if depth <= 0 || random.chance(15) { return leaf() }
    let d = depth - 1
    switch random.int(0...13) {
    case 0: return "(0.5 * \(real(d)) + 0.25 * \(real(d)))"
    case 1: return "(0.75 * \(real(d)) - 0.5 * \(real(d)))"
    case 2: return "(0.5 * (\(real(d)) * \(real(d))))"
    case 3:
      let divisor = real(d)
      return "(\(real(d)) / (1.5 + \(divisor) * \(divisor)))"
    case 4: return "\(random.pick(["sin", "cos", "tanh", "atan"]))(\(real(d)))"
    case 5: return "exp(0.25 * sin(\(real(d))))"
    case 6:
      let base = real(d)
      return "\(random.pick(["sqrt", "log"]))(1.25 + \(base) * \(base))"
    case 7:
      let base = real(d)
      return "pow(0.75 + \(base) * \(base), 0.25 * cos(\(real(d))))"
    case 8: return "\(random.pick(["fmin", "fmax", "hypot"]))(\(real(d)), 0.5 + \(real(d)))"
    case 9: return "(\(condition(d)) ? \(real(d)) : R(\(leaf())))"
    case 10: return "R(0.125 * (\(integer())))"
    case 11: return helperCall(d) ?? leaf()
    default: return "(-\(leaf()))"
    }
  }

  mutating func leaf() -> String {
    if hasArrays && random.chance(35) { return element() }
    if random.chance(12) { return "R(\(random.dyadic(-1, 1)))" }
    return random.pick(reals)
  }

  mutating func element() -> String {
    random.chance(50) ? "x[(\(integer())) % n]" : "y[(\(integer())) % m]"
  }

  mutating func condition(_ depth: Int) -> String {
    if random.chance(25) { return "(\(integer())) % \(random.int(2...3)) == 1" }
    return "\(real(depth)) \(random.pick(["<", ">", "<=", ">="])) R(\(random.dyadic(-1, 1)))"
  }

  /// An integer that is not negative.
  mutating func integer() -> String {
    guard !integers.isEmpty, random.chance(75) else { return "\(random.int(0...5))" }
    let name = random.pick(integers)
    switch random.int(0...3) {
    case 0: return "\(name) * \(random.int(1...3))"
    case 1: return "\(name) + \(random.int(1...4))"
    default: return name
    }
  }

  /// Something to assign to.
  mutating func target() -> String {
    if hasArrays && random.chance(45) { return element() }
    return random.pick(reals)
  }

  // MARK: Statements

  mutating func statements(_ count: Int) {
    for _ in 0..<count { statement() }
  }

  private mutating func statement() {
    switch random.int(0...19) {
    case 0...1:
      line("\(target()) = \(real(3));")
    case 2:
      line("\(target()) += 0.25 * (\(real(2)));")
    case 3:
      let name = fresh("v")
      line("R \(name) = \(real(2));")
      reals.append(name)
    case 4...5: branch()
    case 6...7: loop()
    case 8: tryBlock()
    case 9:
      guard loops == 0, random.chance(40) else { return line("\(target()) *= cos(\(real(2)));") }
      line("if (\(condition(1))) return \(real(2));")
    default: piece()
    }
  }

  private mutating func branch() {
    line("if (\(condition(2))) {")
    block { $0.statements($0.random.int(1...2)) }
    if random.chance(50) {
      line("} else {")
      block { $0.statements($0.random.int(1...2)) }
    }
    line("}")
  }

  private mutating func loop() {
    guard loops < 2 else { return line("\(target()) = \(real(2));") }
    let counter = fresh("i")
    loops += 1
    if hasArrays && random.chance(30) {
      let name = fresh("e")
      line("for (R &\(name) : std::vector<R>(x, x + n)) {")
      block { builder in
        builder.reals.append(name)
        builder.statements(builder.random.int(1...2))
        builder.line("\(builder.target()) = 0.5 * \(name) + 0.25 * sin(\(builder.real(1)));")
      }
    } else {
      let end = hasArrays ? random.pick(["n", "m", "3"]) : "3"
      line("for (int \(counter) = 0; \(counter) < \(end); \(counter)++) {")
      block { builder in
        builder.integers.append(counter)
        builder.statements(builder.random.int(1...2))
        if builder.random.chance(20) { builder.line("if (\(builder.condition(1))) break;") }
      }
    }
    line("}")
    loops -= 1
  }

  /// Exceptions that carry numbers, mostly on paths that are not taken.
  private mutating func tryBlock() {
    let caught = fresh("failure")
    line("try {")
    block { builder in
      builder.statements(builder.random.int(0...1))
      builder.line("if (\(builder.condition(2))) throw Failure{\(builder.real(2)), \(builder.integer())};")
      builder.line("\(builder.target()) = check(\(builder.real(1)));")
    }
    line("} catch (const Failure &\(caught)) {")
    block { builder in
      builder.line("\(builder.target()) = 0.5 * \(caught).value + 0.0625 * \(caught).code;")
    }
    line("}")
  }

  /// A piece of C++ with holes.
  private mutating func piece() {
    guard loops < 2 else { return line("\(target()) = \(real(2));") }
    let text = Self.numbered(random.pick(CxxPieces.all), fresh(""))
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      let hole = rest[rest.index(after: dollar)]
      rest = rest[dollar...].dropFirst(2)
      result += fill(hole)
    }
    add(result + rest)
  }

  /// The text with a number behind every name that ends in an underscore.
  private static func numbered(_ text: String, _ number: String) -> String {
    text.replacing(/([a-z])_\b/) { "\($0.1)_\(number)" }
  }

  private mutating func fill(_ hole: Character) -> String {
    switch hole {
    case "r": return real(2)
    case "t": return target()
    case "i": return integer()
    case "c": return condition(1)
    case "T": return "Term\(random.int(0...terms - 1))"
    // An array and its length, as the arguments of a function of iterators or of a view.
    case "a": return hasArrays ? random.pick(["x, x + n", "y, y + m"]) : "{\(real(1)), \(real(1)), \(real(1))}"
    default: return String(hole)
    }
  }
}
