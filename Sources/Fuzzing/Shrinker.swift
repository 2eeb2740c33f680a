// Makes a failing program small: whole functions go first, then statements, then parts of expressions.
//
// Each pass tries single edits in order and keeps those after which the program still fails; passes repeat until none
// helps. Cost: a call of the predicate per edit tried, of which there are about as many as nodes in the program.

/// The smallest program found that still fails, by the C text of each candidate.
///
/// An edit may make a program that does not compile, or whose primal misbehaves: `fails` must say false then, that is,
/// hold only for programs that pass with `-DNO_AD` and fail without.
public func shrink(_ program: Program, while fails: (String) -> Bool) -> Program {
  var best = program
  var isSmaller = true
  while isSmaller {
    isSmaller = false
    for pass in [Program.withoutDeclarations, Program.withoutStatements, Program.withSimplerExpressions] {
      var position = 0
      while true {
        let candidates = pass(best)()
        guard position < candidates.count else { break }
        if fails(candidates[position].cText()) {
          best = candidates[position]
          isSmaller = true
        } else {
          position += 1
        }
      }
    }
  }
  return best
}

extension Program {
  /// The program without one of its functions, types, globals or tables.
  fileprivate func withoutDeclarations() -> [Program] {
    var result: [Program] = []
    for index in functions.indices.dropLast() { result.append(changed { $0.functions.remove(at: index) }) }
    for index in tables.indices { result.append(changed { $0.tables.remove(at: index) }) }
    for index in globals.indices { result.append(changed { $0.globals.remove(at: index) }) }
    for index in structures.indices { result.append(changed { $0.structures.remove(at: index) }) }
    for index in supports.indices { result.append(changed { $0.supports.remove(at: index) }) }
    if extra != nil { result.append(changed { $0.extra = nil }) }
    return result
  }

  /// The program with one edit of its statements.
  fileprivate func withoutStatements() -> [Program] {
    functions.indices.flatMap { index in
      functions[index].body.shorter().map { body in changed { $0.functions[index].body = body } }
    }
  }

  /// The program with one edit of its expressions.
  fileprivate func withSimplerExpressions() -> [Program] {
    functions.indices.flatMap { index in
      functions[index].body.simpler().map { body in changed { $0.functions[index].body = body } }
    }
  }

  private func changed(_ change: (inout Program) -> Void) -> Program {
    var copy = self
    change(&copy)
    return copy
  }
}

extension [Statement] {
  /// Every block with a run of statements removed (long runs first), or a statement replaced by what it holds.
  fileprivate func shorter() -> [[Statement]] {
    var result: [[Statement]] = []
    var length = count / 2
    while length >= 1 {
      for start in stride(from: 0, through: count - length, by: length) {
        result.append(Array(self[..<start] + self[(start + length)...]))
      }
      length /= 2
    }
    for (index, statement) in enumerated() {
      for block in statement.blocks where !block.isEmpty { result.append(replacing(index, by: block)) }
      for smaller in statement.mappingBlocks({ $0.shorter() }) { result.append(replacing(index, by: [smaller])) }
    }
    return result
  }

  fileprivate func simpler() -> [[Statement]] {
    enumerated().flatMap { index, statement in
      (statement.simplerHere() + statement.mappingBlocks { $0.simpler() }).map { replacing(index, by: [$0]) }
    }
  }

  private func replacing(_ index: Int, by statements: [Statement]) -> [Statement] {
    Array(self[..<index]) + statements + self[(index + 1)...]
  }
}

extension Statement {
  /// The blocks that a statement holds.
  fileprivate var blocks: [[Statement]] {
    switch self {
    case .branch(_, let yes, let no): [yes, no]
    case .loop(_, _, _, _, let body), .whileLoop(_, _, _, _, let body): [body]
    case .choose(_, _, let cases): cases.map(\.body)
    default: []
    }
  }

  /// The statement with one of its blocks changed in each way that `change` gives.
  fileprivate func mappingBlocks(_ change: ([Statement]) -> [[Statement]]) -> [Statement] {
    switch self {
    case .branch(let condition, let yes, let no):
      change(yes).map { .branch(condition, $0, no) } + change(no).map { .branch(condition, yes, $0) }
    case .loop(let counter, let from, let until, let step, let body):
      change(body).map { .loop(counter: counter, from: from, until: until, step: step, $0) }
    case .whileLoop(let counter, let limit, let condition, let isDo, let body):
      change(body).map { .whileLoop(counter: counter, limit: limit, condition: condition, isDo: isDo, $0) }
    case .choose(let value, let modulus, let cases):
      cases.indices.flatMap { index in
        change(cases[index].body).map { body in
          var changed = cases
          changed[index].body = body
          return .choose(value, modulus: modulus, changed)
        }
      }
    default: []
    }
  }

