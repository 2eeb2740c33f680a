// Members of types: methods, static functions, initialisers, computed properties, subscripts, in extensions and nested.

import Foundation
import Nabla

@Differentiable
struct Point: Equatable {
  var x: Double
  var y: Double

  /// How far it is from the origin.
  @Gradient
  @Derivative
  var length: Double { (x * x + y * y).squareRoot() }

  /// Polar coordinates.
  @Derivative
  @Pullback
  init(radius: Double, angle: Double) {
    x = radius * cos(angle)
    y = radius * sin(angle)
  }

  init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  @Gradient(wrt: "self", "weight")
  subscript(index: Int, weight weight: Double) -> Double { (index == 0 ? x : y) * weight }

  @Gradient
  func dot(_ other: Point) -> Double { x * other.x + y * other.y }

  @Gradient
  func norm() -> Double { x * x + y * y }

  @Autodiff(.reverse, .duplicated, .active)
  @Autodiff(.forward, .dual, .dual)
  mutating func scale(by factor: Double) { (x, y) = (x * factor, y * factor * factor) }

  struct Line {
    @Gradient
    static func value(at t: Double, slope: Double) -> Double { t * slope }
  }
}

extension Point {
  @Gradient
  static func distance(_ a: Point, _ b: Point) -> Double {
    let (dx, dy) = (a.x - b.x, a.y - b.y)
    return dx * dx + dy * dy
  }
}

enum Law {
  case linear, quadratic
  @Gradient(wrt: "x")
  func apply(_ x: Double) -> Double { self == .linear ? x : x * x }
}

final class Spring {
  let stiffness = 3.0
  @Gradient(wrt: "length")
  func energy(_ length: Double) -> Double { 0.5 * stiffness * length * length }
  @Gradient(wrt: "force")
  class func work(_ force: Double) -> Double { force * force }
}

let p = Point(x: 3, y: 4)
Check.equal("property", [p.lengthGradient().x, p.lengthGradient().y], [0.6, 0.8])
Check.equal("along", p.lengthDerivative(along: Point(x: 1, y: 0)).derivative, 0.6)
let turn = Point.initDerivative(radius: 2, angle: 0.5, along: (radius: 0, angle: 1)).derivative
Check.equal("initialiser", [turn.x, turn.y], [-2 * sin(0.5), 2 * cos(0.5)])
let polar = Point.initPullback(radius: 2, angle: 0.5)(Point(x: 1, y: 0))
Check.equal("initialiser adjoint", [polar.radius, polar.angle], [cos(0.5), -2 * sin(0.5)])
let (point, weight) = p.subscriptGradient(1, weight: 5)
Check.equal("subscript", [point.x, point.y, weight], [0, 5, 4])
Check.equal("method", [p.dotGradient(Point(x: 7, y: 8)).x, p.dotGradient(Point(x: 7, y: 8)).y], [3, 4])
Check.equal("self", [p.normGradient().x, p.normGradient().y], [6, 8])
Check.equal(
  "nested", [Point.Line.valueGradient(at: 2, slope: 3).t, Point.Line.valueGradient(at: 2, slope: 3).slope], [3, 2])
let (a, b) = Point.distanceGradient(p, Point(x: 1, y: 1))
Check.equal("static", [a.x, a.y, b.x, b.y], [4, 6, -4, -6])
Check.equal("enum", [Law.linear.applyGradient(3), Law.quadratic.applyGradient(3)], [1, 6])
Check.equal("class", [Spring().energyGradient(2), Spring.workGradient(3)], [6, 6])

var moving = p
var shadow = Point(x: 1, y: 10)
let factor = moving.scaleReverse(dself: &shadow, by: 2)
Check.equal("mutating", [moving.x, moving.y], [6, 16])
Check.equal("shadow", [shadow.x, shadow.y, factor], [2, 40, 3 + 10 * 16])
moving = p
shadow = Point(x: 1, y: 10)
moving.scaleForward(dself: &shadow, by: 2, dfactor: 1)
Check.equal("tangent", [shadow.x, shadow.y], [2 + 3, 40 + 16])
Check.finish()
