// Gradient descent. The gradient comes from Nabla; the rest is ordinary code.

import Nabla

/// Walks down the misfit, from `start`, with steps along the gradient of each parameter.
///
/// The step doubles while it pays and is halved until it does; the walk ends where no step pays any more.
func fit(_ measurements: [Measurement], from start: Oscillator) -> (oscillator: Oscillator, misfits: [Double]) {
  var oscillator = start
  var misfits: [Double] = []
  var step = 0.1
  while step > 1e-12, misfits.count < 20_000 {
    let (value, slope) = valueWithGradient(at: oscillator) { misfit($0, measurements) }
    misfits.append(value)
    step *= 2
    var next = oscillator
    repeat {
      step /= 2
      next.stiffness = oscillator.stiffness - step * slope.stiffness
      next.damping = oscillator.damping - step * slope.damping
      next.push = oscillator.push - step * slope.push
    } while !(misfit(next, measurements) < value) && step > 1e-12
    if misfit(next, measurements) < value { oscillator = next }
    step *= 1.5
    if let previous = misfits.dropLast().last, previous - value < 1e-14 { break }
  }
  return (oscillator, misfits)
}
