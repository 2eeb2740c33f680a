// The vocabulary in which derivatives of routines are written: products and triangular operations as calls of the
// library, everything else as kernels. The library sees matrices stored column by column only.

import DerivativeRules
import LLVM

extension RoutineEmitter {
  // MARK: Views

  func transposed(_ view: ArrayView) -> ArrayView {
    var other = view
    if case .vector(let isRow) = view.shape { other.shape = .vector(isRow: !isRow) }
    (other.rows, other.columns) = (view.columns, view.rows)
    if !view.isVector { other.isTransposed = builder.not(view.isTransposed) }
    return other
  }

  /// The transpose if the flag is on; only for matrices.
  func transposed(_ view: ArrayView, if flag: Value) -> ArrayView {
    if view.isVector { return view }
    var other = view
    other.rows = builder.select(flag, view.columns, view.rows)
    other.columns = builder.select(flag, view.rows, view.columns)
    other.isTransposed = builder.xor(view.isTransposed, flag)
    return other
  }

  func storedRows(_ view: ArrayView) -> Value { builder.select(view.isTransposed, view.columns, view.rows) }
  func storedColumns(_ view: ArrayView) -> Value { builder.select(view.isTransposed, view.rows, view.columns) }

  /// The view for kernels. A vector with a negative increment begins at its end.
  func strided(_ view: ArrayView) -> StridedArray {
    guard view.isVector else {
      let unit = long.constant(1)
      return StridedArray(
        pointer: view.pointer, row: builder.select(view.isTransposed, view.stride, unit),
        column: builder.select(view.isTransposed, unit, view.stride))
    }
    let count = view.isRow ? view.columns : view.rows
    let isNegative = builder.icmp(.slt, view.stride, long.zero)
    let offset = builder.mul(builder.sub(long.constant(1), count), view.stride)
    let start = builder.gep(number, view.pointer, [builder.select(isNegative, offset, long.zero)])
    let array = StridedArray(pointer: start, row: view.stride, column: long.zero)
    return view.isRow ? array.transposed : array
  }

  /// The triangle of a square array that belongs to the stored view; of a packed matrix, a copy.
  func triangle(_ view: ArrayView) -> TriangleView {
    guard view.isPacked else { return storedTriangle(view) }
    let copy = unpackedZeros(view)
    builder.call(
      kernels.unpack, [region(copy), view.rows, view.rows] + packed(view).arguments + strided(copy).arguments)
    return copy
  }

  /// Where to add what belongs to a triangle; a packed one gets its part when that is `finished`.
  func target(_ view: ArrayView) -> TriangleView { view.isPacked ? unpackedZeros(view) : storedTriangle(view) }

  func finish(_ target: TriangleView, in view: ArrayView) {
    guard view.isPacked else { return }
    builder.call(
      kernels.pack, [region(target), view.rows, view.rows] + packed(view).arguments + strided(target).arguments)
  }

  private func packed(_ view: ArrayView) -> StridedArray {
    StridedArray(pointer: view.pointer, row: long.constant(1), column: view.rows)
  }

  private func unpackedZeros(_ view: ArrayView) -> TriangleView {
    var whole = view
    whole.pointer = temporary(builder.mul(view.rows, view.rows))
    whole.stride = atLeastOne(view.rows)
    return storedTriangle(whole)
  }

  private func storedTriangle(_ view: ArrayView) -> TriangleView {
    TriangleView(
      pointer: view.pointer, stride: view.stride, size: view.rows,
      isUpper: builder.xor(flag(.triangle), isRowMajor), isTransposed: off, isUnit: flag(.unitDiagonal))
  }

  func strided(_ triangle: TriangleView) -> StridedArray {
    StridedArray(pointer: triangle.pointer, row: long.constant(1), column: triangle.stride)
  }

  func diagonal(_ triangle: TriangleView) -> StridedArray {
    StridedArray(
      pointer: triangle.pointer, row: builder.add(triangle.stride, long.constant(1)), column: long.zero)
  }

  // MARK: Kernels

  func region(_ region: MatrixRegion) -> Value { support.integerType(32).constant(region.rawValue) }

  /// The numbers that a triangular matrix consists of.
  func region(_ triangle: TriangleView) -> Value {
    let upper = builder.select(triangle.isUnit, region(.strictlyUpper), region(.upper))
    let lower = builder.select(triangle.isUnit, region(.strictlyLower), region(.lower))
    return builder.select(triangle.isUpper, upper, lower)
  }

