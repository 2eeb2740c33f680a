// Writes random C programs that are well defined and numerically tame, for checking derivatives against each other.
//
// Tame: values are kept of order one by the shapes of expressions (see `ProgramBuilder+Expressions.swift`), domains are
// guarded, loops are short. What still is badly conditioned or stands at a kink, the program itself finds out and skips.

/// A random C program, determined by its seed.
public struct ProgramGenerator: Sendable {
  /// What a program may contain.
  public struct Options: Hashable, Sendable {
    /// float variables, arrays and functions, in a third of the programs.
    public var allowsSingle = true
    /// long double variables.
    public var allowsExtended = true
    /// Globals as scratch memory.
    public var allowsGlobals = true
    /// malloc, calloc, realloc, free.
    public var allowsHeap = true
    /// Unions and byte buffers.
    public var allowsPunning = true
    /// Function-pointer tables.
    public var allowsTables = true
    /// Lists, trees, matrices and other pieces as people write them.
    public var allowsSnippets = true
    /// Recursive helpers.
    public var allowsRecursion = true
    /// Whether further kinds of requests are made, in half of the programs.
    public var allowsExtraRequests = true
    /// Statements of `f`, at most.
    public var size = 12

    public init() {}
  }

  public let seed: UInt64
  public let options: Options

  public init(seed: UInt64, options: Options = Options()) {
    self.seed = seed
    self.options = options
  }

  /// The program as a value, to be printed or shrunk.
  public func program() -> Program {
    var builder = ProgramBuilder(seed: seed, options: options)
    return builder.build()
  }

  /// The program as C, with the checks and `main`.
  public func cProgram() -> String { program().cText() }
}

/// The state of a generator: the program so far and what is in scope.
struct ProgramBuilder {
  var random: SplitMix64
  let options: ProgramGenerator.Options
  var program: Program
  var helpers: [Helper] = []

  /// What the function being written may use, outermost first.
  var scope: [Variable] = []
  /// How often the statement being written runs, at most.
  var trips = 1
  /// How many loops enclose the statement being written; within a switch, break is not the loop's.
  var loopDepth = 0
  var isWithinSwitch = false
  /// The estimated number of operations of the function being written.
  var cost = 0
  var result: CType?
  private var lastNumber = 0

  init(seed: UInt64, options: ProgramGenerator.Options) {
    random = SplitMix64(seed: seed)
    self.options = options
    program = Program(seed: seed)
    program.usesSingle = options.allowsSingle && random.chance(33)
    if options.allowsExtraRequests, random.chance(50) { program.extra = extraRequest() }
  }

  private mutating func extraRequest() -> ExtraRequest {
    let kind = random.pick(ExtraRequest.allCases)
    // Differences of gradients say nothing in single precision.
    return kind == .hessian && program.usesSingle ? .width : kind
  }

  /// A name that no other variable of the program has.
  mutating func fresh(_ prefix: String) -> String {
    lastNumber += 1
    return "\(prefix)\(lastNumber)"
  }

  mutating func build() -> Program {
    for _ in 0..<random.int(0...2) { addStructure() }
    if options.allowsGlobals, random.chance(30) {
      program.globals.append(Global(name: fresh("g"), count: random.int(3...6)))
    }
    for _ in 0..<random.int(0...4) { addHelper() }
    if options.allowsTables, random.chance(30) { addTable() }
    addMain()
    return program
  }

  private mutating func addStructure() {
    let name = fresh("S")
    var fields = [Structure.Field(name: "a", type: .real)]
    if random.chance(60) { fields.append(.init(name: "k", type: .int)) }
    if program.usesSingle, random.chance(50) { fields.append(.init(name: "c", type: .single)) }
    if random.chance(40) { fields.append(.init(name: "v", type: .real, count: random.int(2...3))) }
    if random.chance(30), let inner = program.structures.first {
      fields.append(.init(name: "in", type: .structure(inner.name)))
    }
    if random.chance(25) { fields.append(.init(name: "p", type: .pointer(.real))) }
    if random.chance(50) { fields.append(.init(name: "b", type: .real)) }
    program.structures.append(Structure(name: name, fields: fields))
  }

