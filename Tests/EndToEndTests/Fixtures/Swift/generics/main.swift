// Generic functions and protocols, specialised by the compiler.

import Foundation
import Nabla

protocol Kernel {
  func value(_ r: Double) -> Double
}

struct Gaussian: Kernel {
  var width: Double
  func value(_ r: Double) -> Double { exp(-r * r / (2 * width * width)) }
}

struct Inverse: Kernel {
  var offset: Double
  func value(_ r: Double) -> Double { 1 / (offset + r * r) }
}

func potential<K: Kernel>(_ kernel: K, _ x: [Double]) -> Double {
  var sum = 0.0
  for i in x.indices {
    for j in x.indices where j < i { sum += kernel.value(x[i] - x[j]) }
  }
  return sum
}

@Gradient
func gaussian(_ x: [Double], width: Double) -> Double { potential(Gaussian(width: width), x) }

@Gradient
func inverse(_ x: [Double], offset: Double) -> Double { potential(Inverse(offset: offset), x) }

func horner<T: FloatingPoint>(_ coefficients: [T], at x: T) -> T {
  coefficients.reversed().reduce(0) { $0 * x + $1 }
}

@Gradient
func polynomial(_ c: [Double], x: Double) -> Double { horner(c, at: x) }

let x = sample(5)
let (dx, dWidth) = gaussianGradient(x, width: 0.8)
Check.gradient("gaussian", dx + [dWidth], of: { gaussian(Array($0[0..<5]), width: $0[5]) }, at: x + [0.8])
let (dy, dOffset) = inverseGradient(x, offset: 0.5)
Check.gradient("inverse", dy + [dOffset], of: { inverse(Array($0[0..<5]), offset: $0[5]) }, at: x + [0.5])
let (dc, dx0) = polynomialGradient(x, x: 0.7)
Check.gradient("polynomial", dc + [dx0], of: { polynomial(Array($0[0..<5]), x: $0[5]) }, at: x + [0.7])
Check.finish()