  func copy(_ source: ArrayView, to target: ArrayView) {
    run(kernels.copy, target, strided(source).arguments)
  }

  /// target += factor · source
  func add(_ factor: Value, _ source: ArrayView, to target: ArrayView) {
    run(kernels.add, target, [factor] + strided(source).arguments)
  }

  func scale(_ target: ArrayView, by factor: Value) { run(kernels.scale, target, [factor]) }

  func dot(_ a: ArrayView, _ b: ArrayView) -> Value { run(kernels.dot, b, strided(a).arguments) }

  /// Runs a kernel whose target is all of a view.
  @discardableResult
  func run(_ kernel: Function, _ target: ArrayView, _ before: [Value]) -> Value {
    builder.call(kernel, [region(.full), target.rows, target.columns] + before + strided(target).arguments)
  }

  /// Runs a kernel whose target is a triangle.
  @discardableResult
  func run(_ kernel: Function, _ region: Value, _ target: TriangleView, _ before: [Value]) -> Value {
    builder.call(kernel, [region, target.size, target.size] + before + strided(target).arguments)
  }

  // MARK: Library

  /// Calls a routine by the names of its arguments; flags that are not given are off, scalars one.
  func call(
    _ name: String, _ numbers: [String: Value], flags: [RoutineArgument: Value] = [:],
    arrays: [String: (Value, Value)]
  ) {
    let routine = function.sibling(name)
    let arguments = routine.operands.map { kind in
      switch kind {
      case .layout: off
      case .flag(let flag): flags[flag] ?? off
      case .size(let name): numbers[name]!
      case .scalar(let name): numbers[name] ?? one
      case .array(let argument): arrays[argument.arrayName!]!.0
      case .stride(let name): arrays[name]!.1
      }
    }
    builder.call(routine.declaration(in: module), arguments)
  }

  /// target += α x · y
  func multiply(_ alpha: Value, _ x: ArrayView, _ y: ArrayView, into target: ArrayView) {
    if target.isRow {
      multiply(alpha, transposed(y), transposed(x), into: transposed(target))
    } else if target.isVector {
      call(
        "gemv", ["m": storedRows(x), "n": storedColumns(x), "alpha": alpha],
        flags: [.transposition("trans"): x.isTransposed],
        arrays: ["a": (x.pointer, x.stride), "x": (y.pointer, y.stride), "y": (target.pointer, target.stride)])
    } else if x.isVector {
      multiplyVectors(alpha, x, y, into: target)
    } else {
      multiplyMatrices(alpha, x, y, into: target)
    }
  }

  private func multiplyVectors(_ alpha: Value, _ x: ArrayView, _ y: ArrayView, into target: ArrayView) {
    let turn = target.isTransposed
    let first = (builder.select(turn, y.pointer, x.pointer), builder.select(turn, y.stride, x.stride))
    let second = (builder.select(turn, x.pointer, y.pointer), builder.select(turn, x.stride, y.stride))
    call(
      "ger", ["m": storedRows(target), "n": storedColumns(target), "alpha": alpha],
      arrays: ["x": first, "y": second, "a": (target.pointer, target.stride)])
  }

  private func multiplyMatrices(_ alpha: Value, _ x: ArrayView, _ y: ArrayView, into target: ArrayView) {
    let turn = target.isTransposed
    func choose(_ a: Value, _ b: Value) -> Value { builder.select(turn, b, a) }
    call(
      "gemm",
      ["m": storedRows(target), "n": storedColumns(target), "k": x.columns, "alpha": alpha],
      flags: [
        .transposition("transa"): choose(x.isTransposed, builder.not(y.isTransposed)),
        .transposition("transb"): choose(y.isTransposed, builder.not(x.isTransposed)),
      ],
      arrays: [
        "a": (choose(x.pointer, y.pointer), choose(x.stride, y.stride)),
        "b": (choose(y.pointer, x.pointer), choose(y.stride, x.stride)),
        "c": (target.pointer, target.stride),
      ])
  }

