// Composed closures, generics and extensions, SIMD vectors, unsafe buffers.

import Foundation
import Nabla

func integrate(_ a: Double, _ b: Double, _ n: Int, _ g: (Double) -> Double) -> Double {
  let h = (b - a) / Double(n); return (0..<n).map { g(a + (Double($0) + 0.5) * h) * h }.reduce(0, +)
}
func compose(_ f: @escaping (Double) -> Double, _ g: @escaping (Double) -> Double) -> (Double) -> Double {
  { f(g($0)) }
}
@Gradient
func integral(_ x: [Double]) -> Double {
  let k = x[0]
  let h = compose({ $0 * $0 + k }, { sin($0) * x[1] })
  return integrate(0, x[2], 25) { t in exp(-k * t) * h(t) } + x[3]
}

func poly<T: FloatingPoint>(_ c: [T], _ x: T) -> T { c.reversed().reduce(0) { $0 * x + $1 } }
func lerp<C: RandomAccessCollection>(_ c: C, _ t: Double) -> Double where C.Element == Double, C.Index == Int {
  let i = min(Int(t), c.count - 2); let f = t - Double(i);
  return c[c.startIndex + i] * (1 - f) + c[c.startIndex + i + 1] * f
}
extension Array where Element == Double {
  var mean: Double { reduce(0, +) / Double(count) };
  func variance() -> Double { let m = mean; return map { ($0 - m) * ($0 - m) }.mean }
}
@Gradient
func generics(_ x: [Double]) -> Double {
  poly(x, 0.7 * x[0]) + lerp(x[0..<4], 1.3 + 0.1 * x[1]) + x.variance() + (x[2] > 0.5 ? x[2] : -x[2])
}

@Gradient
func vectors(_ x: [Double]) -> Double {
  var acc = SIMD4<Double>(repeating: 0)
  for i in 0..<3 { let v = SIMD4(x[0], x[1], x[2], x[3]) * Double(i + 1); acc += v * v + v.rounded(.down) }
  let t = (acc * acc).sum()
  let tup = (x[0] * x[1], x[2]); return t + tup.0 * tup.1 + min(x[0], x[3]) * abs(x[1] - x[2]) + x[3].squareRoot()
}

@Gradient
func buffers(_ x: [Double]) -> Double {
  var a = ContiguousArray(x); a.withUnsafeMutableBufferPointer { b in for i in 1..<b.count { b[i] += b[i - 1] * 0.5 } }
  let s = a.withUnsafeBufferPointer { $0.reduce(0, +) }
  let p = UnsafeMutablePointer<Double>.allocate(capacity: 4); defer { p.deallocate() }
  p.initialize(from: x, count: 4); for i in 0..<3 { p[i + 1] *= p[i] }
  return s * p[3] + x.withUnsafeBufferPointer { $0[1] }
}

let point = [0.55, 1.25, 0.75, 0.9]
Check.gradient("integral", integralGradient(point), of: integral, at: point, tolerance: 1e-6)
Check.gradient("generics", genericsGradient(point), of: generics, at: point, tolerance: 1e-6)
Check.gradient("vectors", vectorsGradient(point), of: vectors, at: point, tolerance: 1e-6)
Check.gradient("buffers", buffersGradient(point), of: buffers, at: point, tolerance: 1e-6)
Check.finish()
