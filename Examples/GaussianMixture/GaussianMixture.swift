// The objective of ADBench's Gaussian mixture problem: the log-likelihood of points under a mixture of normal
// distributions, plus a Wishart prior on the covariances. Ordinary Swift; only the attributes speak of derivatives.

import Foundation
import Nabla

/// What is fitted. Matrices are stored row by row, one row per component of the mixture.
@Differentiable
struct Parameters {
  /// The logarithms of the components' weights, up to a common constant.
  var alpha: [Double]
  /// The centres of the components.
  var mu: [Double]
  /// The logarithms of the diagonals of the matrices Q, where QᵀQ is a component's inverse covariance.
  var q: [Double]
  /// The entries of the matrices Q below the diagonal, column by column.
  var l: [Double]
}

/// What is given: the points and the two numbers of the prior.
struct Observations {
  var dimension: Int
  var points: [Double]
  var gamma: Double
  var m: Int

  var count: Int { points.count / dimension }
}

/// The logarithm of the posterior density, to be maximised.
@Gradient(wrt: "parameters")
func objective(_ parameters: Parameters, data: Observations) -> Double {
  logLikelihood(parameters, data) + logPrior(parameters, data)
}

/// The logarithm of the density of all points.
func logLikelihood(_ parameters: Parameters, _ data: Observations) -> Double {
  let d = data.dimension
  let k = parameters.alpha.count
  let diagonals = parameters.q.map { exp($0) }
  let logDeterminants = (0..<k).map { c in parameters.q[c * d..<(c + 1) * d].reduce(0, +) }

  var centred = [Double](repeating: 0, count: d)
  var scaled = [Double](repeating: 0, count: d)
  var terms = [Double](repeating: 0, count: k)
  var total = 0.0
  for i in 0..<data.count {
    for c in 0..<k {
      for j in 0..<d {
        centred[j] = data.points[i * d + j] - parameters.mu[c * d + j]
      }
      multiply(diagonals, parameters.l, component: c, by: centred, into: &scaled)
      terms[c] = parameters.alpha[c] + logDeterminants[c] - 0.5 * squaredNorm(scaled)
    }
    total += logSumExp(terms)
  }
  let n = Double(data.count)
  return total - n * (0.5 * Double(d) * log(2 * Double.pi) + logSumExp(parameters.alpha))
}

/// Computes Qv for the lower triangular matrix Q of one component.
func multiply(
  _ diagonals: [Double], _ lower: [Double], component c: Int, by vector: [Double], into result: inout [Double]
) {
  let d = vector.count
  for j in 0..<d {
    result[j] = diagonals[c * d + j] * vector[j]
  }
  var entry = c * d * (d - 1) / 2
  for i in 0..<d {
    for j in (i + 1)..<d {
      result[j] += lower[entry] * vector[i]
      entry += 1
    }
  }
}

/// The logarithm of the density of the Wishart prior.
func logPrior(_ parameters: Parameters, _ data: Observations) -> Double {
  let d = Double(data.dimension)
  let freedom = d + Double(data.m) + 1
  let normalisation =
    freedom * d * (log(data.gamma) - 0.5 * log(2)) - logGamma(0.5 * freedom, dimension: data.dimension)
  let squares = squaredNorm(parameters.q.map { exp($0) }) + squaredNorm(parameters.l)
  let logDeterminant = parameters.q.reduce(0, +)
  return Double(parameters.alpha.count) * normalisation
    - 0.5 * data.gamma * data.gamma * squares + Double(data.m) * logDeterminant
}

/// The logarithm of the multivariate gamma function.
func logGamma(_ a: Double, dimension: Int) -> Double {
  var result = 0.25 * Double(dimension * (dimension - 1)) * log(Double.pi)
  for j in 1...dimension {
    result += lgamma(a + 0.5 * Double(1 - j))
  }
  return result
}

/// log(Σ exp(vᵢ)), without overflow.
func logSumExp(_ values: [Double]) -> Double {
  let largest = values.max() ?? 0
  return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
}

/// Σ vᵢ².
func squaredNorm(_ values: [Double]) -> Double {
  values.reduce(0) { $0 + $1 * $1 }
}
