// The residuals of ADBench's bundle adjustment problem: how far the image of a point in a camera lies from where it was
// seen. Ordinary Swift; only the attributes speak of derivatives. The Jacobian takes two gradients per observation.

import Nabla

/// A camera: where it stands, how it is turned, and how its lens maps directions to the image.
@Differentiable
struct Camera {
  var rotation: Vector3
  var center: Vector3
  var focalLength: Double
  var principalPoint: Vector2
  /// The radial distortion: 1 + k₁r² + k₂r⁴.
  var k1: Double
  var k2: Double

  /// Where `point` appears in the image.
  func project(_ point: Vector3) -> Vector2 {
    let seen = (point - center).rotated(by: rotation)
    let x = seen.x / seen.z
    let y = seen.y / seen.z
    let squaredRadius = x * x + y * y
    let scale = focalLength * (1 + k1 * squaredRadius + k2 * squaredRadius * squaredRadius)
    return Vector2(x: scale * x + principalPoint.x, y: scale * y + principalPoint.y)
  }
}

/// All that one observation depends on.
@Differentiable
struct Unknowns {
  var camera: Camera
  var point: Vector3
  var weight: Double
}

/// A direction in the image.
enum Axis: CaseIterable {
  case x, y
}

/// The weighted distance between the image of a point and where it was seen, along one axis of the image.
@Gradient(wrt: "unknowns")
func residual(_ unknowns: Unknowns, feature: Vector2, axis: Axis) -> Double {
  let image = unknowns.camera.project(unknowns.point)
  switch axis {
  case .x: return unknowns.weight * (image.x - feature.x)
  case .y: return unknowns.weight * (image.y - feature.y)
  }
}

/// How far a weight is from one.
func weightResidual(_ weight: Double) -> Double {
  1 - weight * weight
}
