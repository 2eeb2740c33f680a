// Opaque types, associated types, typed and rethrown errors, results, composed functions.

import Foundation
import Nabla

protocol Activation { func callAsFunction(_ x: Double) -> Double }
struct Softplus: Activation { func callAsFunction(_ x: Double) -> Double { log1p(exp(x)) } }
struct Leaky: Activation { var slope: Double; func callAsFunction(_ x: Double) -> Double { x < 0 ? slope * x : x } }
func make(_ kind: Int) -> some Activation { Softplus() }
func apply(_ a: some Activation, _ v: [Double]) -> Double { v.map { a($0) }.reduce(0, +) }
func applyAny(_ a: [any Activation], _ v: [Double]) -> Double { zip(a, v).map { $0($1) }.reduce(0, +) }
@Gradient @Derivative func f1(_ x: [Double]) -> Double {
  apply(make(0), x) * apply(Leaky(slope: x[0]), x) + applyAny([Softplus(), Leaky(slope: x[1]), Softplus()], x)
}
enum Bad: Error { case negative(Double), tooMany }
@inline(never) func root(_ v: Double) throws -> Double {
  guard v >= 0 else { throw Bad.negative(v) }
  return v.squareRoot()
}
@inline(never) func typed(_ v: Double) throws(Bad) -> Double {
  if v > 1.5 { throw .negative(v * 2) }
  return v * v
}
@Gradient @Derivative func f2(_ x: [Double]) -> Double {
  var s = 0.0
  for v in x {
    do { s += try root(v) } catch Bad.negative(let bad) { s += bad * bad } catch { s += 100 }
    do throws(Bad) { s += try typed(v) } catch { if case .negative(let w) = error { s += sin(w) } }
  }
  return s
}
@Gradient @Derivative func f3(_ x: [Double]) -> Double {
  let results = x.map { v in Result { try root(v) } }
  return results.reduce(0.0) { sum, r in
    switch r {
    case .success(let v): sum + v;
    case .failure: sum * 2
    }
  } + ((try? results[0].map { $0 * 3 }.get()) ?? 0)
}
func transform(_ v: [Double], _ f: (Double) throws -> Double) rethrows -> [Double] {
  var out: [Double] = []
  out.reserveCapacity(v.count)
  for e in v { out.append(try f(e)) }
  return out
}
@Gradient @Derivative func f4(_ x: [Double]) -> Double {
  let a = transform(x) { $0 * $0 }
  let b = try? transform(x) { try root($0 + 2) }
  let c = try? transform(x) { try root($0) }
  return a.reduce(0, +) + (b ?? []).reduce(1, *) + Double(c?.count ?? 7) * x[0]
}
protocol Distribution { associatedtype Sample; func logDensity(_ s: Sample) -> Double }
struct Normal: Distribution {
  var mu, sigma: Double
  func logDensity(_ s: Double) -> Double {
    let z = (s - mu) / sigma; return -0.5 * z * z - log(sigma) - 0.5 * log(2 * .pi)
  }
}
struct Product<A: Distribution, B: Distribution>: Distribution {
  var a: A, b: B
  func logDensity(_ s: (A.Sample, B.Sample)) -> Double { a.logDensity(s.0) + b.logDensity(s.1) }
}
struct Categorical: Distribution {
  var logits: [Double]
  func logDensity(_ s: Int) -> Double { logits[s] - log(logits.map(exp).reduce(0, +)) }
}
@Gradient @Derivative func f5(_ x: [Double]) -> Double {
  let d = Product(
    a: Product(a: Normal(mu: x[0], sigma: x[1]), b: Categorical(logits: Array(x[2...]))),
    b: Normal(mu: x[2], sigma: x[5]))
  return d.logDensity(((0.3, 2), 1.1)) + d.logDensity(((x[3], 0), x[4]))
}
func total<D: Distribution>(_ ds: [D], at s: D.Sample) -> Double where D.Sample: Comparable {
  ds.map { $0.logDensity(s) }.reduce(0, +)
}
@Gradient @Derivative func f6(_ x: [Double]) -> Double {
  total(x.dropFirst().map { Normal(mu: $0, sigma: 1 + x[0] * x[0]) }, at: 0.4) + total([Categorical(logits: x)], at: 1)
}
func anyDist(_ x: [Double]) -> any Distribution { Normal(mu: x[0], sigma: x[1]) }
func opened<D: Distribution>(_ d: D) -> Double { if let n = d as? Normal { return n.logDensity(1) }; return 0 }
@Gradient @Derivative func f7(_ x: [Double]) -> Double { opened(anyDist(x)) * x[3] }
struct Pipe {
  var stages: [(Double) -> Double]
  func run(_ v: Double) -> Double { stages.reduce(v) { $1($0) } }
}
infix operator >>> : AdditionPrecedence
func >>> <A, B, C>(f: @escaping (A) -> B, g: @escaping (B) -> C) -> (A) -> C { { g(f($0)) } }
func curry(_ a: Double) -> (Double) -> (Double) -> Double { { b in { c in a * b + c } } }
@Gradient @Derivative func f8(_ x: [Double]) -> Double {
  let p = Pipe(stages: [sin, { $0 * x[1] }, curry(x[2])(x[3]), { exp($0) } >>> { $0 + 1 } >>> log])
  return x.map(p.run).reduce(0, +)
}
Check.both("f1", f1, f1Gradient, { f1Derivative($0, along: $1) })
Check.both("f2", f2, f2Gradient, { f2Derivative($0, along: $1) })
Check.both("f3", f3, f3Gradient, { f3Derivative($0, along: $1) })
Check.both("f4", f4, f4Gradient, { f4Derivative($0, along: $1) })
Check.both("f5", f5, f5Gradient, { f5Derivative($0, along: $1) })
Check.both("f6", f6, f6Gradient, { f6Derivative($0, along: $1) })
Check.both("f7", f7, f7Gradient, { f7Derivative($0, along: $1) })
Check.both("f8", f8, f8Gradient, { f8Derivative($0, along: $1) })
Check.finish()
