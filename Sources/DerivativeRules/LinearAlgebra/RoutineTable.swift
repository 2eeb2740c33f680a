//===- RoutineTable.swift - The routines, and their names in each interface ----------------------===//
//
// Level 1 works on vectors, level 2 on a matrix and vectors, level 3 on matrices; factorisations are LAPACK's.
//
//===----------------------------------------------------------------------------------------------===//

/// All routines that have derivatives.
public enum RoutineTable {

  /// The routine with a name without precision: `gemm`.
  public static func routine(named name: String) -> Routine? { byName[name] }

  /// Every routine.
  public static let all = level1 + level2 + level3 + factorizations

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private static let x: RoutineArgument = .vector("x", .size("n"), .read)
  private static let y: RoutineArgument = .vector("y", .size("n"), .read)

  private static let level1: [Routine] = [
    Routine("dot", [.size("n"), x, y], .dot),
    Routine("nrm2", [.size("n"), x], .norm),
    Routine("asum", [.size("n"), x], .absoluteSum),
    Routine("axpy", [.size("n"), .scalar("alpha"), x, .vector("y", .size("n"), .update)], .addScaled),
    Routine("scal", [.size("n"), .scalar("alpha"), .vector("x", .size("n"), .update)], .scale),
    Routine("copy", [.size("n"), x, .vector("y", .size("n"), .write)], .copy),
    Routine("swap", [.size("n"), .vector("x", .size("n"), .update), .vector("y", .size("n"), .update)], .swap),
    Routine(
      "rot",
      [
        .size("n"), .vector("x", .size("n"), .update), .vector("y", .size("n"), .update), .scalar("c"), .scalar("s"),
      ], .rotate),
  ]

  private static func square(_ name: String, _ access: Access, _ extent: Extent = .size("n")) -> RoutineArgument {
    .matrix(name, rows: extent, columns: extent, access)
  }

  private static let level2: [Routine] = [
    Routine(
      "gemv",
      [
        .transposition("trans"), .size("m"), .size("n"), .scalar("alpha"),
        .matrix("a", rows: .size("m"), columns: .size("n"), .read),
        .vector("x", .transposed(by: "trans", "n", "m"), .read), .scalar("beta"),
        .vector("y", .transposed(by: "trans", "m", "n"), .update),
      ], .product(.plain("a"), .plain("x"), into: "y")),
    Routine(
      "ger",
      [
        .size("m"), .size("n"), .scalar("alpha"), .vector("x", .size("m"), .read), y,
        .matrix("a", rows: .size("m"), columns: .size("n"), .update),
      ], .product(.plain("x"), .row("y"), into: "a")),
    Routine(
      "symv",
      [
        .triangle, .size("n"), .scalar("alpha"), square("a", .read), x, .scalar("beta"),
        .vector("y", .size("n"), .update),
      ], .product(.symmetric("a"), .plain("x"), into: "y")),
    Routine(
      "spmv",
      [
        .triangle, .size("n"), .scalar("alpha"), .packed("a", .size("n"), .read), x, .scalar("beta"),
        .vector("y", .size("n"), .update),
      ], .product(.symmetric("a"), .plain("x"), into: "y")),
    Routine(
      "trmv",
      [
        .triangle, .transposition("trans"), .unitDiagonal, .size("n"), square("a", .read),
        .vector("x", .size("n"), .update),
      ], .triangularProduct(into: "x")),
    Routine(
      "trsv",
      [
        .triangle, .transposition("trans"), .unitDiagonal, .size("n"), square("a", .read),
        .vector("x", .size("n"), .update),
      ], .triangularSolution(into: "x")),
    Routine(
      "syr", [.triangle, .size("n"), .scalar("alpha"), x, square("a", .update)], .rankUpdate("x", into: "a")),
    Routine(
      "syr2", [.triangle, .size("n"), .scalar("alpha"), x, y, square("a", .update)],
      .rankTwoUpdate("x", "y", into: "a")),
    Routine(
      "spr", [.triangle, .size("n"), .scalar("alpha"), x, .packed("a", .size("n"), .update)],
      .rankUpdate("x", into: "a")),
    Routine(
      "spr2", [.triangle, .size("n"), .scalar("alpha"), x, y, .packed("a", .size("n"), .update)],
      .rankTwoUpdate("x", "y", into: "a")),
  ]

