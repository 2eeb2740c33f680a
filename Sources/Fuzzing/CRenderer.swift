// Prints the functions of a program as C, in double or, for the checker, in long double with its branches traced.

/// Prints declarations and statements; expressions are in `CRenderer+Expressions.swift`.
struct CRenderer {
  let program: Program
  /// Whether every floating-point type is long double and comparisons are traced.
  let isWide: Bool
  private var lines: [String] = []
  private var indentation = 0
  /// The heap arrays alive, by enclosing block, innermost last.
  private var heap: [[String]] = []
  /// How many of the blocks in `heap` enclose the innermost loop.
  private var loopDepths: [Int] = []
  private var result: CType?
  /// How many snippets there are so far: their labels differ.
  private var labels = 0

  init(program: Program, isWide: Bool) {
    self.program = program
    self.isWide = isWide
  }

  /// The text of all types, globals and functions.
  static func text(of program: Program, isWide: Bool) -> String {
    var renderer = CRenderer(program: program, isWide: isWide)
    renderer.printProgram()
    return renderer.lines.joined(separator: "\n") + "\n"
  }

  private mutating func printProgram() {
    for structure in program.structures {
      line("typedef struct {")
      for field in structure.fields {
        line("  \(declaration(field.type, field.name))\(field.count.map { "[\($0)]" } ?? "");")
      }
      line("} \(global(structure.name));")
    }
    for scratch in program.globals { line("static \(type(.real)) \(global(scratch.name))[\(scratch.count)];") }
    for support in program.supports {
      printLines(text(ofSnippet: SnippetSupport.text(support), []))
    }
    for function in program.functions where function.isDeclaredFirst { line("\(signature(function));") }
    for function in program.functions.dropLast() { printFunction(function) }
    for table in program.tables {
      let real = type(.real)
      let members = table.members.map(global).joined(separator: ", ")
      line("static \(real) (*const \(global(table.name))[])(\(real), \(real)) = {\(members)};")
    }
    if let last = program.functions.last { printFunction(last) }
  }

  private func signature(_ function: Function) -> String {
    let parameters = function.parameters.map { declaration($0.type, $0.name) }.joined(separator: ", ")
    let result = function.result.map(type) ?? "void"
    let attribute = function.isNeverInlined ? "__attribute__((noinline)) " : ""
    return "static \(attribute)\(result) \(global(function.name))(\(parameters))"
  }

  private mutating func printFunction(_ function: Function) {
    line("")
    line(signature(function) + " {")
    result = function.result
    printBlock(function.body)
    line("}")
  }

  // MARK: Blocks

  private mutating func line(_ text: String) {
    lines.append(text.isEmpty ? "" : String(repeating: "  ", count: indentation) + text)
  }

  /// Prints the statements of a block, and frees what they allocate where control runs off its end.
  private mutating func printBlock(_ statements: [Statement]) {
    indentation += 1
    heap.append([])
    for statement in statements { print(statement) }
    if !(statements.last?.leaves ?? false) { release(heap.last ?? []) }
    heap.removeLast()
    indentation -= 1
  }

  private mutating func printLoop(_ head: String, _ body: [Statement], tail: String = "}") {
    line(head)
    loopDepths.append(heap.count)
    printBlock(body)
    loopDepths.removeLast()
    line(tail)
  }

  private mutating func printLines(_ text: String) {
    for part in text.split(separator: "\n") { line(String(part)) }
  }

  private mutating func release(_ names: some Sequence<String>) {
    for name in names { line("free(\(name));") }
  }

  // MARK: Statements

