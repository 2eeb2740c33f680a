// Random helper functions, one shape of signature each.

extension ProgramBuilder {
  mutating func addHelper() {
    let structure = program.structures.isEmpty ? nil : random.pick(program.structures)
    var kinds: [(Int, Helper.Kind)] = [(6, .scalar), (4, .reader), (5, .mutator), (3, .outputs), (1, .integer)]
    if let structure { kinds += [(4, .structure(structure.name)), (3, .structurePointer(structure.name))] }
    if options.allowsRecursion { kinds.append((4, .recursive)) }
    let kind = random.weighted(kinds.map { (weight: $0.0, choice: $0.1) })
    let name = fresh("h")
    switch kind {
    case .scalar: addFunction(name, kind, [("a", .real), ("b", .real)], .real)
    case .reader: addFunction(name, kind, [("p", .pointer(.real)), ("n", .int)], .real)
    case .mutator: addFunction(name, kind, [("p", .pointer(.real)), ("n", .int), ("a", .real)], nil)
    case .outputs: addOutputs(name)
    case .structure(let type): addFunction(name, kind, [("t", .structure(type)), ("a", .real)], .structure(type))
    case .structurePointer(let type):
      addFunction(name, kind, [("t", .pointer(.structure(type))), ("a", .real)], nil)
    case .recursive: if random.chance(30) { addMutualRecursion(name) } else { addRecursion(name) }
    case .integer: addFunction(name, kind, [("a", .real), ("b", .int)], .int)
    }
  }

  private mutating func add(
    _ name: String, _ kind: Helper.Kind, _ parameters: [(String, CType)], _ result: CType?, _ body: [Statement],
    isDeclaredFirst: Bool = false, runs: Int = 1
  ) {
    program.functions.append(
      Function(
        name: name, result: result, parameters: parameters.map { .init(name: $0.0, type: $0.1) }, body: body,
        isNeverInlined: random.chance(50), isDeclaredFirst: isDeclaredFirst))
    helpers.append(Helper(name: name, kind: kind, cost: max(1, cost * runs)))
    scope = []
  }

  private mutating func addFunction(
    _ name: String, _ kind: Helper.Kind, _ parameters: [(String, CType)], _ result: CType?
  ) {
    scope = parameters.compactMap { name, type in
      switch type {
      case .pointer(.real): Variable(name, .array(.real, length: .name("n"), least: 2))
      case .structure(let type): Variable(name, .structure(type))
      case .pointer(.structure(let type)): Variable(name, .structurePointer(type))
      case .int: name == "n" ? Variable(name, .counter(until: .integer(7))) : Variable(name, .integer)
      default: Variable(name, .real(type))
      }
    }
    begin(result: result)
    // A reader is called within expressions, so it must not write its argument.
    var body = kind == .reader ? accumulation() : statements(random.int(1...4))
    switch result {
    case .real: body.append(.result(real(2)))
    case .structure: body.append(.result(.name("t")))
    case .int: body.append(.result(.binary("%", integer(2), .integer(16))))
    default: if kind == .mutator, random.chance(25) { body = foldRecursion(name, body) }
    }
    add(name, kind, parameters, result, body, runs: kind == .mutator ? 3 : 1)
  }

  /// A sum or product over the argument of a reader.
  private mutating func accumulation() -> [Statement] {
    let sum = fresh("v")
    let array = scope
    scope.append(Variable("i", .counter(until: .name("n"))))
    trips = 6
    let item = Expression.element(.name("p"), index: .name("i"), modulus: nil)
    let term = Expression.binary("*", .math("sin", [item], .real), real(1))
    scope = array.filter { $0.name != "p" } + [Variable(sum, .real(.real))]
    trips = 1
    var body: [Statement] = [.assign(.name(sum), "+=", .binary("*", .real(0.25), term))]
    if random.chance(40) { body.append(.branch(.compare(">", .name(sum), .real(0.75)), [.leaveLoop], [])) }
    return [
      .declare(sum, .real, .real(random.dyadic(-0.5, 0.5))),
      .loop(counter: "i", from: .integer(0), until: .name("n"), step: 1, body),
    ]
  }

  /// A recursion over the tail of an array, in place.
  private mutating func foldRecursion(_ name: String, _ body: [Statement]) -> [Statement] {
    let tail = Expression.binary("+", .name("p"), .integer(1))
    let rest = Expression.binary("-", .name("n"), .integer(1))
    let stop = Statement.branch(.binary("<", .name("n"), .integer(3)), [.result(nil)], [])
    let after = Statement.assign(
      .element(.name("p"), index: .integer(0), modulus: nil), "=",
      .math(
        "sin",
        [
          .binary(
            "+", .element(.name("p"), index: .integer(0), modulus: nil),
            .element(.name("p"), index: .integer(1), modulus: nil))
        ], .real))
    return [stop] + body + [.evaluate(.call(name, [tail, rest, .binary("*", .real(0.5), .name("a"))])), after]
  }

  private mutating func addOutputs(_ name: String) {
    scope = [Variable("a", .real(.real))]
    begin(result: nil)
    let body = statements(random.int(0...2))
    // The outputs may be one variable: the second is read before the first is written.
    let first = Statement.assign(.dereference(.name("p")), "=", .binary("*", .dereference(.name("q")), real(2)))
    let second = Statement.assign(
      .dereference(.name("q")), random.pick(["=", "+="]), .binary("*", .real(0.5), real(2)))
    let parameters: [(String, CType)] = [("a", .real), ("p", .pointer(.real)), ("q", .pointer(.real))]
    add(name, .outputs, parameters, nil, body + [first, second])
  }

  private mutating func addRecursion(_ name: String) {
    scope = [Variable("a", .real(.real)), Variable("depth", .counter(until: .integer(5)))]
    begin(result: .real)
    let stop = Statement.branch(.binary("<=", .name("depth"), .integer(0)), [.result(real(1))], [])
    var body = [stop] + statements(random.int(1...3))
    var value = Expression.binary("*", .real(0.75), recursiveCall(name, 1))
    if random.chance(30) { value = .binary("*", value, recursiveCall(name, 2)) }
    body.append(.result(.binary("+", value, .binary("*", .real(0.25), real(1)))))
    add(name, .recursive, [("a", .real), ("depth", .int)], .real, body, runs: 12)
  }

  private mutating func recursiveCall(_ name: String, _ down: Int) -> Expression {
    .call(name, [real(2), .binary("-", .name("depth"), .integer(down))])
  }

  private mutating func addMutualRecursion(_ first: String) {
    let second = fresh("h")
    let known = helpers
    var made: [Helper] = []
    for (name, other) in [(first, second), (second, first)] {
      scope = [Variable("a", .real(.real)), Variable("depth", .counter(until: .integer(5)))]
      begin(result: .real)
      let stop = Statement.branch(.binary("<=", .name("depth"), .integer(0)), [.result(real(1))], [])
      let body = [stop] + statements(random.int(0...2))
      let value = Expression.binary("-", .binary("*", .real(0.75), recursiveCall(other, 1)), real(1))
      add(
        name, .recursive, [("a", .real), ("depth", .int)], .real, body + [.result(value)], isDeclaredFirst: true,
        runs: 8)
      // Neither calls the other but through its last statement, or the recursion would not end.
      made += helpers[known.count...]
      helpers = known
    }
    helpers += made
  }
}
