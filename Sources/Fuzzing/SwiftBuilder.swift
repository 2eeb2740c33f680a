// Random statements and functions in Swift; expressions are in `SwiftBuilder+Expressions.swift`.

/// Writes the functions of a program, over Double or, traced, over Float80.
struct SwiftBuilder {
  var random: SplitMix64
  let options: SwiftProgramGenerator.Options
  let isWide: Bool
  var x: [Double] = []
  var s = 0.0

  var lines: [String] = []
  var indentation = 0
  var scope: [Variable] = []
  var helpers: Set<SwiftHelper> = []
  var trips = 1
  var loopDepth = 0
  private var lastNumber = 0

  /// Something in scope.
  struct Variable: Hashable {
    enum Kind: Hashable {
      case real, constant, integer, array, constantArray, grid, particle, particles, function, shape
    }
    var name: String
    var kind: Kind
  }

  init(seed: UInt64, options: SwiftProgramGenerator.Options, isWide: Bool) {
    random = SplitMix64(seed: seed ^ 0x5357_4946_5421)
    self.options = options
    self.isWide = isWide
  }

  /// The name of the real type.
  var real: String { isWide ? "Float80" : "Double" }

  /// Whether `f` is being written, not a helper.
  var isWithinMain: Bool { scope.first?.name == "x" }

  /// What the names of functions and types of the program end in.
  var suffix: String { isWide ? "Wide" : "" }

  mutating func fresh(_ prefix: String) -> String {
    lastNumber += 1
    return "\(prefix)\(lastNumber)"
  }

  mutating func line(_ text: String) { lines.append(String(repeating: "  ", count: indentation) + text) }

  func names(_ kinds: Variable.Kind...) -> [String] { scope.filter { kinds.contains($0.kind) }.map(\.name) }

