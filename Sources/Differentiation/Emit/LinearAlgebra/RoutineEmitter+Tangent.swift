// The tangents of the equations. Writing dX for the shadow of X: before the primal call the old contents are there,
// behind it the new ones; each equation uses the moment that suits it, so that nothing has to be kept.

import DerivativeRules
import LLVM

extension RoutineEmitter {
  func emitTangentBefore() {
    let alpha = scalar("alpha")
    func old(_ name: String) -> ArrayView { content(.before(name)) }
    switch function.routine.equation {
    case .addScaled:
      if isActive("x") { add(alpha, shadow("x"), to: shadow("y")) }
      if let tangent = tangent("alpha") { add(tangent, old("x"), to: shadow("y")) }
    case .scale:
      let x = summands(shadow("x"))
      scale(x, by: alpha)
      if let tangent = tangent("alpha") { add(tangent, summands(old("x")), to: x) }
    case .copy:
      if isActive("x") { copy(shadow("x"), to: shadow("y")) } else { scale(shadow("y"), by: number.zero) }
    case .swap: swapShadows()
    case .rotate: tangentOfRotation()
    case .product(let left, let right, let target): tangentOfProduct(left, right, target)
    case .triangularProduct(let target): tangentOfTriangularProduct(target)
    case .triangularSolution(let target):
      if hasScalar("alpha") { scale(shadow(target), by: alpha) }
      if let tangent = tangent("alpha") { add(tangent, old(target), to: shadow(target)) }
    case .choleskyInverse: tangentOfCholeskyProduct()
    case .rankUpdate(let factor, let target): tangentOfRankUpdate(factor, target)
    case .rankTwoUpdate(let a, let b, let target): tangentOfRankTwoUpdate(a, b, target)
    default: break
    }
  }

  /// Behind the primal call; returns the tangent of the result.
  func emitTangentAfter() -> Value? {
    switch function.routine.equation {
    case .dot:
      let terms = [("x", "y"), ("y", "x")].filter { isActive($0.0) }.map { dot(shadow($0.0), content(.before($0.1))) }
      return terms.dropFirst().reduce(terms.first) { builder.fadd($0!, $1) }
    case .norm: return normFactor(dot(content(.before("x")), shadow("x")))
    case .absoluteSum:
      let x = summands(content(.before("x")))
      return run(kernels.signDot, summands(shadow("x")), strided(x).arguments)
    case .triangularSolution(let target): tangentOfTriangularSolution(target)
    case .cholesky: tangentOfCholesky()
    case .choleskySolution: tangentOfCholeskySolution()
    case .choleskyInverse: tangentOfCholeskyInverse()
    case .triangularInverse: deriveTriangularInverse(isTransposed: false)
    case .lu: tangentOfLU()
    case .luSolution: tangentOfLUSolution()
    default: break
    }
    return nil
  }

  private func tangentOfRotation() {
    let (x, y) = (shadow("x"), shadow("y"))
    call(
      "rot", ["n": x.rows, "c": scalar("c"), "s": scalar("s")],
      arrays: ["x": (x.pointer, x.stride), "y": (y.pointer, y.stride)])
    let (oldX, oldY) = (content(.before("x")), content(.before("y")))
    if let tangent = tangent("c") {
      add(tangent, oldX, to: x)
      add(tangent, oldY, to: y)
    }
    if let tangent = tangent("s") {
      add(tangent, oldY, to: x)
      add(builder.fneg(tangent), oldX, to: y)
    }
  }

  private func tangentOfProduct(_ left: Factor, _ right: Factor, _ target: String) {
    let result = turned(shadow(target))
    if hasScalar("beta") { scale(result, by: scalar("beta")) }
    if let tangent = tangent("beta") { add(tangent, turned(content(.before(target))), to: result) }
    let alpha = scalar("alpha")
    let (first, second) = (content(.before(left.name)), content(.before(right.name)))
    if isActive(left.name) { addProduct(alpha, left, shadow(left.name), right, second, to: result) }
    if isActive(right.name) { addProduct(alpha, left, first, right, shadow(right.name), to: result) }
    if let tangent = tangent("alpha") { addProduct(tangent, left, first, right, second, to: result) }
  }

  private func addProduct(
    _ alpha: Value, _ left: Factor, _ a: ArrayView, _ right: Factor, _ b: ArrayView, to target: ArrayView
  ) {
    if case .symmetric = left {
      multiply(alpha, triangle(a), factor(right, b), into: target)
    } else {
      multiply(alpha, factor(left, a), factor(right, b), into: target)
    }
  }

  /// factor · dT x in memory of its own; a diagonal that is not stored has no tangent.
  private func appliedTangent(_ factor: Value, to x: ArrayView) -> ArrayView {
    let tangent = triangular(shadow("a"))
    let product = copy(of: x)
    apply(tangent, factor, to: product)
    add(builder.select(tangent.isUnit, builder.fneg(factor), number.zero), x, to: product)
    return product
  }

  private func tangentOfTriangularProduct(_ target: String) {
    let result = turned(shadow(target))
    let old = turned(content(.before(target)))
    let matrix = triangular(content(.before("a")))
    apply(matrix, hasScalar("alpha") ? scalar("alpha") : nil, to: result)
    if isActive("a") { add(one, appliedTangent(scalar("alpha"), to: old), to: result) }
    if let tangent = tangent("alpha") {
      let product = copy(of: old)
      apply(matrix, tangent, to: product)
      add(one, product, to: result)
    }
  }

  private func tangentOfTriangularSolution(_ target: String) {
    let result = turned(shadow(target))
    if isActive("a") {
      add(number.constant(-1.0), appliedTangent(one, to: turned(content(.after(target)))), to: result)
    }
    apply(triangular(content(.before("a"))), inverse: true, to: result)
  }

  private func tangentOfRankUpdate(_ name: String, _ target: String) {
    let stored = startUpdate(target)
    defer { finish(stored, in: shadow(target)) }
    let x = factor(.plain(name), content(.before(name)))
    if isActive(name) { addRankTwo(scalar("alpha"), factor(.plain(name), shadow(name)), x, to: stored) }
    if let tangent = tangent("alpha") { addRankOne(tangent, x, to: stored) }
  }

  private func tangentOfRankTwoUpdate(_ a: String, _ b: String, _ target: String) {
    let stored = startUpdate(target)
    defer { finish(stored, in: shadow(target)) }
    let first = factor(.plain(a), content(.before(a)))
    let second = factor(.plain(b), content(.before(b)))
    if isActive(a) { addRankTwo(scalar("alpha"), factor(.plain(a), shadow(a)), second, to: stored) }
    if isActive(b) { addRankTwo(scalar("alpha"), first, factor(.plain(b), shadow(b)), to: stored) }
    if let tangent = tangent("alpha") { addRankTwo(tangent, first, second, to: stored) }
  }

  /// dC ← β dC + dβ C
  private func startUpdate(_ target: String) -> TriangleView {
    let stored = self.target(shadow(target))
    if hasScalar("beta") { run(kernels.scale, region(stored), stored, [scalar("beta")]) }
    if let tangent = tangent("beta") {
      run(kernels.add, region(stored), stored, [tangent] + strided(triangle(content(.before(target)))).arguments)
    }
    return stored
  }
}
