// The programs that the fuzzer writes, as values: what is generated, printed as C, and shrunk.

/// A random C program with one function to differentiate, `f(x, n, y, m, s)`.
public struct Program: Hashable, Sendable {
  public var seed: UInt64
  public var structures: [Structure] = []
  public var globals: [Global] = []
  public var tables: [FunctionTable] = []
  /// Helpers first; the last one is `f`.
  public var functions: [Function] = []
  /// The values of `x`, `y` and `s` at which the derivative is checked.
  public var x: [Double] = []
  public var y: [Double] = []
  public var s = 0.0
  /// Whether any value is held in single precision, which widens the tolerances.
  public var usesSingle = false
  /// The types and functions that its snippets bring along, by name.
  public var supports: [String] = []
  /// What is asked for besides a gradient and tangents.
  public var extra: ExtraRequest?
}

/// A further way to ask for the derivatives of a program, whose answer must be the same.
public enum ExtraRequest: String, Hashable, Sendable, CaseIterable {
  /// Forward mode in two directions at once.
  case width
  /// Reverse mode in two directions at once.
  case reverseWidth
  /// Split reverse mode; the memory is overwritten between its halves.
  case split
  /// The result is written through a pointer, the scalar read through one.
  case outParameter
  /// All arguments are in one struct, which points to the arrays.
  case argumentStruct
  /// The scalar is constant.
  case constantScalar
  /// The gradient with the primal's value.
  case primalReturn
  /// Second derivatives: forward over reverse, reverse over forward, and differences of gradients.
  case hessian
}

/// A struct type.
public struct Structure: Hashable, Sendable {
  public var name: String
  public var fields: [Field]

  public struct Field: Hashable, Sendable {
    public var name: String
    public var type: CType
    /// The length of an array field; nil for a single value.
    public var count: Int?
  }
}

/// A global array of reals, scratch memory that `f` fills before anything reads it.
public struct Global: Hashable, Sendable {
  public var name: String
  public var count: Int
}

/// A constant table of helper functions with one signature, `real (real, real)`.
public struct FunctionTable: Hashable, Sendable {
  public var name: String
  public var members: [String]
}

/// A helper, or `f` itself.
public struct Function: Hashable, Sendable {
  public var name: String
  public var result: CType?
  public var parameters: [Parameter]
  public var body: [Statement]
  public var isNeverInlined = false
  /// Declared before all definitions, for mutual recursion.
  public var isDeclaredFirst = false

  public struct Parameter: Hashable, Sendable {
    public var name: String
    public var type: CType
  }
}

/// The types of a program; `real` is what the checker widens.
public indirect enum CType: Hashable, Sendable {
  case int, real, single, extended
  case pointer(CType)
  case structure(String)
}

/// An expression.
public indirect enum Expression: Hashable, Sendable {
  case real(Double)
  case integer(Int)
  case name(String)
  case member(Expression, String)
  /// `base->field`.
  case arrow(Expression, String)
  /// `base[index]`; with a modulus, `base[index % modulus]`.
  case element(Expression, index: Expression, modulus: Expression?)
  case dereference(Expression)
  case address(Expression)
  case negate(Expression)
  case binary(String, Expression, Expression)
  /// A comparison of reals, where a derivative may jump: traced in the checker's copy.
  case compare(String, Expression, Expression)
  /// A libm function under its double name, in a precision.
  case math(String, [Expression], CType)
  case call(String, [Expression])
  /// A call of a member of a table.
  case tableCall(String, index: Expression, count: Int, [Expression])
  case conditional(Expression, Expression, Expression)
  case cast(CType, Expression)
  /// The integer part of a real, traced in the checker's copy.
  case truncate(Expression)
  case compound(CType, [Expression])
}

/// Where an array lives.
public enum Storage: Hashable, Sendable {
  case stack, variable, heap, zeroedHeap
}

/// A statement.
public indirect enum Statement: Hashable, Sendable {
  case declare(String, CType, Expression)
  /// An array and the loop that fills it; heap arrays are freed wherever control leaves their block.
  case declareArray(String, CType, Storage, count: Expression, counter: String, fill: Expression)
  case assign(Expression, String, Expression)
  case branch(Expression, [Statement], [Statement])
  case loop(counter: String, from: Expression, until: Expression, step: Int, [Statement])
  /// `while (counter++ < limit && condition)`, or the do-while form.
  case whileLoop(counter: String, limit: Int, condition: Expression, isDo: Bool, [Statement])
  case choose(Expression, modulus: Int, [Case])
  case leaveLoop
  case nextIteration
  case result(Expression?)
  case evaluate(Expression)
  /// memcpy, or memmove where the ranges overlap, of `count` elements.
  case copy(to: Expression, from: Expression, count: Expression, CType, overlaps: Bool)
  case clear(Expression, count: Expression, CType)
  /// realloc of a heap array whose length is in `count`, by `by` elements set to `fill`.
  case grow(String, CType, count: String, by: Int, fill: Expression)
  /// Moves two values through a byte buffer or a union: `to = from` by other means.
  case pun(to: Expression, from: Expression, throughUnion: Bool, name: String)
  /// A piece of C with holes.
  case snippet(String, [Expression])

  public struct Case: Hashable, Sendable {
    public var body: [Statement]
    public var fallsThrough: Bool
  }
}
