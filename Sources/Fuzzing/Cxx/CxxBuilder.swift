// Builds the functions and classes of one C++ program, in the order of their text.

struct CxxBuilder {
  var random: SplitMix64
  /// Reals that may be read and assigned, in scope.
  var reals: [String] = ["s"]
  /// Integers that may be read, in scope.
  var integers: [String] = ["n", "m"]
  /// Whether `x` and `y` are in scope, which is so in `f` only.
  var hasArrays = false
  /// The number of loops around the statement being written.
  var loops = 0
  private(set) var lengths = (x: 0, y: 0)
  private(set) var terms = 0
  private var helpers: [String] = []
  private var lines: [String] = []
  private var indentation = 0
  private var lastNumber = 0

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    lengths = (random.int(3...6), random.int(3...5))
  }

  mutating func input() -> Double { random.dyadic(-1.5, 1.5) + 1 / 64 }

  mutating func fresh(_ prefix: String) -> String {
    lastNumber += 1
    return "\(prefix)\(lastNumber)"
  }

  // MARK: The program

  mutating func text() -> String {
    line(
      "using std::sin, std::cos, std::tanh, std::atan, std::exp, std::log, std::sqrt, std::pow, std::hypot, std::fabs;")
    line("using std::fmin, std::fmax;")
    line("")
    line("template <class R> struct Program {")
    indentation += 1
    for piece in CxxPieces.declarations { add(piece) }
    addTerms()
    for _ in 0..<random.int(0...3) { addHelper() }
    addMain()
    indentation -= 1
    line("};")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Classes behind one interface.
  private mutating func addTerms() {
    terms = random.int(2...3)
    for index in 0..<terms {
      let base = index > 0 && random.chance(30) ? "Term\(index - 1)" : "Term"
      let inherits = base != "Term"
      line("struct Term\(index) : \(base) {")
      indentation += 1
      line("R b\(index);")
      line("Term\(index)(R a, R b) : \(base)(a\(inherits ? ", b" : "")), b\(index)(b * 0.5) {}")
      inScope(reals: ["this->a", "b\(index)", "t"], integers: ["k"]) { builder in
        let value =
          inherits && builder.random.chance(60)
          ? "0.5 * \(base)::at(t, k) + 0.5 * (\(builder.real(2)))" : builder.real(2)
        builder.line("R at(R t, int k) const override { return \(value); }")
        builder.integers = []
        if builder.random.chance(50) {
          builder.line("void change(R t) override { this->a = 0.5 * this->a + 0.25 * (\(builder.real(1))); }")
        }
      }
      line("std::unique_ptr<Term> copy() const override { return std::make_unique<Term\(index)>(*this); }")
      indentation -= 1
      line("};")
    }
  }

  /// A function over reals, which may recurse or be a template.
  private mutating func addHelper() {
    let name = fresh("h")
    let attribute = random.chance(40) ? "__attribute__((noinline)) " : ""
    let recurses = random.chance(30)
    let isTemplate = !recurses && random.chance(30)
    let parameters = recurses ? "R a, R b, int k" : isTemplate ? "A a, B b" : "R a, R b"
    line(
      isTemplate
        ? "template <class A, class B> static R \(name)(A a, B b) {" : "\(attribute)static R \(name)(\(parameters)) {")
    indentation += 1
    inScope(reals: ["a", "b"], integers: recurses ? ["k"] : []) { builder in
      if recurses { builder.line("if (k <= 0) return \(builder.real(1));") }
      builder.statements(builder.random.int(0...2))
      let rest = recurses ? "0.5 * \(name)(\(builder.real(1)), b, k - 1) + " : ""
      builder.line("return \(rest)\(builder.real(2));")
    }
    indentation -= 1
    line("}")
    if recurses { helpers.append("\(name)($0, $1, $2 % 4)") } else { helpers.append("\(name)($0, $1)") }
  }

  private mutating func addMain() {
    line("static R f(R *x, int n, R *y, int m, R s) {")
    indentation += 1
    hasArrays = true
    inScope(reals: ["s", "x[0]", "y[1]"], integers: ["n", "m"]) { builder in
      builder.statements(builder.random.int(4...8))
      builder.line("return \(builder.real(3));")
    }
    hasArrays = false
    indentation -= 1
    line("}")
  }

  private mutating func inScope(reals: [String], integers: [String], _ body: (inout CxxBuilder) -> Void) {
    let outer = (self.reals, self.integers)
    (self.reals, self.integers) = (reals, integers)
    body(&self)
    (self.reals, self.integers) = outer
  }

  // MARK: Text

  mutating func line(_ text: String) {
    lines.append(text.isEmpty ? "" : String(repeating: "  ", count: indentation) + text)
  }

  mutating func add(_ text: String) {
    for part in text.split(separator: "\n") { line(String(part)) }
  }

  /// Runs `body` with deeper indentation, and forgets the variables that it declares.
  mutating func block(_ body: (inout CxxBuilder) -> Void) {
    let outer = (reals, integers)
    indentation += 1
    body(&self)
    indentation -= 1
    (reals, integers) = outer
  }

  /// A call of a helper, if there is one.
  mutating func helperCall(_ depth: Int) -> String? {
    guard !helpers.isEmpty, loops < 2 else { return nil }
    return fill(random.pick(helpers), depth)
  }

  /// A text with its holes filled: `$0` to `$1` reals, `$2` an integer.
  private mutating func fill(_ text: String, _ depth: Int) -> String {
    text.replacing("$0", with: real(depth)).replacing("$1", with: real(depth)).replacing("$2", with: integer())
  }
}