  /// target += α S · x with a symmetric S. Both are stored in the same order.
  func multiply(_ alpha: Value, _ symmetric: TriangleView, _ x: ArrayView, into target: ArrayView) {
    let matrix = (symmetric.pointer, symmetric.stride)
    if x.isVector {
      call(
        "symv", ["n": symmetric.size, "alpha": alpha], flags: [.triangle: symmetric.isUpper],
        arrays: ["a": matrix, "x": (x.pointer, x.stride), "y": (target.pointer, target.stride)])
    } else {
      call(
        "symm", ["m": storedRows(x), "n": storedColumns(x), "alpha": alpha],
        flags: [.side: x.isTransposed, .triangle: symmetric.isUpper],
        arrays: ["a": matrix, "b": (x.pointer, x.stride), "c": (target.pointer, target.stride)])
    }
  }

  /// x ← α T x or α T⁻¹ x, or with the transpose of T.
  func apply(
    _ triangular: TriangleView, inverse: Bool = false, transposed: Bool = false, _ alpha: Value? = nil,
    to x: ArrayView
  ) {
    let matrix = (triangular.pointer, triangular.stride)
    var trans = triangular.isTransposed
    if transposed { trans = builder.not(trans) }
    var flags: [RoutineArgument: Value] = [.triangle: triangular.isUpper, .unitDiagonal: triangular.isUnit]
    if x.isVector {
      flags[.transposition("trans")] = trans
      call(
        inverse ? "trsv" : "trmv", ["n": triangular.size], flags: flags,
        arrays: ["a": matrix, "x": (x.pointer, x.stride)])
      if let alpha { scale(x, by: alpha) }
    } else {
      flags[.side] = x.isTransposed
      flags[.transposition("trans")] = builder.xor(trans, x.isTransposed)
      call(
        inverse ? "trsm" : "trmm", ["m": storedRows(x), "n": storedColumns(x), "alpha": alpha ?? one], flags: flags,
        arrays: ["a": matrix, "b": (x.pointer, x.stride)])
    }
  }

  /// The triangle of target += α (x yᵀ + y xᵀ). Both are stored in the same order.
  func addRankTwo(_ alpha: Value, _ x: ArrayView, _ y: ArrayView, to target: TriangleView) {
    let (first, second) = ((x.pointer, x.stride), (y.pointer, y.stride))
    let matrix = (target.pointer, target.stride)
    if x.isVector {
      call(
        "syr2", ["n": target.size, "alpha": alpha], flags: [.triangle: target.isUpper],
        arrays: ["x": first, "y": second, "a": matrix])
    } else {
      call(
        "syr2k", ["n": target.size, "k": x.columns, "alpha": alpha],
        flags: [.triangle: target.isUpper, .transposition("trans"): x.isTransposed],
        arrays: ["a": first, "b": second, "c": matrix])
    }
  }

  /// The triangle of target += α x xᵀ.
  func addRankOne(_ alpha: Value, _ x: ArrayView, to target: TriangleView) {
    let (factor, matrix) = ((x.pointer, x.stride), (target.pointer, target.stride))
    if x.isVector {
      call(
        "syr", ["n": target.size, "alpha": alpha], flags: [.triangle: target.isUpper],
        arrays: ["x": factor, "a": matrix])
    } else {
      call(
        "syrk", ["n": target.size, "k": x.columns, "alpha": alpha],
        flags: [.triangle: target.isUpper, .transposition("trans"): x.isTransposed],
        arrays: ["a": factor, "c": matrix])
    }
  }

  /// The numbers of a triangular matrix += factor · (x yᵀ).
  func addOuter(_ factor: Value, _ x: ArrayView, _ y: ArrayView, to target: TriangleView) {
    let turn = target.isTransposed
    guard x.isVector else {
      var whole = ArrayView(
        shape: .matrix, pointer: target.pointer, stride: target.stride, rows: target.size, columns: target.size,
        isTransposed: turn)
      whole = zeros(like: whole)
      multiply(factor, x, transposed(y), into: whole)
      let source = StridedArray(pointer: whole.pointer, row: long.constant(1), column: whole.stride)
      run(kernels.add, region(target), target, [one] + source.arguments)
      return
    }
    let (a, b) = (strided(x), strided(y))
    let rows = StridedArray(
      pointer: builder.select(turn, b.pointer, a.pointer), row: builder.select(turn, b.row, a.row), column: long.zero)
    let columns = StridedArray(
      pointer: builder.select(turn, a.pointer, b.pointer), row: long.zero, column: builder.select(turn, a.row, b.row))
    run(kernels.addProduct, region(target), target, [factor] + rows.arguments + columns.arguments)
  }
}
