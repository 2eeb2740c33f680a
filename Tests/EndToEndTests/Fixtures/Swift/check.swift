// Shared by the programs of this folder: derivatives against central differences, and the verdict.

import Foundation

enum Check {
  nonisolated(unsafe) static var failures = 0

  /// Records a failure unless `got` is `want` up to `tolerance` (relative, absolute near zero).
  static func equal(_ name: String, _ got: Double, _ want: Double, tolerance: Double = 1e-7) {
    if abs(got - want) <= tolerance * (0.1 + abs(want)) { return }
    failures += 1
    print("FAIL \(name): \(got) instead of \(want)")
  }

  static func equal(_ name: String, _ got: [Double], _ want: [Double], tolerance: Double = 1e-7) {
    equal("\(name).count", Double(got.count), Double(want.count))
    for (index, (a, b)) in zip(got, want).enumerated() { equal("\(name)[\(index)]", a, b, tolerance: tolerance) }
  }

  /// Compares a gradient with differences.
  static func gradient(
    _ name: String, _ got: [Double], of f: ([Double]) -> Double, at x: [Double], tolerance: Double = 1e-7
  ) {
    let want = x.indices.map { i in
      slope { t in
        var y = x
        y[i] += t
        return f(y)
      }
    }
    equal(name, got, want, tolerance: tolerance)
  }

  /// Where functions of six numbers are checked.
  static let point = [0.55, 1.25, 0.75, 0.9, -0.4, 1.6]

  /// Compares a gradient with differences, and the derivative along a direction with the gradient.
  static func both(
    _ name: String, _ f: ([Double]) -> Double, _ gradient: ([Double]) -> [Double],
    _ derivative: ([Double], [Double]) -> (Double, Double)
  ) {
    let got = gradient(point)
    let direction = sample(point.count)
    self.gradient(name, got, of: f, at: point, tolerance: 1e-6)
    let (value, slope) = derivative(point, direction)
    equal("\(name) value", value, f(point), tolerance: 1e-12)
    equal("\(name) forward", slope, zip(got, direction).map(*).reduce(0, +), tolerance: 1e-9)
  }

  /// The derivative of `f` at 0, by differences extrapolated twice.
  static func slope(_ f: (Double) -> Double) -> Double {
    var step = 4e-3
    var d: [Double] = []
    for _ in 0..<3 {
      d.append((f(step) - f(-step)) / (2 * step))
      step /= 2
    }
    let (a, b) = ((4 * d[1] - d[0]) / 3, (4 * d[2] - d[1]) / 3)
    return (16 * b - a) / 15
  }

  static func finish() -> Never {
    if failures == 0 { print("ok") }
    exit(failures == 0 ? 0 : 1)
  }
}

/// Numbers between -1 and 1 that look random.
func sample(_ count: Int, seed: Int = 1) -> [Double] {
  (0..<count).map { sin(Double($0 * 37 + seed * 11 + 5)) }
}
