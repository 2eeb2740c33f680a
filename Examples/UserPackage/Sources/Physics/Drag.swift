// What slows vehicles down: a protocol, classes and an error that other targets use.

/// A force against the motion.
public protocol Drag<Coefficient> {
  associatedtype Coefficient
  var coefficient: Coefficient { get }
  func force(speed: Double) -> Double
}

public struct RollingDrag: Drag {
  public var coefficient: Double

  public init(coefficient: Double) { self.coefficient = coefficient }

  public func force(speed: Double) -> Double { coefficient * speed }
}

public struct AirDrag: Drag {
  public var coefficient: Double

  public init(coefficient: Double) { self.coefficient = coefficient }

  public func force(speed: Double) -> Double { coefficient * speed * speed }
}

open class Vehicle {
  public let mass: Double

  public init(mass: Double) { self.mass = mass }

  open func weight() -> Double { mass * gravity }
}

public final class Truck: Vehicle {
  public let load: Double

  public init(mass: Double, load: Double) {
    self.load = load
    super.init(mass: mass)
  }

  public override func weight() -> Double { super.weight() + load * load }
}

public enum DragError: Error, Equatable { case noMass(Double) }

/// How fast all forces together slow a vehicle down.
public func deceleration(of vehicle: Vehicle, by drags: [any Drag<Double>], speed: Double) throws -> Double {
  guard vehicle.weight() > 0 else { throw DragError.noMass(vehicle.mass) }
  return drags.reduce(0) { $0 + $1.force(speed: speed) * $1.coefficient } / vehicle.weight()
}
