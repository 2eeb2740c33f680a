// Writes random programs in natural Swift that check the derivatives `@Gradient` and `@Derivative` give them.
//
// The text of the functions is written twice, by the same steps from the same seed: over Double, and over Float80 with a
// trace of every decision that depends on a real. As in C, values stay of order one by construction.

/// A random Swift program, determined by its seed.
public struct SwiftProgramGenerator: Sendable {
  /// What a program may contain.
  public struct Options: Hashable, Sendable {
    /// Forward derivatives besides gradients.
    public var checksForward = true
    /// Structs with methods, and arrays of them.
    public var allowsStructs = true
    /// Enums with payloads, and optionals.
    public var allowsEnums = true
    /// Closures that are stored or passed.
    public var allowsClosures = true
    /// Statements of `f`, at most.
    public var size = 10

    public init() {}
  }

  public let seed: UInt64
  public let options: Options

  public init(seed: UInt64, options: Options = Options()) {
    self.seed = seed
    self.options = options
  }

  /// The program as Swift. With `standIn`, differences take the place of derivatives and nothing of Nabla is used, which
  /// tests the program itself.
  public func swiftProgram(standIn: Bool = false) -> String {
    var narrow = SwiftBuilder(seed: seed, options: options, isWide: false)
    var wide = SwiftBuilder(seed: seed, options: options, isWide: true)
    let attributes = standIn ? "" : options.checksForward ? "@Gradient @Derivative\n" : "@Gradient\n"
    let functions = narrow.text(attributes: attributes)
    let x = narrow.x.map { "\($0)" }.joined(separator: ", ")
    return """
      // Program \(seed). Prints ok and exits with 0 when every derivative is right.
      import Foundation
      \(standIn ? "" : "import Nabla\n")
      \(functions)
      // The same over Float80, with a trace of every decision that depends on a real.
      \(Self.tracing)
      \(wide.text(attributes: ""))
      let point: [Double] = [\(x)]
      let pointS = \(narrow.s)

      \(standIn ? Self.standIn : "")\(Self.checks)
      \(options.checksForward && !standIn ? Self.forwardCheck : "")
      \(Self.verdict)
      """
  }

  private static let tracing = """
    enum Trace {
      nonisolated(unsafe) static var value: UInt64 = 0
      nonisolated(unsafe) static var failures: [String] = []
    }
    func seen(_ value: Int) -> Int {
      Trace.value = Trace.value &* 1_099_511_628_211 &+ UInt64(bitPattern: Int64(value)) &+ 1
      return value
    }
    func seen(_ value: Bool) -> Bool { seen(value ? 1 : 0) == 1 }
    func seenOrder(_ a: Float80, _ b: Float80) -> Bool { seen(a < b ? 0 : a > b ? 1 : 2) == 0 }
    func seenAbs(_ a: Float80) -> Float80 { seenOrder(a, 0) ? -a : a }
    func seenMax(_ a: Float80, _ b: Float80) -> Float80 { seenOrder(a, b) ? b : a }
    func seenMin(_ a: Float80, _ b: Float80) -> Float80 { seenOrder(b, a) ? b : a }
    """

  private static let standIn = """
    func fValueWithGradient(_ x: [Double], s: Double) -> (value: Double, gradient: (x: [Double], s: Double)) {
      var all = (x + [s]).map { _ in 0.0 }
      for k in all.indices {
        func along(_ t: Double) -> Double {
          var x = x
          if k < x.count { x[k] += t }
          return f(x, s: k < x.count ? s : s + t)
        }
        let wide = (along(1e-4) - along(-1e-4)) / 2e-4
        all[k] = (4 * (along(5e-5) - along(-5e-5)) / 1e-4 - wide) / 3
      }
      return (f(x, s: s), (Array(all.dropLast()), all[all.count - 1]))
    }
    func fGradient(_ x: [Double], s: Double) -> (x: [Double], s: Double) { fValueWithGradient(x, s: s).gradient }

    """

  private static let checks = #"""
    func wideNear(_ k: Int, _ h: Float80) -> Float80 {
      Trace.value = 0
      var x = point.map { Float80($0) }
      var s = Float80(pointS)
      for i in 0...x.count {
        let t = k < 0 ? (i * k % 2 != 0 ? h : -h) : i == k ? h : 0
        if i < x.count { x[i] += t } else { s += t }
      }
      return fWide(x, s: s)
    }

    func expect(_ what: String, _ k: Int, _ got: Double, _ want: Float80, _ tolerance: Float80) {
      if abs(Float80(got) - want) <= tolerance * (abs(want) + 1) { return }
      Trace.failures.append("\(what)[\(k)] is \(got) instead of \(Double(want));")
    }

    let exact = wideNear(0, 0)
    let base = Trace.value
    var isUnstable = !exact.isFinite
    for (k, h) in [(-2, 1e-4), (-2, -1e-4), (-1, 1e-4), (-1, -1e-4)] as [(Int, Float80)] {
      if !wideNear(k, h).isFinite || Trace.value != base { isUnstable = true }
    }
    if isUnstable {
      print("ok (skipped: at a kink or not finite)")
      exit(0)
    }
    let plain = f(point, s: pointS)
    expect("value", 0, plain, exact, 1e-9)
    let reverse = fValueWithGradient(point, s: pointS)
    let again = fGradient(point, s: pointS)
    let gradient = reverse.gradient.x + [reverse.gradient.s]
    expect("value after reverse", 0, reverse.value, Float80(plain), 1e-12)
    if reverse.gradient.x.count != point.count { Trace.failures.append("the gradient has \(reverse.gradient.x.count) numbers") }
    for (k, value) in (again.x + [again.s]).enumerated() { expect("second gradient", k, value, Float80(gradient[k]), 0) }
    var checked = 0
    for k in 0...point.count {
      var slopes: [Float80] = []
      var isSame = true
      for h in [1e-4, 5e-5] as [Float80] {
        let up = wideNear(k, h)
        isSame = isSame && Trace.value == base
        slopes.append((up - wideNear(k, -h)) / (2 * h))
        isSame = isSame && Trace.value == base
      }
      let want = (4 * slopes[1] - slopes[0]) / 3
      if !isSame || !(abs(slopes[1] - slopes[0]) <= 1e-5 * (1 + abs(want))) || abs(want) > 1e4 { continue }
      checked += 1
      expect("gradient", k, gradient[k], want, 1e-6)
    }
    """#

  private static let forwardCheck = #"""
    for k in 0...point.count {
      var v = point.map { _ in 0.0 }
      if k < v.count { v[k] = 1 }
      let forward = fDerivative(point, s: pointS, along: (x: v, s: k < v.count ? 0 : 1))
      expect("forward value", k, forward.0, Float80(plain), 1e-12)
      expect("forward", k, forward.1, Float80(gradient[k]), 1e-9)
    }
    """#

  private static let verdict = #"""
    if Trace.failures.isEmpty {
      print("ok (\(checked) of \(point.count + 1))")
    } else {
      print("FAIL:", Trace.failures.prefix(6).joined(separator: " "))
    }
    exit(Trace.failures.isEmpty ? 0 : 1)

    """#
}
