//===- Formula+Inspection.swift - What a formula needs -------------------------------------------===//
//
// The plan of a reverse sweep asks which primal values a formula needs; emission asks whether a product is worth its
// instruction.
//
//===----------------------------------------------------------------------------------------------===//

extension Formula {

  /// The indices of the primal operands that this formula reads.
  public var usedOperands: Set<Int> {
    var used: Set<Int> = []
    visit { if case .operand(let index) = $0 { used.insert(index) } }
    return used
  }

  /// Whether this formula reads the primal result.
  public var usesResult: Bool {
    var uses = false
    visit { if $0 == .result { uses = true } }
    return uses
  }

  /// The functions that this formula calls.
  public var calledFunctions: Set<MathFunction> {
    var called: Set<MathFunction> = []
    visit { if case .call(let function, _) = $0 { called.insert(function) } }
    return called
  }

  /// Whether this formula is the number zero: the operation passes no derivative on, whatever its operands.
  public var isZero: Bool { self == .constant(0) }

  /// Whether this formula is the number one: the derivative passes through.
  public var isOne: Bool { self == .constant(1) }

  /// Whether this formula is the number minus one.
  public var isMinusOne: Bool { self == .constant(-1) }

  /// The formulas of which this one is directly made, in order; those of a comparison first.
  public var children: [Formula] {
    switch self {
    case .operand, .result, .constant, .exactConstant: []
    case .negate(let a): [a]
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b), .divide(let a, let b): [a, b]
    case .call(_, let arguments): arguments
    case .select(let condition, let a, let b): [condition.left, condition.right, a, b]
    }
  }

  private func visit(_ body: (Formula) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }
}
