// Mutating structs, matrices with subscripts and pivoting, loops with labels, throwing helpers, array surgery.

import Foundation
import Nabla

struct State {
  var q: [Double]; var p: [Double]; var t = 0.0; var n = 0
  mutating func kick(_ h: Double) { for i in q.indices { p[i] -= h * q[i] * (1 + q[i] * q[i]) } }
  mutating func drift(_ h: Double) { for i in q.indices { q[i] += h * p[i] }; t += h; n += 1 }
}
func leapfrog(_ s: inout State, _ h: Double, steps: Int) {
  for _ in 0..<steps { s.kick(h / 2); s.drift(h); s.kick(h / 2) }
}
@Gradient
func leapfrogs(_ x: [Double]) -> Double {
  var s = State(q: [x[0], x[1]], p: [x[2], 0]); leapfrog(&s, 0.1 * x[3], steps: 15)
  return zip(s.q, s.p).map { $0 * $0 + 0.5 * $1 * $1 }.reduce(0, +) + s.t
}

struct Matrix {
  var rows: Int, cols: Int; var d: [Double]
  init(_ r: Int, _ c: Int) { rows = r; cols = c; d = [Double](repeating: 0, count: r * c) }
  subscript(i: Int, j: Int) -> Double {
    get { d[i * cols + j] }
    set { d[i * cols + j] = newValue }
  }
  static func * (a: Matrix, b: Matrix) -> Matrix {
    var m = Matrix(a.rows, b.cols)
    for i in 0..<a.rows { for j in 0..<b.cols { for k in 0..<a.cols { m[i, j] += a[i, k] * b[k, j] } } }; return m
  }
  var trace: Double { (0..<rows).reduce(0) { $0 + self[$1, $1] } }
}
func det(_ a: Matrix) -> Double {
  var m = a, s = 1.0
  for c in 0..<m.rows {
    var p = c; for r in c..<m.rows where abs(m[r, c]) > abs(m[p, c]) { p = r }
    if p != c { for j in 0..<m.cols { let t = m[c, j]; m[c, j] = m[p, j]; m[p, j] = t }; s = -s }
    s *= m[c, c]
    for r in (c + 1)..<max(c + 1, m.rows) { let q = m[r, c] / m[c, c]; for j in c..<m.cols { m[r, j] -= q * m[c, j] } }
  }
  return s
}
@Gradient
func determinants(_ x: [Double]) -> Double {
  var m = Matrix(3, 3);
  for i in 0..<3 { for j in 0..<3 { m[i, j] = x[(i * 3 + j) % x.count] * Double(i + 1) + (i == j ? 2 : 0) } }
  let q = m * m; return q.trace + 0.1 * det(m) + det(q) * 0.01
}

struct Fail: Error {}
func newton(_ a: Double) throws -> Double {
  var y = a; var n = 0; while abs(y * y - a) > 1e-14 { y = 0.5 * (y + a / y); n += 1; if n > 100 { throw Fail() } };
  return y
}
func fib(_ n: Int, _ a: Double, _ b: Double) -> Double { n == 0 ? a : fib(n - 1, b, sin(a + b)) }
@Gradient
func labels(_ x: [Double]) -> Double {
  var s = 0.0
  outer: for i in stride(from: 0, to: 20, by: 3) {
    for j in 0..<x.count {
      if i + j > 11 { break outer }; if (i + j) % 4 == 3 { continue }; s += x[j] * Double(i) * 0.1
    }
  }
  s += (try? newton(x[1])) ?? 0
  s += fib(6, x[2], x[3]) * pow(x[0], 2.5) + hypot(x[1], x[2]) + atan2(x[3], x[0])
  var a = x; a.append(s); a.insert(x[0], at: 1); a.removeFirst(); a.reverse(); a.swapAt(0, 2)
  return a.enumerated().map { Double($0.offset + 1) * $0.element }.reduce(0, +)
}

let point = [0.55, 1.25, 0.75, 0.9]
Check.gradient("leapfrogs", leapfrogsGradient(point), of: leapfrogs, at: point, tolerance: 1e-6)
Check.gradient("determinants", determinantsGradient(point), of: determinants, at: point, tolerance: 1e-6)
Check.gradient("labels", labelsGradient(point), of: labels, at: point, tolerance: 1e-6)
Check.finish()
