// Derivatives of inverses: of triangular matrices, and of those whose Cholesky factor is given.

import DerivativeRules
import LLVM

extension RoutineEmitter {
  /// −M G M with the symmetric M = (L Lᵀ)⁻¹.
  private func betweenInverses(_ inverse: ArrayView, _ g: ArrayView) -> ArrayView {
    let (half, whole) = (square(g.rows), square(g.rows))
    multiply(number.constant(-1.0), inverse, g, into: half)
    multiply(one, half, inverse, into: whole)
    return whole
  }

  private func symmetricInverse() -> ArrayView {
    let inverse = extract(.lower, of: lower(content(.after("a"))))
    mirror(inverse)
    return inverse
  }

  func reverseCholeskyInverse() {
    let shadow = lower(shadow("a"))
    // What is stored once stands for two places, which share its adjoint. Ā = −M G M, and L̄ is twice the lower part of Ā L.
    let g = extract(.lower, of: shadow)
    add(.full, one, transposed(extract(.lower, of: shadow)), to: g)
    let work = betweenInverses(symmetricInverse(), g)
    applyRight(part(extract(.lower, of: lower(content(.before("a")))), isUpper: false), to: work)
    copy(.lower, work, to: shadow)
  }

  /// dA = dL Lᵀ + L dLᵀ, while the factor is there
  func tangentOfCholeskyProduct() {
    let shadow = lower(shadow("a"))
    let factor = extract(.lower, of: lower(content(.before("a"))))
    let change = extract(.lower, of: shadow)
    let product = square(change.rows)
    multiply(one, change, transposed(factor), into: product)
    multiply(one, factor, transposed(change), into: product)
    copy(.lower, product, to: shadow)
  }

  /// dM = −M dA M
  func tangentOfCholeskyInverse() {
    let shadow = lower(shadow("a"))
    let change = extract(.lower, of: shadow)
    mirror(change)
    copy(.lower, betweenInverses(symmetricInverse(), change), to: shadow)
  }

  /// −B X B or −Bᵀ X Bᵀ with the inverse B, where X is the shadow.
  func deriveTriangularInverse(isTransposed: Bool) {
    let shadow = lower(shadow("a"))
    let isUnit = flag(.unitDiagonal)
    var inverse = part(extract(.lower, of: lower(content(.after("a")))), isUpper: false)
    inverse.isUnit = isUnit
    let wanted = builder.select(isUnit, region(.strictlyLower), region(.lower))
    let work = square(shadow.rows)
    builder.call(
      kernels.copy, [wanted, work.rows, work.columns] + strided(shadow).arguments + strided(work).arguments)
    apply(inverse, transposed: isTransposed, to: work)
    applyRight(inverse, transposed: isTransposed, to: work)
    scale(work, by: number.constant(-1.0))
    builder.call(
      kernels.copy, [wanted, work.rows, work.columns] + strided(work).arguments + strided(shadow).arguments)
  }
}
