// Derivatives through protocols, classes, casts and errors of another target: their types are the same in derivatives.

import Nabla
import Physics

/// What a fleet loses in speed.
@Gradient
public func fleetDeceleration(masses: [Double], coefficients: [Double]) throws -> Double {
  let fleet = [Vehicle(mass: masses[0]), Truck(mass: masses[1], load: masses[0])]
  let drags: [any Drag<Double>] = [RollingDrag(coefficient: coefficients[0]), AirDrag(coefficient: coefficients[1])]
  return try fleet.reduce(0) { sum, vehicle in
    let slowed = try deceleration(of: vehicle, by: drags, speed: 3)
    guard let truck = vehicle as? Truck else { return sum + slowed }
    return sum + slowed * truck.load
  }
}
