// Routines called from Swift, on arrays.

import Nabla

/// ‖A x‖²
@Gradient
func energy(_ a: [Double], _ x: [Double]) -> Double {
  let n = Int32(x.count)
  var y = [Double](repeating: 0, count: x.count)
  cblas_dgemv(CblasRowMajor, CblasNoTrans, n, n, 1, a, n, x, 1, 0, &y, 1)
  return cblas_ddot(n, y, 1, y, 1)
}

/// ‖x‖
@Derivative
func length(_ x: [Double]) -> Double { cblas_dnrm2(Int32(x.count), x, 1) }

let gradient = energyGradient([1, 2, 3, 4], [1, 1])
precondition(gradient.a == [6, 6, 14, 14] && gradient.x == [48, 68], "\(gradient)")
let (value, derivative) = lengthDerivative([3, 4], along: [1, 0])
precondition(value == 5 && abs(derivative - 0.6) < 1e-15, "\(derivative)")
print("ok Swift")