  private static let result: RoutineArgument = .matrix("c", rows: .size("m"), columns: .size("n"), .update)

  private static func operand(
    _ name: String, _ transposition: String, _ rows: String, _ columns: String
  ) -> RoutineArgument {
    .matrix(
      name, rows: .transposed(by: transposition, rows, columns), columns: .transposed(by: transposition, columns, rows),
      .read)
  }

  private static func triangular(_ name: String, _ equation: Equation) -> Routine {
    Routine(
      name,
      [
        .side, .triangle, .transposition("trans"), .unitDiagonal, .size("m"), .size("n"), .scalar("alpha"),
        square("a", .read, .sided("m", "n")), .matrix("b", rows: .size("m"), columns: .size("n"), .update),
      ], equation)
  }

  private static let level3: [Routine] = [
    Routine(
      "gemm",
      [
        .transposition("transa"), .transposition("transb"), .size("m"), .size("n"), .size("k"), .scalar("alpha"),
        operand("a", "transa", "m", "k"), operand("b", "transb", "k", "n"), .scalar("beta"), result,
      ], .product(.plain("a"), .plain("b"), into: "c")),
    Routine(
      "symm",
      [
        .side, .triangle, .size("m"), .size("n"), .scalar("alpha"), square("a", .read, .sided("m", "n")),
        .matrix("b", rows: .size("m"), columns: .size("n"), .read), .scalar("beta"), result,
      ], .product(.symmetric("a"), .plain("b"), into: "c")),
    Routine(
      "syrk",
      [
        .triangle, .transposition("trans"), .size("n"), .size("k"), .scalar("alpha"), operand("a", "trans", "n", "k"),
        .scalar("beta"), square("c", .update),
      ], .rankUpdate("a", into: "c")),
    Routine(
      "syr2k",
      [
        .triangle, .transposition("trans"), .size("n"), .size("k"), .scalar("alpha"), operand("a", "trans", "n", "k"),
        operand("b", "trans", "n", "k"), .scalar("beta"), square("c", .update),
      ], .rankTwoUpdate("a", "b", into: "c")),
    triangular("trmm", .triangularProduct(into: "b")),
    triangular("trsm", .triangularSolution(into: "b")),
  ]

  private static let rightSides: RoutineArgument = .matrix(
    "b", rows: .size("n"), columns: .size("nrhs"), .update)

  private static let factorizations: [Routine] = [
    Routine("potrf", [.triangle, .size("n"), square("a", .update)], .cholesky, isLAPACK: true),
    Routine(
      "potrs", [.triangle, .size("n"), .size("nrhs"), square("a", .read), rightSides], .choleskySolution,
      isLAPACK: true),
    Routine(
      "trtrs",
      [.triangle, .transposition("trans"), .unitDiagonal, .size("n"), .size("nrhs"), square("a", .read), rightSides],
      .triangularSolution(into: "b"), isLAPACK: true),
    Routine(
      "getrf",
      [.size("m"), .size("n"), .matrix("a", rows: .size("m"), columns: .size("n"), .update), .pivots(.write)], .lu,
      isLAPACK: true),
    Routine(
      "getrs",
      [.transposition("trans"), .size("n"), .size("nrhs"), square("a", .read), .pivots(.read), rightSides],
      .luSolution, isLAPACK: true),
    Routine("potri", [.triangle, .size("n"), square("a", .update)], .choleskyInverse, isLAPACK: true),
    Routine(
      "trtri", [.triangle, .unitDiagonal, .size("n"), square("a", .update)], .triangularInverse, isLAPACK: true),
    Routine(
      "gesv", [.size("n"), .size("nrhs"), square("a", .update), .pivots(.write), rightSides],
      .steps(factorization: "getrf", solution: "getrs"), isLAPACK: true),
    Routine(
      "posv", [.triangle, .size("n"), .size("nrhs"), square("a", .update), rightSides],
      .steps(factorization: "potrf", solution: "potrs"), isLAPACK: true),
  ]
}
