// The gradient of the Gaussian mixture objective as a careful person writes it: derived on paper, only what is needed
// kept from the forward sweep (one point's z and x - µ for every component). The yardstick for the generated gradient.

import Foundation

/// The value and the gradient of `objective`, by hand.
func handWrittenValueWithGradient(
  _ parameters: Parameters, data: Observations
) -> (value: Double, gradient: Parameters) {
  var sweep = HandWrittenSweep(parameters, data)
  for i in 0..<data.count {
    sweep.add(point: i)
  }
  sweep.addNormalisation()
  return (sweep.value + logPrior(parameters, data), sweep.finish())
}

/// The sums over the points, and the scratch space for one point.
private struct HandWrittenSweep {
  let parameters: Parameters
  let data: Observations
  let d: Int
  let k: Int
  let diagonals: [Double]
  let offsets: [Double]

  var value = 0.0
  var alpha: [Double]
  var mu: [Double]
  var diagonalGradient: [Double]
  var l: [Double]

  var centred: [Double]
  var scaled: [Double]
  var terms: [Double]
  var adjoint: [Double]

  init(_ parameters: Parameters, _ data: Observations) {
    self.parameters = parameters
    self.data = data
    let (d, k) = (data.dimension, parameters.alpha.count)
    self.d = d
    self.k = k
    diagonals = parameters.q.map { exp($0) }
    offsets = (0..<k).map { c in parameters.alpha[c] + parameters.q[c * d..<(c + 1) * d].reduce(0, +) }
    alpha = Array(repeating: 0, count: k)
    mu = Array(repeating: 0, count: k * d)
    diagonalGradient = mu
    l = Array(repeating: 0, count: parameters.l.count)
    centred = mu
    scaled = mu
    terms = alpha
    adjoint = Array(repeating: 0, count: d)
  }

  /// Adds the log-density of one point and its derivatives.
  mutating func add(point i: Int) {
    for c in 0..<k {
      transform(point: i, component: c)
    }
    let logDensity = logSumExp(terms)
    value += logDensity
    for c in 0..<k {
      addDerivatives(component: c, weight: exp(terms[c] - logDensity))
    }
  }

  /// Computes x - µ, z = Q(x - µ) and the term of one component.
  private mutating func transform(point i: Int, component c: Int) {
    let start = c * d
    for j in 0..<d {
      centred[start + j] = data.points[i * d + j] - parameters.mu[start + j]
      scaled[start + j] = diagonals[start + j] * centred[start + j]
    }
    var entry = c * d * (d - 1) / 2
    for column in 0..<d {
      let x = centred[start + column]
      for row in (column + 1)..<d {
        scaled[start + row] += parameters.l[entry] * x
        entry += 1
      }
    }
    var squares = 0.0
    for j in start..<start + d {
      squares += scaled[j] * scaled[j]
    }
    terms[c] = offsets[c] - 0.5 * squares
  }

  /// Adds the derivatives of one component's term, times `weight`.
  private mutating func addDerivatives(component c: Int, weight: Double) {
    let start = c * d
    alpha[c] += weight
    for j in 0..<d {
      adjoint[j] = -weight * scaled[start + j]
      diagonalGradient[start + j] += adjoint[j] * centred[start + j]
      mu[start + j] -= adjoint[j] * diagonals[start + j]
    }
    var entry = c * d * (d - 1) / 2
    for column in 0..<d {
      let x = centred[start + column]
      var sum = 0.0
      for row in (column + 1)..<d {
        l[entry] += adjoint[row] * x
        sum += adjoint[row] * parameters.l[entry]
        entry += 1
      }
      mu[start + column] -= sum
    }
  }

  /// Subtracts n (d/2 log 2π + logSumExp(α)).
  mutating func addNormalisation() {
    let n = Double(data.count)
    value -= n * (0.5 * Double(d) * log(2 * Double.pi) + logSumExp(parameters.alpha))
  }

  /// The gradient with respect to the parameters, with the prior and the normalisation.
  func finish() -> Parameters {
    let n = Double(data.count)
    let gammaSquared = data.gamma * data.gamma
    let logWeight = logSumExp(parameters.alpha)
    var gradient = Parameters(alpha: alpha, mu: mu, q: diagonalGradient, l: l)
    for c in 0..<k {
      gradient.alpha[c] -= n * exp(parameters.alpha[c] - logWeight)
      for j in c * d..<(c + 1) * d {
        let throughDiagonal = diagonalGradient[j] - gammaSquared * diagonals[j]
        gradient.q[j] = throughDiagonal * diagonals[j] + alpha[c] + Double(data.m)
      }
    }
    for entry in l.indices {
      gradient.l[entry] -= gammaSquared * parameters.l[entry]
    }
    return gradient
  }
}