  private mutating func addTable() {
    let members = helpers.filter { $0.kind == .scalar }.map(\.name)
    guard members.count > 0 else { return }
    let name = fresh("table")
    program.tables.append(FunctionTable(name: name, members: (0..<random.int(2...3)).map { _ in random.pick(members) }))
  }

  /// Writes `f` and the point at which it is checked.
  private mutating func addMain() {
    let names = ["x", "n", "y", "m", "s"]
    let types: [CType] = [.pointer(.real), .int, .pointer(.real), .int, .real]
    program.x = (0..<random.int(4...6)).map { _ in random.dyadic(-1.5, 1.5) + 0.03125 }
    program.y = (0..<random.int(3...5)).map { _ in random.dyadic(-1, 1) + 0.015625 }
    program.s = random.dyadic(-1, 1) + 0.03125
    scope = [
      Variable("x", .array(.real, length: .name("n"), least: 4)),
      Variable("n", .counter(until: .integer(7))),
      Variable("y", .array(.real, length: .name("m"), least: 3)),
      Variable("m", .counter(until: .integer(7))),
      Variable("s", .real(.real)),
    ]
    begin(result: .real)
    var body: [Statement] = []
    for scratch in program.globals {
      let counter = counterName
      body.append(
        .loop(
          counter: counter, from: .integer(0), until: .integer(scratch.count), step: 1,
          [.assign(.element(.name(scratch.name), index: .name(counter), modulus: nil), "=", real(1))]))
      scope.append(Variable(scratch.name, .array(.real, length: .integer(scratch.count), least: scratch.count)))
    }
    body += statements(random.int(options.size / 2...options.size))
    body.append(.assign(.element(.name("y"), index: .integer(0), modulus: nil), random.pick(["=", "+="]), real(2)))
    body.append(.result(.binary("+", real(3), .binary("*", .real(0.5), real(2)))))
    program.functions.append(
      Function(
        name: "f", result: .real, parameters: zip(names, types).map { .init(name: $0, type: $1) }, body: body))
  }

  /// Starts a function in the present scope.
  mutating func begin(result: CType?) {
    self.result = result
    (trips, loopDepth, cost, isWithinSwitch) = (1, 0, 0, false)
  }

  /// The conventional name of a counter at the present depth.
  var counterName: String { ["i", "j", "k", "l", "q"][min(loopDepth, 4)] }
}

/// Something that statements and expressions can name.
struct Variable {
  enum Kind: Hashable {
    case real(CType)
    /// An integer between 0 and 15.
    case integer
    /// A loop counter below `until`.
    case counter(until: Expression)
    /// Reals; `length` is written in code, `least` is known here.
    case array(CType, length: Expression, least: Int)
    /// A heap array that may grow; its length is a variable.
    case growing(length: String)
    /// A pointer to at least two reals.
    case pointer
    /// An array of such pointers.
    case rows(count: Int)
    case structure(String)
    case structurePointer(String)
    case structureArray(String, count: Int)
  }

  var name: String
  var kind: Kind

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// A helper function, by how it is called.
struct Helper {
  enum Kind: Hashable {
    /// `real (real, real)`.
    case scalar
    /// `real (const real *, int)`.
    case reader
    /// `void (real *, int, real)`.
    case mutator
    /// `void (real, real *, real *)`.
    case outputs
    /// `S (S, real)`.
    case structure(String)
    /// `void (S *, real)`.
    case structurePointer(String)
    /// `real (real, int depth)`.
    case recursive
    /// `int (real, int)`.
    case integer
  }

  var name: String
  var kind: Kind
  var cost: Int
}
