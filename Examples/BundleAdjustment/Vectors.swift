// Small vectors with the operations that a camera model needs.

import Foundation
import Nabla

/// A point or an offset in an image.
@Differentiable
struct Vector2 {
  var x: Double
  var y: Double
}

/// A point, an offset or a rotation in space.
@Differentiable
struct Vector3 {
  var x: Double
  var y: Double
  var z: Double

  var squaredLength: Double { dot(self) }

  func dot(_ other: Vector3) -> Double {
    x * other.x + y * other.y + z * other.z
  }

  func cross(_ other: Vector3) -> Vector3 {
    Vector3(x: y * other.z - z * other.y, y: z * other.x - x * other.z, z: x * other.y - y * other.x)
  }

  static func + (a: Vector3, b: Vector3) -> Vector3 {
    Vector3(x: a.x + b.x, y: a.y + b.y, z: a.z + b.z)
  }

  static func - (a: Vector3, b: Vector3) -> Vector3 {
    Vector3(x: a.x - b.x, y: a.y - b.y, z: a.z - b.z)
  }

  static func * (factor: Double, vector: Vector3) -> Vector3 {
    Vector3(x: factor * vector.x, y: factor * vector.y, z: factor * vector.z)
  }

  /// This vector, turned about the axis of `rotation` by its length (Rodrigues' formula).
  func rotated(by rotation: Vector3) -> Vector3 {
    let squaredAngle = rotation.squaredLength
    guard squaredAngle != 0 else {
      return self + rotation.cross(self)
    }
    let angle = squaredAngle.squareRoot()
    let axis = (1 / angle) * rotation
    let cosine = cos(angle)
    return cosine * self + sin(angle) * axis.cross(self) + (axis.dot(self) * (1 - cosine)) * axis
  }
}
