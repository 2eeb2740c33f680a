// A vector or matrix as the calculus of linear algebra sees it: logical rows and columns, wherever the numbers lie.
//
// The library is always called for matrices stored column by column. A matrix that is stored row by row, or used as its
// transpose, is a view whose `isTransposed` is on: that is a value of the generated code, usually a constant.

import LLVM

struct ArrayView {
  enum Shape {
    case matrix
    /// A column, or a row.
    case vector(isRow: Bool)
    /// One triangle of a symmetric matrix, column by column without gaps.
    case packed
  }

  var shape: Shape
  var pointer: Value
  /// The leading dimension or the increment.
  var stride: Value
  var rows: Value
  var columns: Value
  /// Element (i, j) lies at i · stride + j instead of i + j · stride.
  var isTransposed: Value

  var isVector: Bool {
    if case .vector = shape { return true }
    return false
  }

  var isPacked: Bool {
    if case .packed = shape { return true }
    return false
  }

  var isRow: Bool {
    if case .vector(isRow: true) = shape { return true }
    return false
  }
}

/// A symmetric or triangular matrix: one triangle of a square array.
struct TriangleView {
  var pointer: Value
  var stride: Value
  var size: Value
  /// Of the array, stored column by column.
  var isUpper: Value
  /// Only for triangular matrices: the array is used as its transpose.
  var isTransposed: Value
  var isUnit: Value

  /// The same matrix in other memory.
  func at(_ pointer: Value, _ stride: Value) -> TriangleView {
    var other = self
    other.pointer = pointer
    other.stride = stride
    return other
  }
}

/// An array for a kernel: an address and the distances between rows and columns.
struct StridedArray {
  var pointer: Value
  var row: Value
  var column: Value

  var arguments: [Value] { [pointer, row, column] }
  var transposed: StridedArray { StridedArray(pointer: pointer, row: column, column: row) }
}
