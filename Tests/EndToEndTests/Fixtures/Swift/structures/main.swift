// Structs as parameters and inside: methods, operators, nested ones, arrays of them.

import Foundation
import Nabla

@Differentiable
struct Vector {
  var x: Double
  var y: Double

  static func + (a: Vector, b: Vector) -> Vector { Vector(x: a.x + b.x, y: a.y + b.y) }
  static func - (a: Vector, b: Vector) -> Vector { Vector(x: a.x - b.x, y: a.y - b.y) }
  static func * (s: Double, a: Vector) -> Vector { Vector(x: s * a.x, y: s * a.y) }
  var length: Double { (x * x + y * y).squareRoot() }
}

@Differentiable
struct Spring {
  var start: Vector
  var end: Vector
  var stiffness: Double

  func energy() -> Double {
    let stretch = (end - start).length - 1
    return 0.5 * stiffness * stretch * stretch
  }
}

@Gradient
func energy(_ spring: Spring) -> Double { spring.energy() }

@Gradient
func chain(_ x: [Double]) -> Double {
  var points: [Vector] = []
  for i in 0..<x.count / 2 { points.append(Vector(x: x[2 * i] + Double(i), y: x[2 * i + 1])) }
  var sum = 0.0
  for i in 1..<points.count { sum += Spring(start: points[i - 1], end: points[i], stiffness: 2).energy() }
  return sum
}

@Gradient
func projectile(_ speed: Double, angle: Double) -> Double {
  var position = Vector(x: 0, y: 0)
  var velocity = Vector(x: speed * cos(angle), y: speed * sin(angle))
  for _ in 0..<50 {
    let drag = -0.1 * velocity.length * velocity
    velocity = velocity + 0.02 * (drag + Vector(x: 0, y: -9.81))
    position = position + 0.02 * velocity
  }
  return position.x
}

func spring(_ v: [Double]) -> Spring {
  Spring(start: Vector(x: v[0], y: v[1]), end: Vector(x: v[2], y: v[3]), stiffness: v[4])
}

let v = [0.1, -0.3, 1.4, 0.7, 2.5]
let g = energyGradient(spring(v))
Check.gradient(
  "energy", [g.start.x, g.start.y, g.end.x, g.end.y, g.stiffness], of: { energy(spring($0)) }, at: v)
let x = sample(8)
Check.gradient("chain", chainGradient(x), of: chain, at: x)
let (speed, angle) = projectileGradient(10, angle: 0.6)
Check.gradient("projectile", [speed, angle], of: { projectile($0[0], angle: $0[1]) }, at: [10, 0.6])
Check.finish()