  /// The helpers and `f`.
  mutating func text(attributes: String) -> String {
    for helper in SwiftHelper.allCases where random.chance(45) && helper.isAllowed(by: options) {
      helpers.insert(helper)
      write(helper)
    }
    x = (0..<random.int(4...6)).map { _ in random.dyadic(-1.5, 1.5) + 0.03125 }
    s = random.dyadic(-1, 1) + 0.03125
    scope = [Variable(name: "x", kind: .constantArray), Variable(name: "s", kind: .constant)]
    line("\(attributes)func f\(suffix)(_ x: [\(real)], s: \(real)) -> \(real) {")
    indentation += 1
    line("let n = x.count")
    scope.append(Variable(name: "n", kind: .integer))
    line("var a = x")
    scope.append(Variable(name: "a", kind: .array))
    line("var t = s * 0.5")
    scope.append(Variable(name: "t", kind: .real))
    statements(random.int(options.size / 2...options.size))
    line("var total: \(real) = \(value(2))")
    for array in names(.array).prefix(3) {
      line("total += 0.25 * \(array).reduce(0, +)")
    }
    line("return total + 0.5 * t")
    indentation -= 1
    line("}")
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Statements

  mutating func statements(_ count: Int) {
    var rest = count
    while rest > 0 {
      rest -= 1
      statement(rest)
    }
  }

  /// A block in braces after `head`, with its own scope.
  mutating func block(_ head: String, _ count: Int, tail: String = "}", _ known: Variable...) {
    line(head)
    indentation += 1
    let outer = scope.count
    scope += known
    statements(count)
    scope.removeLast(scope.count - outer)
    indentation -= 1
    line(tail)
  }

  private mutating func loop(_ head: String, _ bound: Int, tail: String = "}", _ known: Variable...) {
    line(head)
    indentation += 1
    let outer = scope.count
    scope += known
    trips *= bound
    loopDepth += 1
    statements(random.int(1...3))
    if random.chance(20) { leave() }
    loopDepth -= 1
    trips /= bound
    scope.removeLast(scope.count - outer)
    indentation -= 1
    line(tail)
  }

  private mutating func leave() {
    line("if \(condition()) { \(random.pick(["break", "continue"])) }")
  }

  private mutating func statement(_ rest: Int) {
    let deep = loopDepth >= 3 || trips > 40
    switch random.int(0...99) {
    case 0..<22: assign()
    case 22..<34 where rest > 0: declare()
    case 34..<46: arrays()
    case 46..<62 where !deep: loops()
    case 62..<72 where rest > 0: branches()
    case 72..<92: if !special() { assign() }
    default:
      if loopDepth == 0, rest > 0, random.chance(40) {
        if random.chance(50) {
          line("if \(condition()) { return \(value(2)) }")
        } else {
          line("guard \(condition()) else { return \(value(2)) + t }")
        }
      } else {
        assign()
      }
    }
  }

  /// A real that can be assigned.
  mutating func target() -> String {
    switch random.int(0...9) {
    case 0...5: return element(random.pick(names(.array)))
    case 6 where !names(.grid).isEmpty:
      return "\(random.pick(names(.grid)))[\(integer()) % 2][\(integer()) % n]"
    case 7 where !names(.particle).isEmpty:
      return "\(random.pick(names(.particle))).\(random.pick(["position", "speed"]))"
    case 8 where !names(.particles).isEmpty:
      return "\(random.pick(names(.particles)))[\(integer()) % 3].\(random.pick(["position", "speed"]))"
    default: return random.pick(names(.real))
    }
  }

  private mutating func assign() {
    let target = target()
    switch random.int(0...5) {
    case 0...1:
      let value = value(2)
      line("\(target) = \(value == target ? "cos(\(value))" : value)")
    case 2: line("\(target) \(random.pick(["+=", "-="])) \(trips > 8 ? "0.0625" : "0.25") * \(factor(2))")
    case 3: line("\(target) *= cos(\(value(1)))")
    case 4:
      let w = leaf()
      line("\(target) /= 1.25 + exp(-\(w) * \(w))")
    default: line("\(target) = 0.5 * \(target) + 0.375 * \(factor(2))")
    }
  }

  private mutating func declare() {
    if random.chance(65) {
      let value = value(2)
      let name = fresh("v")
      let isVariable = random.chance(50)
      line("\(isVariable ? "var" : "let") \(name): \(real) = \(value)")
      scope.append(Variable(name: name, kind: isVariable ? .real : .constant))
    } else {
      let value = integer()
      let name = fresh("k")
      line("let \(name) = \(value) % \(random.int(3...7))")
      scope.append(Variable(name: name, kind: .integer))
    }
  }

  private mutating func loops() {
    let i = fresh("i")
    let index = Variable(name: i, kind: .integer)
    switch random.int(0...6) {
    case 0: loop("for \(i) in 0..<n {", 6, index)
    case 1: loop("for \(i) in 1...\(random.int(2...4)) {", 4, index)
    case 2: loop("for \(i) in stride(from: 0, to: n, by: 2) {", 3, index)
    case 3:
      let e = fresh("e")
      loop("for (\(i), \(e)) in \(anyArray()).enumerated() {", 6, index, Variable(name: e, kind: .constant))
    case 4:
      let e = fresh("e")
      let test = compare("\(e)", "\(random.dyadic(-0.5, 0.5))")
      loop("for \(e) in \(anyArray()) where \(test) {", 6, Variable(name: e, kind: .constant))
    case 5:
      let limit = random.int(2...5)
      line("var \(i) = 0")
      loop("while \(i) < \(limit), \(compare(random.pick(["t", element("a")]), "0.75")) {", limit, index)
      // The step comes first, so that continue cannot skip it.
      lines.insert(String(repeating: "  ", count: indentation + 1) + "\(i) += 1", at: startOfLastLoop(i))
    default:
      let limit = random.int(1...4)
      line("var \(i) = 0")
      loop("repeat {", limit, tail: "} while \(i) < \(limit)", index)
      lines.insert(String(repeating: "  ", count: indentation + 1) + "\(i) += 1", at: startOfLastLoop(i))
    }
  }

  /// The line after the head of the loop that follows the declaration of `counter`.
  private func startOfLastLoop(_ counter: String) -> Int {
    (lines.lastIndex { $0.hasSuffix("var \(counter) = 0") } ?? 0) + 2
  }

  private mutating func branches() {
    switch random.int(0...2) {
    case 0: block("if \(condition()) {", random.int(1...2))
    case 1:
      block("if \(condition()) {", random.int(1...2), tail: "} else {")
      lines.removeLast()
      block("} else {", random.int(1...2))
    default:
      line("switch \(integer()) % 4 {")
      block("case 0:", random.int(1...2), tail: "")
      lines.removeLast()
      block("case 1, 2:", random.int(1...2), tail: "")
      lines.removeLast()
      block("default:", 1, tail: "}")
    }
  }
}
