// A damped oscillator, and how far it is from what was measured. Nothing here knows of derivatives.

import Nabla

/// A mass on a spring, with friction. What is to be found out.
@Differentiable
struct Oscillator {
  /// Force per length and mass.
  var stiffness: Double
  /// Force per speed and mass.
  var damping: Double
  /// The speed at the start.
  var push: Double
}

/// Where the oscillator was seen at some time.
struct Measurement {
  var time: Double
  var position: Double
}

/// The positions at steps of `timeStep`, from the fourth-order method of Runge and Kutta.
func trajectory(of oscillator: Oscillator, steps: Int, timeStep: Double) -> [Double] {
  func acceleration(_ position: Double, _ speed: Double) -> Double {
    -oscillator.stiffness * position - oscillator.damping * speed
  }
  var position = 0.0
  var speed = oscillator.push
  var positions = [position]
  for _ in 0..<steps {
    let (v1, a1) = (speed, acceleration(position, speed))
    let (v2, a2) = (speed + timeStep / 2 * a1, acceleration(position + timeStep / 2 * v1, speed + timeStep / 2 * a1))
    let (v3, a3) = (speed + timeStep / 2 * a2, acceleration(position + timeStep / 2 * v2, speed + timeStep / 2 * a2))
    let (v4, a4) = (speed + timeStep * a3, acceleration(position + timeStep * v3, speed + timeStep * a3))
    position += timeStep / 6 * (v1 + 2 * v2 + 2 * v3 + v4)
    speed += timeStep / 6 * (a1 + 2 * a2 + 2 * a3 + a4)
    positions.append(position)
  }
  return positions
}

/// The mean square of the distances between the model and the measurements.
func misfit(_ oscillator: Oscillator, _ measurements: [Measurement]) -> Double {
  let timeStep = 0.05
  let last = measurements.map(\.time).max() ?? 0
  let positions = trajectory(of: oscillator, steps: Int((last / timeStep).rounded(.up)) + 1, timeStep: timeStep)
  var sum = 0.0
  for measurement in measurements {
    let step = Int(measurement.time / timeStep)
    let fraction = measurement.time / timeStep - Double(step)
    let position = positions[step] * (1 - fraction) + positions[step + 1] * fraction
    sum += (position - measurement.position) * (position - measurement.position)
  }
  return sum / Double(measurements.count)
}
