// The adjoints of the equations. Writing X̄ for the shadow of X: a call takes the adjoint of what it wrote, adds to the
// adjoints of what it read, and leaves in the shadow of what it overwrote the adjoint of the old content.

import DerivativeRules
import LLVM

extension RoutineEmitter {
  func emitReverse() {
    switch function.routine.equation {
    case .dot, .norm, .absoluteSum, .addScaled, .scale, .copy, .swap, .rotate: emitVectorReverse()
    case .product(let left, let right, let target): reverseProduct(left, right, target)
    case .triangularProduct(let target): reverseTriangularProduct(target)
    case .triangularSolution(let target): reverseTriangularSolution(target)
    case .rankUpdate(let factor, let target): reverseRankUpdate(factor, target)
    case .rankTwoUpdate(let a, let b, let target): reverseRankTwoUpdate(a, b, target)
    case .cholesky: reverseCholesky()
    case .choleskySolution: reverseCholeskySolution()
    case .choleskyInverse: reverseCholeskyInverse()
    case .triangularInverse: deriveTriangularInverse(isTransposed: true)
    case .lu: reverseLU()
    case .luSolution: reverseLUSolution()
    case .steps: break  // never met: `Prepare` calls the two routines
    }
  }

  // MARK: Vectors

  private func emitVectorReverse() {
    let alpha = scalar("alpha")
    func before(_ name: String) -> ArrayView { content(.before(name)) }
    switch function.routine.equation {
    case .dot:
      if isActive("x") { add(resultAdjoint!, before("y"), to: shadow("x")) }
      if isActive("y") { add(resultAdjoint!, before("x"), to: shadow("y")) }
    case .norm: add(normFactor(resultAdjoint!), before("x"), to: shadow("x"))
    case .absoluteSum:
      let (x, target) = (summands(before("x")), summands(shadow("x")))
      run(kernels.addSigns, target, [resultAdjoint!] + strided(x).arguments)
    case .addScaled:
      if isActive("alpha") { scalarAdjoints["alpha"] = dot(before("x"), shadow("y")) }
      if isActive("x") { add(alpha, shadow("y"), to: shadow("x")) }
    case .scale:
      let adjoint = summands(shadow("x"))
      if isActive("alpha") { scalarAdjoints["alpha"] = dot(summands(before("x")), adjoint) }
      scale(adjoint, by: alpha)
    case .copy:
      guard isActive("x") else {
        scale(shadow("y"), by: number.zero)
        return
      }
      run(kernels.move, shadow("y"), strided(shadow("x")).arguments)
    case .swap: swapShadows()
    default: reverseRotation()
    }
  }

  /// The adjoint divided by the norm; at zero, where the norm has no derivative, zero.
  func normFactor(_ adjoint: Value) -> Value {
    let isZero = builder.fcmp(.oeq, result!, number.zero)
    return builder.select(isZero, number.zero, builder.fdiv(adjoint, result!))
  }

  /// Nothing is read or scaled where the increment is not positive.
  func summands(_ vector: ArrayView) -> ArrayView {
    var part = vector
    part.rows = builder.select(builder.icmp(.sgt, vector.stride, long.zero), vector.rows, long.zero)
    return part
  }

  func swapShadows() {
    let (x, y) = (shadow("x"), shadow("y"))
    call("swap", ["n": x.rows], arrays: ["x": (x.pointer, x.stride), "y": (y.pointer, y.stride)])
  }

  private func reverseRotation() {
    let (x, y, c, s) = (shadow("x"), shadow("y"), scalar("c"), scalar("s"))
    let (old, other) = (ArrayContent.before("x"), ArrayContent.before("y"))
    if isActive("c") { scalarAdjoints["c"] = builder.fadd(dot(content(old), x), dot(content(other), y)) }
    if isActive("s") { scalarAdjoints["s"] = builder.fsub(dot(content(other), x), dot(content(old), y)) }
    call(
      "rot", ["n": x.rows, "c": c, "s": builder.fneg(s)],
      arrays: ["x": (x.pointer, x.stride), "y": (y.pointer, y.stride)])
  }

  // MARK: Products

  /// A factor, turned so that a structured matrix stands on the left.
  func factor(_ factor: Factor, _ view: ArrayView) -> ArrayView {
    switch factor {
    case .row: return transposed(view)
    case .symmetric: return view
    case .plain(let name): return transposed(view, if: builder.xor(turns(name), flag(.side)))
    }
  }

  private func turns(_ name: String) -> Value {
    if case .rankUpdate = function.routine.equation { return transposition(of: name) }
    if case .rankTwoUpdate = function.routine.equation { return transposition(of: name) }
    return function.routine.name.hasPrefix("ge") ? transposition(of: name) : off
  }

  func turned(_ view: ArrayView) -> ArrayView { transposed(view, if: flag(.side)) }

  private func reverseProduct(_ left: Factor, _ right: Factor, _ target: String) {
    let adjoint = turned(shadow(target))
    let alpha = scalar("alpha")
    if isActive("alpha") { scalarAdjoints["alpha"] = dot(adjoint, product(left, right, like: adjoint)) }
    if isActive("beta") { scalarAdjoints["beta"] = dot(adjoint, turned(content(.before(target)))) }
    if isActive(left.name) { reverseLeft(left, right, adjoint) }
    if isActive(right.name) {
      let into = factor(right, shadow(right.name))
      let matrix = content(.before(left.name))
      if case .symmetric = left {
        multiply(alpha, triangle(matrix), adjoint, into: into)
      } else {
        multiply(alpha, transposed(factor(left, matrix)), adjoint, into: into)
      }
    }
    if hasScalar("beta") { scale(adjoint, by: scalar("beta")) }
  }

