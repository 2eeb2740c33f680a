// Expressions, types and names as C text.

extension CRenderer {
  /// The name of a function, type or global of the program, distinct from other programs' and in the checker's copy.
  func global(_ name: String) -> String { "\(name)_\(program.seed)\(isWide ? "_w" : "")" }

  func type(_ type: CType) -> String {
    switch type {
    case .int: "int"
    case .real: isWide ? "long double" : "double"
    case .single: isWide ? "long double" : "float"
    case .extended: "long double"
    case .structure(let name): global(name)
    case .pointer(let pointee): self.type(pointee) + (pointee.isPointer ? "*" : " *")
    }
  }

  func declaration(_ type: CType, _ name: String) -> String {
    type.isPointer ? self.type(type) + name : "\(self.type(type)) \(name)"
  }

  /// The text of an expression, in parentheses when it binds less tightly than `level`.
  func text(_ expression: Expression, _ level: Int = 0) -> String {
    switch expression {
    case .real(let value): return value < 0 ? "(\(value))" : "\(value)"
    case .integer(let value): return value < 0 ? "(\(value))" : "\(value)"
    case .name(let name): return program.globals.contains { $0.name == name } ? global(name) : name
    case .member(let base, let field): return "\(text(base, 11)).\(field)"
    case .arrow(let base, let field): return "\(text(base, 11))->\(field)"
    case .element(let base, let index, let modulus):
      let position = modulus.map { Expression.binary("%", index, $0) } ?? index
      return "\(text(base, 11))[\(text(position))]"
    case .dereference(let pointer): return parenthesize("*\(text(pointer, 10))", 10, level)
    case .address(let place): return parenthesize("&\(text(place, 10))", 10, level)
    case .negate(let value): return parenthesize("-\(text(value, 11))", 10, level)
    case .binary(let operation, let left, let right):
      let own = Self.level(of: operation)
      return parenthesize("\(text(left, own)) \(operation) \(text(right, own + 1))", own, level)
    case .compare(let operation, let left, let right):
      let comparison = "\(text(left, 7)) \(operation) \(text(right, 7))"
      return isWide ? "seen(\(comparison))" : parenthesize(comparison, 6, level)
    case .math(let name, let arguments, let precision):
      return "\(mathName(name, precision))(\(list(arguments)))"
    case .call(let name, let arguments): return "\(global(name))(\(list(arguments)))"
    case .tableCall(let name, let index, let count, let arguments):
      let position = text(.binary("%", index, .integer(count)))
      return "\(global(name))[\(position)](\(list(arguments)))"
    case .conditional(let condition, let yes, let no):
      return parenthesize("\(text(condition, 3)) ? \(text(yes, 3)) : \(text(no, 2))", 2, level)
    case .cast(let type, let value): return parenthesize("(\(self.type(type)))\(text(value, 10))", 10, level)
    case .truncate(let value):
      let cast = "(int)\(text(value, 10))"
      return isWide ? "seen(\(cast))" : parenthesize(cast, 10, level)
    case .compound(let type, let values): return "(\(self.type(type))){\(list(values))}"
    }
  }

  private func list(_ expressions: [Expression]) -> String {
    expressions.map { text($0) }.joined(separator: ", ")
  }

  private func parenthesize(_ text: String, _ own: Int, _ level: Int) -> String { own < level ? "(\(text))" : text }

  func mathName(_ name: String, _ precision: CType) -> String {
    if isWide { return Self.traced.contains(name) ? "\(name)_seen" : name + "l" }
    switch precision {
    case .single: return name + "f"
    case .extended: return name + "l"
    default: return name
    }
  }

  /// The functions with kinks or jumps; the checker's prelude defines a traced form of each.
  static let traced: Set<String> = [
    "fabs", "fmax", "fmin", "fdim", "copysign", "floor", "ceil", "trunc", "round", "rint", "fmod", "remainder",
  ]

  private static func level(of operation: String) -> Int {
    switch operation {
    case "*", "/", "%": 9
    case "+", "-": 8
    case "<<", ">>": 7
    case "<", ">", "<=", ">=", "==", "!=": 6
    case "&", "|", "^": 5
    case "&&": 4
    default: 3
    }
  }
}

extension CType {
  var isPointer: Bool { if case .pointer = self { true } else { false } }
}
