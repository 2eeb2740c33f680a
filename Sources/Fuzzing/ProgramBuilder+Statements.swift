// Random statements: control flow, assignments, and calls for their effects. Declarations and memory are next door.

extension ProgramBuilder {
  private enum Shape {
    case assign, declare, idiom, loop, whileLoop, branch, choose, leave, memory, call, integer, snippet
  }

  /// A block of about `count` statements with its own scope.
  mutating func block(_ count: Int) -> [Statement] {
    let outer = scope.count
    let body = statements(max(count, 1))
    scope.removeLast(scope.count - outer)
    return body
  }

  /// Statements in the present scope.
  mutating func statements(_ count: Int) -> [Statement] {
    var body: [Statement] = []
    var rest = count
    while rest > 0 {
      rest -= 1
      let next = statement(rest)
      body += next
      if next.last?.leaves ?? false { break }
    }
    return body
  }

  private mutating func statement(_ rest: Int) -> [Statement] {
    cost += trips
    let deep = loopDepth >= 3 || trips > 60 || rest < 1
    let shape = random.weighted([
      (24, Shape.assign), (rest < 1 ? 0 : scope.count > 14 ? 2 : 16, .declare), (deep ? 0 : 8, .idiom),
      (deep ? 0 : 14, .loop), (deep ? 0 : 6, .whileLoop),
      (rest < 1 ? 0 : 8, .branch), (rest < 1 ? 0 : 4, .choose), (6, .leave), (12, .memory), (10, .call), (6, .integer),
      (16, .snippet),
    ])
    switch shape {
    case .assign: return assignment()
    case .declare: return declaration()
    case .idiom: return idiom() ?? [loop(rest)]
    case .loop: return [loop(rest)]
    case .whileLoop: return [whileLoop(rest)]
    case .branch:
      let condition = condition()
      return [.branch(condition, block(random.int(1...2)), random.chance(50) ? block(random.int(1...2)) : [])]
    case .choose: return [choice()]
    case .leave: return leave()
    case .memory: return memory()
    case .call: return effect() ?? assignment()
    case .integer: return integerStatement()
    case .snippet: return snippet() ?? assignment()
    }
  }

  // MARK: Assignments

  /// An assignment that keeps its target of order one.
  mutating func assignment() -> [Statement] {
    guard let target = place() else { return [] }
    switch random.int(0...9) {
    case 0...3: return [.assign(target, "=", real(3))]
    case 4...5:
      return [.assign(target, "=", .binary("+", .binary("*", .real(0.5), target), .binary("*", .real(0.375), real(2))))]
    case 6: return [.assign(target, "*=", .math("cos", [real(2)], .real))]
    case 7: return [.assign(target, "/=", .binary("+", .real(1.25), .math("exp", [.negate(square(1))], .real)))]
    default:
      return [.assign(target, random.pick(["+=", "-="]), .binary("*", .real(trips > 8 ? 0.0625 : 0.25), real(2)))]
    }
  }

  private mutating func square(_ depth: Int) -> Expression {
    let value = real(depth)
    return .binary("*", value, value)
  }

  private mutating func integerStatement() -> [Statement] {
    let names = scope.filter { $0.kind == .integer }.map(\.name)
    guard !names.isEmpty else { return assignment() }
    return [.assign(.name(random.pick(names)), "=", .binary("%", integer(2), .integer(random.int(3...15))))]
  }

  // MARK: Loops

  private mutating func loop(_ rest: Int) -> Statement {
    let counter = counterName
    var until = Expression.integer(random.int(1...6))
    var bound = 6
    let lengths = scope.compactMap { variable -> Expression? in
      switch variable.kind {
      case .array(_, let length, _): length
      case .structureArray(_, let count): .integer(count)
      case .growing(let length): .name(length)
      default: nil
      }
    }
    if let length = lengths.isEmpty ? nil : random.pick(lengths), random.chance(65) {
      until = length
    } else if random.chance(15) {
      until = .binary("%", integer(1), .integer(5))
    }
    if case .integer(let count) = until { bound = count }
    let growing = scope.contains { if case .growing(let length) = $0.kind { until == .name(length) } else { false } }
    let outer = scope.last { if case .counter = $0.kind { !["n", "m", "depth"].contains($0.name) } else { false } }
    var from = Expression.integer(random.chance(80) ? 0 : 1)
    if let outer, random.chance(30) { from = .name(outer.name) }
    let step = random.chance(85) ? 1 : 2
    // Growing the array that bounds the loop would never end: such a loop sees it as a plain array.
    let hidden = growing ? scope : []
    if growing { scope.removeAll { if case .growing = $0.kind { true } else { false } } }
    let body = within(Variable(counter, .counter(until: until)), bound) { $0.block(min(rest, $0.random.int(1...4))) }
    if growing { scope = hidden }
    return .loop(counter: counter, from: from, until: until, step: step, body)
  }