  private func reverseLeft(_ left: Factor, _ right: Factor, _ adjoint: ArrayView) {
    let alpha = scalar("alpha")
    let other = factor(right, content(.before(right.name)))
    guard case .symmetric = left else {
      multiply(alpha, adjoint, transposed(other), into: factor(left, shadow(left.name)))
      return
    }
    // G = α C̄ Bᵀ belongs to all of the matrix: Gᵢⱼ + Gⱼᵢ to what is stored once, the diagonal only once.
    let target = target(shadow(left.name))
    addRankTwo(alpha, adjoint, other, to: target)
    let arguments = strided(adjoint).arguments + strided(other).arguments + diagonal(target).arguments
    builder.call(
      kernels.addProduct, [region(.full), adjoint.rows, adjoint.columns, builder.fneg(alpha)] + arguments)
    finish(target, in: shadow(left.name))
  }

  /// left · right in memory of its own.
  private func product(_ left: Factor, _ right: Factor, like target: ArrayView) -> ArrayView {
    let made = zeros(like: target)
    let other = factor(right, content(.before(right.name)))
    let matrix = content(.before(left.name))
    if case .symmetric = left {
      multiply(one, triangle(matrix), other, into: made)
    } else {
      multiply(one, factor(left, matrix), other, into: made)
    }
    return made
  }

  // MARK: Triangular matrices

  /// The triangular matrix, on the left.
  func triangular(_ view: ArrayView) -> TriangleView {
    var matrix = triangle(view)
    matrix.isTransposed = builder.xor(builder.xor(flag(.transposition("trans")), isRowMajor), flag(.side))
    return matrix
  }

  private func reverseTriangularProduct(_ target: String) {
    let adjoint = turned(shadow(target))
    let matrix = triangular(content(.before("a")))
    let alpha = scalar("alpha")
    if isActive("alpha") {
      let product = copy(of: turned(content(.before(target))))
      apply(matrix, to: product)
      scalarAdjoints["alpha"] = dot(adjoint, product)
    }
    if isActive("a") {
      addOuter(alpha, adjoint, turned(content(.before(target))), to: triangular(shadow("a")))
    }
    apply(matrix, transposed: true, hasScalar("alpha") ? alpha : nil, to: adjoint)
  }

  private func reverseTriangularSolution(_ target: String) {
    let adjoint = turned(shadow(target))
    apply(triangular(content(.before("a"))), inverse: true, transposed: true, to: adjoint)
    if isActive("alpha") { scalarAdjoints["alpha"] = dot(adjoint, turned(content(.before(target)))) }
    if isActive("a") {
      addOuter(number.constant(-1.0), adjoint, turned(content(.after(target))), to: triangular(shadow("a")))
    }
    if hasScalar("alpha") { scale(adjoint, by: scalar("alpha")) }
  }

  // MARK: Symmetric updates

  /// target += factor · (L + Lᵀ) x, where L is the stored triangle.
  private func addDoubled(_ factor: Value, _ stored: TriangleView, _ x: ArrayView, to target: ArrayView) {
    multiply(factor, stored, x, into: target)
    run(kernels.addProduct, target, [factor] + diagonal(stored).arguments + strided(x).arguments)
  }

  private func reverseRankUpdate(_ name: String, _ target: String) {
    let stored = triangle(shadow(target))
    let alpha = scalar("alpha")
    if isActive(name) || isActive("alpha") {
      let x = factor(.plain(name), content(.before(name)))
      if isActive("alpha") {
        let product = zeros(like: x)
        addDoubled(one, stored, x, to: product)
        scalarAdjoints["alpha"] = builder.fmul(dot(x, product), number.constant(0.5))
      }
      if isActive(name) { addDoubled(alpha, stored, x, to: factor(.plain(name), shadow(name))) }
    }
    finishUpdate(stored, target)
  }

  private func reverseRankTwoUpdate(_ a: String, _ b: String, _ target: String) {
    let stored = triangle(shadow(target))
    let alpha = scalar("alpha")
    func factor(_ name: String) -> ArrayView { self.factor(.plain(name), content(.before(name))) }
    if isActive("alpha") {
      let product = zeros(like: factor(a))
      addDoubled(one, stored, factor(b), to: product)
      scalarAdjoints["alpha"] = dot(factor(a), product)
    }
    if isActive(a) { addDoubled(alpha, stored, factor(b), to: self.factor(.plain(a), shadow(a))) }
    if isActive(b) { addDoubled(alpha, stored, factor(a), to: self.factor(.plain(b), shadow(b))) }
    finishUpdate(stored, target)
  }

  private func finishUpdate(_ stored: TriangleView, _ target: String) {
    guard hasScalar("beta") else { return }
    if isActive("beta") {
      let old = triangle(content(.before(target)))
      scalarAdjoints["beta"] = run(kernels.dot, region(stored), stored, strided(old).arguments)
    }
    run(kernels.scale, region(stored), stored, [scalar("beta")])
  }
}
