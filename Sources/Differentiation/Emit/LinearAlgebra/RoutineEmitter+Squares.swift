// Square arrays in memory of their own, as derivatives of factorisations use them: parts that are taken out and put back,
// triangles that are mirrored, factors that stand on the right, exchanged rows.

import DerivativeRules
import LLVM

extension RoutineEmitter {
  /// A square array of zeros, column by column.
  func square(_ size: Value) -> ArrayView {
    ArrayView(
      shape: .matrix, pointer: temporary(builder.mul(size, size)), stride: atLeastOne(size), rows: size, columns: size,
      isTransposed: off)
  }

  func part(_ view: ArrayView, isUpper: Bool, isUnit: Bool = false) -> TriangleView {
    let bit = support.integerType(1)
    return TriangleView(
      pointer: view.pointer, stride: view.stride, size: view.rows, isUpper: bit.constant(isUpper ? 1 : 0),
      isTransposed: off, isUnit: bit.constant(isUnit ? 1 : 0))
  }

  /// The stored triangle of a symmetric matrix or Cholesky factor, as if it were the lower one.
  func lower(_ view: ArrayView) -> ArrayView { transposed(view, if: flag(.triangle)) }

  /// Copies a region into zeros.
  func extract(_ wanted: MatrixRegion, of view: ArrayView) -> ArrayView {
    let made = square(view.rows)
    copy(wanted, view, to: made)
    return made
  }

  func copy(_ wanted: MatrixRegion, _ source: ArrayView, to target: ArrayView) {
    let arguments = strided(source).arguments + strided(target).arguments
    builder.call(kernels.copy, [region(wanted), target.rows, target.columns] + arguments)
  }

  func add(_ wanted: MatrixRegion, _ factor: Value, _ source: ArrayView, to target: ArrayView) {
    let arguments = [factor] + strided(source).arguments + strided(target).arguments
    builder.call(kernels.add, [region(wanted), target.rows, target.columns] + arguments)
  }

  /// Clears a region.
  func clear(_ wanted: MatrixRegion, of view: ArrayView) {
    builder.call(
      kernels.scale, [region(wanted), view.rows, view.columns, number.zero] + strided(view).arguments)
  }

  func halveDiagonal(_ view: ArrayView) {
    let diagonal = diagonal(part(view, isUpper: false))
    builder.call(
      kernels.scale,
      [region(.full), view.rows, long.constant(1), number.constant(0.5)] + diagonal.arguments)
  }

  /// Makes the upper triangle the mirror of the lower one.
  func mirror(_ view: ArrayView) { copy(.strictlyUpper, transposed(view), to: view) }

  /// A copy column by column.
  func columns(_ view: ArrayView) -> ArrayView {
    let made = ArrayView(
      shape: .matrix, pointer: temporary(builder.mul(view.rows, view.columns)), stride: atLeastOne(view.rows),
      rows: view.rows, columns: view.columns, isTransposed: off)
    copy(view, to: made)
    return made
  }

  /// x ← x T, or with T⁻¹ or their transposes.
  func applyRight(
    _ matrix: TriangleView, inverse: Bool = false, transposed isTransposed: Bool = false, to x: ArrayView
  ) {
    // xᵀ ← Tᵀ xᵀ
    apply(matrix, inverse: inverse, transposed: !isTransposed, to: transposed(x))
  }

  func exchangeRows(_ view: ArrayView, isAfter: Bool, backwards: Bool) {
    let kernel = kernels.exchangeRows(integerBits: function.interface.integerBits)
    let bit = support.integerType(1).constant(backwards ? 1 : 0)
    builder.call(
      kernel,
      [view.columns] + strided(view).arguments + [pivots(isAfter: isAfter), view.rows, bit])
  }
}
