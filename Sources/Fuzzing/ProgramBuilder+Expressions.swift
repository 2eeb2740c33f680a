// Random expressions. A real expression of values of order one is of order one again, and its derivative too.

extension ProgramBuilder {
  /// A real expression of about `depth` operations in depth.
  mutating func real(_ depth: Int) -> Expression {
    cost += trips
    guard depth > 0, !random.chance(12) else { return leaf() }
    switch random.int(0...99) {
    case 0..<18: return mean(depth)
    case 18..<34: return .binary("*", coefficient(), .binary("*", real(depth - 1), real(depth - 1)))
    case 34..<42: return quotient(depth)
    case 42..<66: return smooth(depth)
    case 66..<72: return kinked(depth)
    case 72..<78: return .conditional(condition(), real(depth - 1), real(depth - 1))
    case 78..<82: return .negate(real(depth - 1))
    case 82..<95: return call(depth) ?? smooth(depth)
    default: return .binary("*", .cast(.real, integer(1)), .binary("*", .real(0.0625), real(depth - 1)))
    }
  }

  private mutating func coefficient() -> Expression {
    .real(random.pick([-0.75, -0.5, -0.25, 0.25, 0.5, 0.625, 0.75]))
  }

  /// A weighted sum with weights that add up to at most one.
  private mutating func mean(_ depth: Int) -> Expression {
    let (a, b) = (real(depth - 1), real(depth - 1))
    return .binary(random.pick(["+", "-"]), .binary("*", coefficient(), a), .binary("*", .real(0.375), b))
  }

  private mutating func quotient(_ depth: Int) -> Expression {
    let (a, b) = (real(depth - 1), real(depth - 1))
    let guarded = Expression.binary("+", .real(random.pick([1, 1.5, 2])), .binary("*", b, b))
    return .binary("/", a, guarded)
  }

  private mutating func smooth(_ depth: Int) -> Expression {
    let a = real(depth - 1)
    let square = Expression.binary("*", a, a)
    func positive(_ shift: Double) -> Expression { .binary("+", .real(shift), square) }
    let precision = mathPrecision()
    func math(_ name: String, _ arguments: Expression...) -> Expression { .math(name, arguments, precision) }
    switch random.int(0...21) {
    case 0...2: return math("sin", a)
    case 3...4: return math("cos", a)
    case 5...6: return math("tanh", a)
    case 7: return math("atan", a)
    case 8: return math("exp", .negate(square))
    case 9: return math("exp", .binary("*", .real(0.25), math("sin", a)))
    case 10: return math("log", positive(1.25))
    case 11: return .binary("*", .real(0.75), math("sqrt", positive(0.5)))
    case 12: return math("erf", a)
    case 13: return math("asinh", a)
    case 14: return .binary("*", .real(0.5), math("cbrt", positive(1)))
    case 15: return math("pow", positive(0.75), .binary("*", .real(0.25), math("cos", real(depth - 1))))
    case 16: return math("atan2", a, positive(1.5))
    case 17: return .binary("*", .real(0.5), math("hypot", a, .real(1)))
    case 18: return math("fma", a, .real(0.5), .binary("*", .real(0.25), real(depth - 1)))
    case 19: return math("log1p", square)
    case 20: return .binary("*", .real(0.5), math("exp2", math("tanh", a)))
    default: return math("expm1", .binary("*", .real(0.25), math("sin", a)))
    }
  }

  /// Functions with kinks or jumps, which the checker traces.
  private mutating func kinked(_ depth: Int) -> Expression {
    let a = real(depth - 1)
    let name = random.pick(["fabs", "fmax", "fmin", "floor", "fmod", "copysign", "fdim"])
    switch name {
    case "fabs": return .math(name, [a], mathPrecision())
    case "floor":
      return .binary("*", .math(name, [.binary("*", .real(2), a)], .real), .binary("*", .real(0.125), leaf()))
    case "fmod": return .math(name, [a, .real(0.875)], .real)
    default: return .math(name, [a, real(depth - 1)], .real)
    }
  }

  private mutating func mathPrecision() -> CType {
    if program.usesSingle, random.chance(20) { return .single }
    return options.allowsExtended && random.chance(6) ? .extended : .real
  }

  /// A literal or something readable.
  mutating func leaf() -> Expression {
    random.chance(15) ? .real(random.dyadic(-1.5, 1.5)) : place() ?? .real(random.dyadic(-1, 1))
  }

  /// A call of a helper that only reads.
  private mutating func call(_ depth: Int) -> Expression? {
    let affordable = helpers.filter { $0.cost * trips <= 2000 }
    if let table = program.tables.first, result == .real, random.chance(30), affordable.count == helpers.count {
      return .tableCall(
        table.name, index: integer(1), count: table.members.count, [real(depth - 1), real(depth - 1)])
    }
    let readers = affordable.filter { [.scalar, .reader, .recursive].contains($0.kind) }
    guard !readers.isEmpty else { return nil }
    let helper = random.pick(readers)
    cost += trips * helper.cost
    switch helper.kind {
    case .scalar: return .call(helper.name, [real(depth - 1), real(depth - 1)])
    case .recursive: return .call(helper.name, [real(depth - 1), .integer(random.int(1...4))])
    default:
      guard let (array, length) = wholeArray() else { return nil }
      return .call(helper.name, [array, length])
    }
  }