  private mutating func print(_ statement: Statement) {
    switch statement {
    case .declare(let name, let type, let value):
      line("\(declaration(type, name)) = \(text(value));")
    case .declareArray(let name, let type, let storage, let count, let counter, let fill):
      printArray(name, type, storage, count, counter, fill)
    case .assign(let target, let operation, let value):
      line("\(text(target)) \(operation) \(text(value));")
    case .branch(let condition, let yes, let no):
      line("if (\(text(condition))) {")
      printBlock(yes)
      if !no.isEmpty {
        line("} else {")
        printBlock(no)
      }
      line("}")
    case .loop(let counter, let from, let until, let step, let body):
      let advance = step == 1 ? "\(counter)++" : "\(counter) += \(step)"
      printLoop("for (int \(counter) = \(text(from)); \(counter) < \(text(until)); \(advance)) {", body)
    case .whileLoop(let counter, let limit, let condition, let isDo, let body):
      line("int \(counter) = 0;")
      let test = text(
        .binary("&&", .binary("<", .name(isDo ? "++\(counter)" : "\(counter)++"), .integer(limit)), condition))
      if isDo { printLoop("do {", body, tail: "} while (\(test));") } else { printLoop("while (\(test)) {", body) }
    case .choose(let value, let modulus, let cases):
      printChoice(value, modulus, cases)
    case .leaveLoop, .nextIteration:
      if let depth = loopDepths.last { release(heap[depth...].joined()) }
      line(statement == .leaveLoop ? "break;" : "continue;")
    case .result(let value):
      printResult(value)
    case .evaluate(let value):
      line("\(text(value));")
    case .copy(let to, let from, let count, let element, let overlaps):
      let function = overlaps ? "memmove" : "memcpy"
      line("\(function)(\(text(to)), \(text(from)), sizeof(\(type(element))) * \(text(count, 9)));")
    case .clear(let array, let count, let element):
      line("memset(\(text(array)), 0, sizeof(\(type(element))) * \(text(count, 9)));")
    case .grow(let name, let element, let count, let by, let fill):
      line("\(name) = realloc(\(name), sizeof(\(type(element))) * (\(count) + \(by)));")
      line("for (int e = 0; e < \(by); e++) \(name)[\(count) + e] = \(text(fill));")
      line("\(count) += \(by);")
    case .pun(let to, let from, let throughUnion, let name):
      printPun(to, from, throughUnion, name)
    case .snippet(let snippet, let arguments):
      labels += 1
      let filled = text(ofSnippet: snippet, arguments.map { text($0, 11) })
      printLines(filled.replacing("_%", with: "_\(labels)"))
    }
  }

  private mutating func printArray(
    _ name: String, _ element: CType, _ storage: Storage, _ count: Expression, _ counter: String, _ fill: Expression
  ) {
    let length = text(count)
    switch storage {
    case .stack, .variable: line("\(declaration(element, name))[\(length)];")
    case .heap: line("\(type(.pointer(element)))\(name) = malloc(sizeof(\(type(element))) * \(text(count, 9)));")
    case .zeroedHeap: line("\(type(.pointer(element)))\(name) = calloc(\(length), sizeof(\(type(element))));")
    }
    if storage == .heap || storage == .zeroedHeap, !heap.isEmpty { heap[heap.count - 1].append(name) }
    line("for (int \(counter) = 0; \(counter) < \(length); \(counter)++) \(name)[\(counter)] = \(text(fill));")
  }

  private mutating func printChoice(_ value: Expression, _ modulus: Int, _ cases: [Statement.Case]) {
    line("switch (\(text(.binary("%", value, .integer(modulus))))) {")
    for (index, item) in cases.enumerated() {
      line(index == cases.count - 1 ? "default: {" : "case \(index): {")
      printBlock(item.body)
      line(item.fallsThrough && index < cases.count - 1 ? "}  // fall through" : "} break;")
    }
    line("}")
  }

  private mutating func printResult(_ value: Expression?) {
    let alive = heap.joined()
    guard let value, let result else {
      release(alive)
      line("return;")
      return
    }
    if alive.isEmpty { return line("return \(text(value));") }
    line("\(declaration(result, "result")) = \(text(value));")
    release(alive)
    line("return result;")
  }

  private mutating func printPun(_ to: Expression, _ from: Expression, _ throughUnion: Bool, _ name: String) {
    let real = type(.real)
    if throughUnion {
      line("union { \(real) real; int whole; char bytes[sizeof(\(real))]; } \(name);")
      line("\(name).whole = 3;")
      line("\(name).real = \(text(from));")
      line("\(text(to)) = \(name).real;")
    } else {
      line("\(real) \(name) = \(text(from));")
      line("unsigned char \(name)_bytes[2 * sizeof \(name)];")
      line("memcpy(\(name)_bytes + 4, &\(name), sizeof \(name));")
      line("memcpy(&\(name), \(name)_bytes + 4, sizeof \(name));")
      line("\(text(to)) = \(name);")
    }
  }
}

extension Statement {
  /// Whether control never runs past the statement.
  var leaves: Bool {
    switch self {
    case .leaveLoop, .nextIteration, .result: true
    default: false
    }
  }
}