  /// The statement with one of its own expressions simplified.
  fileprivate func simplerHere() -> [Statement] {
    switch self {
    case .declare(let name, let type, let value): value.simpler().map { .declare(name, type, $0) }
    case .declareArray(let name, let type, let storage, let count, let counter, let fill):
      fill.simpler().map { .declareArray(name, type, storage, count: count, counter: counter, fill: $0) }
        + (storage == .stack ? [] : [.declareArray(name, type, .stack, count: count, counter: counter, fill: fill)])
    case .assign(let target, let operation, let value):
      (operation == "=" ? [] : [.assign(target, "=", value)]) + value.simpler().map { .assign(target, operation, $0) }
        + target.simplerIndices().map { .assign($0, operation, value) }
    case .branch(let condition, let yes, let no): condition.simpler().map { .branch($0, yes, no) }
    case .loop(let counter, let from, let until, let step, let body):
      (until == .integer(1) ? [] : [.loop(counter: counter, from: from, until: .integer(1), step: step, body)])
        + (from == .integer(0) ? [] : [.loop(counter: counter, from: .integer(0), until: until, step: step, body)])
    case .whileLoop(let counter, let limit, let condition, let isDo, let body):
      condition.simpler().map { .whileLoop(counter: counter, limit: limit, condition: $0, isDo: isDo, body) }
    case .choose(let value, let modulus, let cases): value.simpler().map { .choose($0, modulus: modulus, cases) }
    case .result(let value?): value.simpler().map { .result($0) }
    case .evaluate(let value): value.simplerParts().map { .evaluate($0) }
    case .pun(let to, let from, let throughUnion, let name):
      [.assign(to, "=", from)] + from.simpler().map { .pun(to: to, from: $0, throughUnion: throughUnion, name: name) }
    case .snippet(let text, let arguments): Expression.simpler(arguments).map { .snippet(text, $0) }
    case .leaveLoop, .nextIteration, .result(nil), .copy, .clear, .grow: []
    }
  }
}

extension Expression {
  /// A literal, the operands, and the expression with one operand simplified.
  fileprivate func simpler() -> [Expression] {
    switch self {
    case .real, .integer: []
    case .name: [.real(0.5)]
    default: [.real(0.5)] + operands + simplerParts()
    }
  }

  private var operands: [Expression] {
    switch self {
    case .negate(let value), .cast(_, let value), .truncate(let value): [value]
    case .binary(_, let left, let right): [left, right]
    case .math(_, let arguments, _): arguments
    case .call(_, let arguments), .tableCall(_, _, _, let arguments): arguments
    case .conditional(_, let yes, let no): [yes, no]
    default: []
    }
  }

  /// The expression with one part simplified.
  fileprivate func simplerParts() -> [Expression] {
    switch self {
    case .element: simplerIndices()
    case .negate(let value): value.simpler().map { .negate($0) }
    case .cast(let type, let value): value.simpler().map { .cast(type, $0) }
    case .truncate(let value): value.simpler().map { .truncate($0) }
    case .binary(let operation, let left, let right):
      left.simpler().map { .binary(operation, $0, right) } + right.simpler().map { .binary(operation, left, $0) }
    case .compare(let operation, let left, let right):
      left.simpler().map { .compare(operation, $0, right) } + right.simpler().map { .compare(operation, left, $0) }
    case .math(let name, let arguments, let precision):
      Self.simpler(arguments).map { .math(name, $0, precision) }
    case .call(let name, let arguments): Self.simpler(arguments).map { .call(name, $0) }
    case .tableCall(let name, let index, let count, let arguments):
      Self.simpler(arguments).map { .tableCall(name, index: index, count: count, $0) }
    case .conditional(let condition, let yes, let no):
      condition.simpler().map { .conditional($0, yes, no) } + yes.simpler().map { .conditional(condition, $0, no) }
        + no.simpler().map { .conditional(condition, yes, $0) }
    case .compound(let type, let values): Self.simpler(values).map { .compound(type, $0) }
    default: []
    }
  }

  /// The place with an index replaced by zero.
  fileprivate func simplerIndices() -> [Expression] {
    guard case .element(let base, let index, let modulus) = self, index != .integer(0) || modulus != nil else {
      return []
    }
    return [.element(base, index: .integer(0), modulus: nil)]
  }

  fileprivate static func simpler(_ list: [Expression]) -> [[Expression]] {
    list.indices.flatMap { index in
      list[index].simpler().map { value in
        var changed = list
        changed[index] = value
        return changed
      }
    }
  }
}