  /// An array of doubles with its length, as an argument.
  mutating func wholeArray() -> (Expression, length: Expression)? {
    var found: [(Expression, Expression)] = []
    for variable in scope {
      switch variable.kind {
      case .array(.real, let length, _): found.append((.name(variable.name), length))
      case .growing(let length): found.append((.name(variable.name), .name(length)))
      case .pointer: found.append((.name(variable.name), .integer(2)))
      default: break
      }
    }
    return found.isEmpty ? nil : random.pick(found)
  }

  // MARK: Places

  /// A real that can be read and assigned.
  mutating func place() -> Expression? {
    guard !scope.isEmpty else { return nil }
    for _ in 0..<8 {
      // Late declarations are likelier, so that what is declared is used.
      let position =
        random.chance(50) ? random.int(0...scope.count - 1) : random.int(scope.count * 2 / 3...scope.count - 1)
      let variable = scope[position]
      let name = Expression.name(variable.name)
      switch variable.kind {
      case .real: return name
      case .integer, .counter: continue
      case .array(_, let length, let least): return element(name, length, least)
      case .growing(let length): return element(name, .name(length), 2)
      case .pointer: return random.chance(40) ? .dereference(name) : element(name, .integer(2), 2)
      case .rows(let count): return element(element(name, .integer(count), count), .integer(2), 2)
      case .structure(let type): return field({ .member(name, $0) }, of: type)
      case .structurePointer(let type): return field({ .arrow(name, $0) }, of: type)
      case .structureArray(let type, let count):
        let item = element(name, .integer(count), count)
        return field({ .member(item, $0) }, of: type)
      }
    }
    return nil
  }

  /// A real within a struct.
  mutating func field(_ access: (String) -> Expression, of type: String) -> Expression {
    guard let structure = program.structures.first(where: { $0.name == type }) else { return .real(1) }
    let chosen = random.pick(structure.fields.filter { $0.type != .int })
    let base = access(chosen.name)
    switch chosen.type {
    case .structure(let inner): return field({ .member(base, $0) }, of: inner)
    case .pointer: return element(base, .integer(2), 2)
    default: return chosen.count.map { element(base, .integer($0), $0) } ?? base
    }
  }

  /// An element in bounds: by a counter that cannot leave them, by a literal, or by any integer reduced.
  mutating func element(_ base: Expression, _ length: Expression, _ least: Int) -> Expression {
    let counters = scope.filter { $0.kind == .counter(until: length) }
    if let counter = counters.last, random.chance(70) {
      return .element(base, index: .name(counter.name), modulus: nil)
    }
    if random.chance(35) { return .element(base, index: .integer(random.int(0...least - 1)), modulus: nil) }
    return .element(base, index: integer(1), modulus: length)
  }

  // MARK: Integers and conditions

  /// An integer that is not negative and below a few thousand.
  mutating func integer(_ depth: Int) -> Expression {
    guard depth > 0, !random.chance(25) else { return integerLeaf() }
    switch random.int(0...9) {
    case 0...3: return .binary("+", integer(depth - 1), integer(depth - 1))
    case 4...5: return .binary("*", integerLeaf(), .integer(random.int(2...3)))
    case 6: return .binary(random.pick(["&", "|", "^"]), integer(depth - 1), integerLeaf())
    case 7: return .binary(">>", integer(depth - 1), .integer(1))
    case 8: return .conditional(.binary("<", integerLeaf(), integerLeaf()), integerLeaf(), .integer(1))
    default:
      // Squashed first: the conversion is defined for every value.
      let bounded = Expression.math("tanh", [leaf()], .real)
      return .truncate(.binary("+", .real(3.5), .binary("*", .real(3), bounded)))
    }
  }

  private mutating func integerLeaf() -> Expression {
    let names = scope.compactMap { variable -> String? in
      switch variable.kind {
      case .integer, .counter: variable.name
      default: nil
      }
    }
    return names.isEmpty || random.chance(12) ? .integer(random.int(0...5)) : .name(random.pick(names))
  }

  /// A truth value, of reals or of integers.
  mutating func condition(_ depth: Int = 1) -> Expression {
    if depth > 0, random.chance(15) {
      return .binary(random.pick(["&&", "||"]), condition(depth - 1), condition(depth - 1))
    }
    if random.chance(60) {
      return .compare(random.pick(["<", ">", "<=", ">="]), real(1), .real(random.dyadic(-0.75, 0.75)))
    }
    let remainder = Expression.binary("%", integer(1), .integer(random.int(2...3)))
    return .binary(random.pick(["==", "!="]), remainder, .integer(random.int(0...1)))
  }
}
