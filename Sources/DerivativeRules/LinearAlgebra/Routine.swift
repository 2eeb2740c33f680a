//===- Routine.swift - What a routine of linear algebra takes and computes -----------------------===//
//
// A routine of BLAS or LAPACK is data: its arguments in the order of the Fortran interface (the C interfaces keep that
// order), and the equation that it computes. The calculus of these few equations, forward and reverse, is all that the
// engine knows; a new routine with a known equation is one more line of a table.
//
//===----------------------------------------------------------------------------------------------===//

/// A routine for real numbers, under its name without the letter of the precision.
public struct Routine: Hashable, Sendable {
  public let name: String
  public let arguments: [RoutineArgument]
  public let equation: Equation
  /// LAPACK: the Fortran interface ends with a status, the C interface returns it.
  public let isLAPACK: Bool
  /// The C interface begins with the order of the elements of matrices.
  public let hasLayout: Bool

  public init(_ name: String, _ arguments: [RoutineArgument], _ equation: Equation, isLAPACK: Bool = false) {
    self.name = name
    self.arguments = arguments
    self.equation = equation
    self.isLAPACK = isLAPACK
    hasLayout = arguments.contains {
      switch $0 {
      case .matrix, .packed: true
      default: false
      }
    }
  }

  /// Whether an array that is written may be one that is read: only where elements are treated one after the other.
  public var allowsAliases: Bool {
    switch equation {
    case .addScaled, .scale, .copy, .swap, .rotate: true
    default: false
    }
  }

  /// Whether the function returns a number.
  public var returnsNumber: Bool {
    switch equation {
    case .dot, .norm, .absoluteSum: true
    default: false
    }
  }
}

/// One argument. A vector stands for its address and increment, a matrix for its address and leading dimension.
public enum RoutineArgument: Hashable, Sendable {
  /// Whether a matrix is used as its transpose.
  case transposition(String)
  /// Which triangle of a symmetric or triangular matrix is stored.
  case triangle
  /// Whether the diagonal of a triangular matrix is not stored and all ones.
  case unitDiagonal
  /// On which side of a product the structured matrix stands.
  case side
  case size(String)
  case scalar(String)
  case vector(String, Extent, Access)
  case matrix(String, rows: Extent, columns: Extent, Access)
  /// One triangle of a symmetric matrix, column by column.
  case packed(String, Extent, Access)
  /// The row exchanges of a factorisation.
  case pivots(Access)

  /// The name of an array; nil for other arguments.
  public var arrayName: String? {
    switch self {
    case .vector(let name, _, _), .matrix(let name, _, _, _), .packed(let name, _, _): name
    case .pivots: "pivots"
    default: nil
    }
  }
}

/// What a routine does with an array.
public enum Access: Hashable, Sendable {
  case read, update, write
}

/// A length, in terms of the sizes that are passed.
public enum Extent: Hashable, Sendable {
  case size(String)
  /// The first if the transposition is off, else the second.
  case transposed(by: String, String, String)
  /// The first if the structured matrix stands on the left, else the second.
  case sided(String, String)
}

/// What is computed. Arguments keep their usual names: `alpha`, `beta`, `a`, `b`, `c`, `x`, `y`.
public enum Equation: Hashable, Sendable {
  /// Σ x y
  case dot
  /// ‖x‖
  case norm
  /// Σ |x|
  case absoluteSum
  /// y ← α x + y
  case addScaled
  /// x ← α x
  case scale
  /// y ← x
  case copy
  /// x, y ← y, x
  case swap
  /// x, y ← c x + s y, c y − s x
  case rotate
  /// target ← α left · right + β target; without `beta` it is 1.
  case product(Factor, Factor, into: String)
  /// b ← α op(A) b, or b op(A), with a triangular A.
  case triangularProduct(into: String)
  /// b ← α op(A)⁻¹ b, or b op(A)⁻¹, with a triangular A.
  case triangularSolution(into: String)
  /// target ← α op(A) op(A)ᵀ + β target, one triangle of it.
  case rankUpdate(String, into: String)
  /// target ← α (op(A) op(B)ᵀ + op(B) op(A)ᵀ) + β target, one triangle of it.
  case rankTwoUpdate(String, String, into: String)
  /// A ← L with L Lᵀ = A, or U with Uᵀ U = A.
  case cholesky
  /// b ← A⁻¹ b with the Cholesky factor of A in `a`.
  case choleskySolution
  /// A ← (L Lᵀ)⁻¹, one triangle of it, with the Cholesky factor in `a`.
  case choleskyInverse
  /// A ← A⁻¹ with a triangular A.
  case triangularInverse
  /// A ← L and U with P L U = A.
  case lu
  /// b ← op(A)⁻¹ b with the factors of A in `a`.
  case luSolution
  /// A factorisation, and a solution with it if that succeeded: two other routines.
  case steps(factorization: String, solution: String)
}

/// A factor of a product.
public enum Factor: Hashable, Sendable {
  /// A vector, or a matrix used as its transposition argument says.
  case plain(String)
  /// A vector as a row.
  case row(String)
  /// A matrix of which one triangle is stored.
  case symmetric(String)

  public var name: String {
    switch self {
    case .plain(let name), .row(let name), .symmetric(let name): name
    }
  }
}
