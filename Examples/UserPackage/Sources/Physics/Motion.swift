// A falling body with friction, and its state. Nothing here is inlinable: other modules see the declarations only.

import RealModule

/// Where a body is and how fast it moves.
public struct Body: Sendable {
  public var height: Double
  public var speed: Double

  public init(height: Double, speed: Double) {
    self.height = height
    self.speed = speed
  }
}

/// The body after a fall of `duration` seconds in small steps, slowed down by `friction`.
public func fall(_ body: Body, friction: Double, duration: Double) -> Body {
  var body = body
  let step = duration / 100
  for _ in 0..<100 {
    body.speed -= step * (gravity + friction * body.speed)
    body.height += step * body.speed
  }
  return body
}

/// Logistic growth, generic over the precision.
public func logistic<Number: Real>(_ x: Number, steepness: Number) -> Number {
  1 / (1 + Number.exp(-steepness * x))
}

let gravity = 9.81