  private mutating func whileLoop(_ rest: Int) -> Statement {
    let counter = fresh("w")
    let limit = random.int(2...6)
    let outer = scope.count
    let condition = condition(0)
    let body = within(nil, limit) { $0.block(min(rest, $0.random.int(1...3))) }
    scope.removeLast(scope.count - outer)
    return .whileLoop(counter: counter, limit: limit, condition: condition, isDo: random.chance(40), body)
  }

  /// Writes the body of a loop of at most `bound` trips.
  private mutating func within(
    _ counter: Variable?, _ bound: Int, _ write: (inout ProgramBuilder) -> [Statement]
  ) -> [Statement] {
    let saved = (trips, isWithinSwitch)
    (trips, isWithinSwitch) = (trips * bound, false)
    if let counter { scope.append(counter) }
    loopDepth += 1
    let body = write(&self)
    loopDepth -= 1
    if counter != nil { scope.removeLast() }
    (trips, isWithinSwitch) = saved
    return body
  }

  // MARK: Branches

  private mutating func choice() -> Statement {
    let saved = isWithinSwitch
    isWithinSwitch = true
    defer { isWithinSwitch = saved }
    let value = integer(2)
    let modulus = random.int(2...4)
    let cases = (0..<modulus).map { _ in
      let body = block(random.int(1...2))
      return Statement.Case(body: body, fallsThrough: !(body.last?.leaves ?? false) && random.chance(30))
    }
    return .choose(value, modulus: modulus, cases)
  }

  /// break, continue or an early return, under a condition.
  private mutating func leave() -> [Statement] {
    if loopDepth > 0, random.chance(70) {
      let exit: Statement = isWithinSwitch || random.chance(50) ? .nextIteration : .leaveLoop
      return [.branch(condition(), [exit], [])]
    }
    switch result {
    case .real: return [.branch(condition(), [.result(real(2))], [])]
    case nil: return [.branch(condition(), [.result(nil)], [])]
    default: return assignment()
    }
  }

  // MARK: Calls

  /// A call for its effects, or one that returns a struct.
  private mutating func effect() -> [Statement]? {
    let affordable = helpers.filter { ![.scalar, .reader, .recursive].contains($0.kind) && $0.cost * trips <= 2000 }
    guard !affordable.isEmpty else { return nil }
    let helper = random.pick(affordable)
    cost += trips * helper.cost
    switch helper.kind {
    case .mutator:
      guard let (array, length) = wholeArray() else { return nil }
      return [.evaluate(.call(helper.name, [array, length, real(2)]))]
    case .outputs:
      let targets = scope.filter { $0.kind == .real(.real) }.map(\.name)
      guard !targets.isEmpty else { return nil }
      let (a, b) = (random.pick(targets), random.pick(targets))
      return [.evaluate(.call(helper.name, [real(2), .address(.name(a)), .address(.name(b))]))]
    case .structure(let type):
      guard let target = structurePlace(type) else { return declareStructure(type) }
      return [.assign(target, "=", .call(helper.name, [target, real(2)]))]
    case .structurePointer(let type):
      guard let target = structurePlace(type) else { return declareStructure(type) }
      let pointer: Expression = if case .dereference(let inner) = target { inner } else { .address(target) }
      return [.evaluate(.call(helper.name, [pointer, real(2)]))]
    case .integer:
      let name = fresh("k")
      let call = Expression.call(helper.name, [real(2), integer(1)])
      scope.append(Variable(name, .integer))
      return [.declare(name, .int, .binary("%", call, .integer(8)))]
    default: return nil
    }
  }
}
