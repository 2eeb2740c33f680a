// Softmax, filters, slices, prefix sums; nested arrays on a grid; optionals.

import Foundation
import Nabla

func softmax(_ v: [Double]) -> [Double] {
  let m = v.max()!; let e = v.map { exp($0 - m) }; let s = e.reduce(0, +); return e.map { $0 / s }
}
func dot(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count); return zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
@Gradient
func softmaxes(_ x: [Double]) -> Double {
  let p = softmax(x); let q = softmax(x.map { -$0 }.sorted())
  let h = -p.filter { $0 > 0.1 }.map { $0 * log($0) }.reduce(0, +)
  let pre = x[1...].reduce(into: [Double]()) { $0.append(($0.last ?? 0) + $1) }
  return h + dot(p, q) + pre.last! + x.prefix(2).reduce(1, *) + Array(x.suffix(2))[0]
}

@Gradient
func grid(_ x: [Double]) -> Double {
  var grid = [[Double]](repeating: [Double](repeating: 0, count: 4), count: 4)
  for i in 0..<4 { for j in 0..<4 { grid[i][j] = x[i] * x[j] } }
  for _ in 0..<3 {
    var next = grid
    for i in 1..<3 {
      for j in 1..<3 { next[i][j] = 0.25 * (grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]) }
    }
    grid = next
  }
  return grid.flatMap { $0 }.map { $0 * $0 }.reduce(0, +) + grid.map { $0.reduce(0, +) }.max()!
}

func pick(_ x: [Double], _ i: Int) -> Double? { i < x.count ? x[i] : nil }
@Gradient
func optionals(_ x: [Double]) -> Double {
  var s = 0.0
  for i in 0..<10 { guard let v = pick(x, i) else { break }; s += v * v * Double(i + 1) }
  if let m = x.max(), let n = x.min() { s += m * n }
  return s + (x.first ?? 0) * (x.last ?? 1)
}

let point = [0.55, 1.25, 0.75, 0.9]
Check.gradient("softmaxes", softmaxesGradient(point), of: softmaxes, at: point, tolerance: 1e-6)
Check.gradient("grid", gridGradient(point), of: grid, at: point, tolerance: 1e-6)
Check.gradient("optionals", optionalsGradient(point), of: optionals, at: point, tolerance: 1e-6)
Check.finish()
