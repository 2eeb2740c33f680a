// Derivatives of LAPACK's factorisations and of solutions with factors. Everything is brought into memory of its own,
// column by column, with the Cholesky factor as a lower triangle: beside the n³ of the operation the copies are cheap.
//
// The formulas are those of S. F. Walter and L. Lehmann, "Algorithmic differentiation of linear algebra functions with
// application in optimum experimental design", 2010, and of I. Murray, "Differentiation of the Cholesky decomposition",
// 2016.

import DerivativeRules
import LLVM

extension RoutineEmitter {
  // MARK: Cholesky

  func reverseCholesky() {
    let factor = part(extract(.lower, of: lower(content(.after("a")))), isUpper: false)
    let shadow = lower(shadow("a"))
    let work = extract(.lower, of: shadow)
    apply(factor, transposed: true, to: work)
    mirror(work)
    apply(factor, inverse: true, transposed: true, to: work)
    applyRight(factor, inverse: true, to: work)
    halveDiagonal(work)
    copy(.lower, work, to: shadow)
  }

  func tangentOfCholesky() {
    let factor = part(extract(.lower, of: lower(content(.after("a")))), isUpper: false)
    let shadow = lower(shadow("a"))
    let work = extract(.lower, of: shadow)
    mirror(work)
    apply(factor, inverse: true, to: work)
    applyRight(factor, inverse: true, transposed: true, to: work)
    clear(.strictlyUpper, of: work)
    halveDiagonal(work)
    apply(factor, to: work)
    copy(.lower, work, to: shadow)
  }

  /// x ← (L Lᵀ)⁻¹ x
  private func solve(_ factor: TriangleView, _ x: ArrayView) {
    apply(factor, inverse: true, to: x)
    apply(factor, inverse: true, transposed: true, to: x)
  }

  func reverseCholeskySolution() {
    let factor = part(extract(.lower, of: lower(content(.before("a")))), isUpper: false)
    let adjoint = columns(shadow("b"))
    solve(factor, adjoint)
    copy(adjoint, to: shadow("b"))
    guard isActive("a") else { return }
    // −(G + Gᵀ) L with G = B̄ Xᵀ
    let solution = columns(content(.after("b")))
    let work = square(factor.size)
    let minusOne = number.constant(-1.0)
    multiply(minusOne, adjoint, transposed(solution), into: work)
    multiply(minusOne, solution, transposed(adjoint), into: work)
    applyRight(factor, to: work)
    add(.lower, one, work, to: lower(shadow("a")))
  }

  func tangentOfCholeskySolution() {
    let factor = part(extract(.lower, of: lower(content(.before("a")))), isUpper: false)
    let tangent = columns(shadow("b"))
    if isActive("a") {
      // dA X = dL Lᵀ X + L dLᵀ X
      let change = part(extract(.lower, of: lower(shadow("a"))), isUpper: false)
      let first = columns(content(.after("b")))
      apply(factor, transposed: true, to: first)
      apply(change, to: first)
      let second = columns(content(.after("b")))
      apply(change, transposed: true, to: second)
      apply(factor, to: second)
      add(number.constant(-1.0), first, to: tangent)
      add(number.constant(-1.0), second, to: tangent)
    }
    solve(factor, tangent)
    copy(tangent, to: shadow("b"))
  }

  // MARK: LU

  func reverseLU() {
    let factors = columns(content(.after("a")))
    let (l, u) = (part(factors, isUpper: false, isUnit: true), part(factors, isUpper: true))
    let shadow = shadow("a")
    let work = extract(.strictlyLower, of: shadow)
    let upper = extract(.upper, of: shadow)
    apply(l, transposed: true, to: work)
    clear(.upper, of: work)
    applyRight(u, transposed: true, to: upper)
    copy(.upper, upper, to: work)
    apply(l, inverse: true, transposed: true, to: work)
    applyRight(u, inverse: true, transposed: true, to: work)
    exchangeRows(work, isAfter: true, backwards: true)
    copy(work, to: shadow)
  }

  func tangentOfLU() {
    let factors = columns(content(.after("a")))
    let (l, u) = (part(factors, isUpper: false, isUnit: true), part(factors, isUpper: true))
    let shadow = shadow("a")
    let work = columns(shadow)
    exchangeRows(work, isAfter: true, backwards: false)
    apply(l, inverse: true, to: work)
    applyRight(u, inverse: true, to: work)
    let lower = extract(.strictlyLower, of: work)
    apply(l, to: lower)
    clear(.strictlyLower, of: work)
    applyRight(u, to: work)
    copy(.strictlyLower, lower, to: work)
    copy(work, to: shadow)
  }

  /// x ← op(P⁻¹ L U)⁻¹ x. With `backwards` for the transpose: both orders are emitted, and one gets no columns.
  private func solve(_ factors: ArrayView, isTransposed: Value, _ x: ArrayView) {
    let (l, u) = (part(factors, isUpper: false, isUnit: true), part(factors, isUpper: true))
    var plain = x
    plain.columns = builder.select(isTransposed, long.zero, x.columns)
    exchangeRows(plain, isAfter: false, backwards: false)
    apply(l, inverse: true, to: plain)
    apply(u, inverse: true, to: plain)
    var turned = x
    turned.columns = builder.select(isTransposed, x.columns, long.zero)
    apply(u, inverse: true, transposed: true, to: turned)
    apply(l, inverse: true, transposed: true, to: turned)
    exchangeRows(turned, isAfter: false, backwards: true)
  }

  func reverseLUSolution() {
    let factors = columns(content(.before("a")))
    let isTransposed = flag(.transposition("trans"))
    let adjoint = columns(shadow("b"))
    solve(factors, isTransposed: builder.not(isTransposed), adjoint)
    copy(adjoint, to: shadow("b"))
    guard isActive("a") else { return }
    // G = −B̄ Xᵀ, or its transpose, belongs to A; exchanged to L U.
    let solution = columns(content(.after("b")))
    let work = square(factors.rows)
    let target = transposed(work, if: isTransposed)
    multiply(number.constant(-1.0), adjoint, transposed(solution), into: target)
    exchangeRows(work, isAfter: false, backwards: false)
    let upper = columns(work)
    let (l, u) = (part(factors, isUpper: false, isUnit: true), part(factors, isUpper: true))
    applyRight(u, transposed: true, to: work)
    apply(l, transposed: true, to: upper)
    add(.strictlyLower, one, work, to: shadow("a"))
    add(.upper, one, upper, to: shadow("a"))
  }

  func tangentOfLUSolution() {
    let factors = columns(content(.before("a")))
    let isTransposed = flag(.transposition("trans"))
    let tangent = columns(shadow("b"))
    if isActive("a") {
      // dA = P⁻¹ (dL U + L dU)
      let (l, u) = (part(factors, isUpper: false, isUnit: true), part(factors, isUpper: true))
      let change = extract(.strictlyLower, of: shadow("a"))
      applyRight(u, to: change)
      let upper = extract(.upper, of: shadow("a"))
      apply(l, to: upper)
      add(one, upper, to: change)
      exchangeRows(change, isAfter: false, backwards: true)
      multiply(
        number.constant(-1.0), transposed(change, if: isTransposed), columns(content(.after("b"))), into: tangent)
    }
    solve(factors, isTransposed: isTransposed, tangent)
    copy(tangent, to: shadow("b"))
  }
}
