// Weak and unowned references, casts between classes, closures in structs, property wrappers, text beside numbers.

import Foundation
import Nabla

enum Class2 {
  class Animal {
    var w: Double; init(w: Double) { self.w = w }; func energy(_ t: Double) -> Double { w * t };
    var label: String { "animal" }
  }
  class Dog: Animal {
    var speed: Double; init(w: Double, speed: Double) { self.speed = speed; super.init(w: w) }
    override func energy(_ t: Double) -> Double { super.energy(t) + 0.5 * w * speed * speed }
  }
  final class Bird: Animal { override func energy(_ t: Double) -> Double { w * w * exp(-t) } }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let zoo: [Animal] = [Animal(w: x[0]), Dog(w: x[1], speed: x[2]), Bird(w: x[3])]
    var s = 0.0
    for a in zoo { s += a.energy(x[5]); if let d = a as? Dog { s += d.speed } }
    return s
  }
}

enum Class3 {
  class Parent { var children: [Child] = []; var k: Double; init(_ k: Double) { self.k = k } }
  class Child {
    weak var parent: Parent?; unowned let owner: Parent; var v: Double;
    init(_ p: Parent, _ v: Double) { parent = p; owner = p; self.v = v }
    func score() -> Double { (parent?.k ?? 0) * v + owner.k }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let p = Parent(x[0])
    for v in x.dropFirst() { p.children.append(Child(p, v)) }
    return p.children.reduce(0) { $0 + $1.score() * $1.v }
  }
}

enum Closures1 {
  struct Layer { let forward: (Double) -> Double; let name: String }
  static func makeLayers(_ w: [Double]) -> [Layer] {
    w.enumerated().map { i, w in
      i % 2 == 0 ? Layer(forward: { tanh(w * $0) }, name: "t") : Layer(forward: { $0 * w + 0.1 }, name: "l")
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double { var v = x[0]; for l in makeLayers(x) { v = l.forward(v) }; return v }
}

enum Closures3 {
  static func derivative(_ f: @escaping (Double) -> Double, h: Double = 1e-3) -> (Double) -> Double {
    { (f($0 + h) - f($0 - h)) / (2 * h) }
  }
  static func repeatApply(_ n: Int, _ f: @escaping (Double) -> Double) -> (Double) -> Double {
    n == 0 ? { $0 } : { f(repeatApply(n - 1, f)($0)) }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let k = x[1]
    func local(_ t: Double) -> Double { t * t * k + x[2] }
    let fs: [(Double) -> Double] = [local, { sin($0) * k }, derivative(local)]
    return fs.map { $0(x[0]) }.reduce(0, +) + repeatApply(3) { cos($0) * x[3] }(x[4])
  }
}

enum Wrap1 {
  @propertyWrapper struct Clamped {
    var value: Double; let range: ClosedRange<Double>
    init(wrappedValue: Double, _ range: ClosedRange<Double>) {
      self.range = range; value = min(max(wrappedValue, range.lowerBound), range.upperBound)
    }
    var wrappedValue: Double {
      get { value }
      set { value = min(max(newValue, range.lowerBound), range.upperBound) }
    }
    var projectedValue: Double { value * value }
  }
  struct State {
    @Clamped(0...1) var a: Double = 0.5; @Clamped(-1...5) var b = 2.0
    var history: [Double] = []
    var c: Double = 0 {
      didSet { history.append(oldValue * c) }
      willSet { history.append(newValue) }
    }
    lazy var cached: Double = { a * b }()
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var s = State(); s.a = x[0]; s.b = x[1]; s.c = x[2]; s.c = x[3]; s.a = x[5]
    return s.a * s.b + s.$b + s.history.reduce(0, +) + s.cached + s.cached
  }
}

enum Print1 {
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var log: [String] = []
    var s = 0.0
    for (i, v) in x.enumerated() { s += v * v; log.append("step \(i): \(s)") }
    if s > 1e6 { print("large", s, log) }
    precondition(s.isFinite, "diverged: \(s)")
    let text = String(format: "%.2f", s) + log.joined(separator: ",")
    return s * Double(text.isEmpty ? 0 : 1)
  }
}

enum Arr3 {
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var q = x[1..<4]
    q[2] *= 2; q.append(x[0]); let h = q.removeFirst()
    var s = h * (q.first ?? 0)
    for i in q.indices { s += q[i] * Double(i) }
    let c = ContiguousArray(x.suffix(3)); s += c.reduce(1, *)
    let (a, b) = (x[..<2], x[3...]); s += zip(a, b).map(*).reduce(0, +)
    return s + x[(x.count / 2)...].reduce(0, +)
  }
}

enum Unsafe1 {
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let n = x.count
    let p = UnsafeMutablePointer<Double>.allocate(capacity: n); defer { p.deinitialize(count: n); p.deallocate() }
    p.initialize(repeating: 1, count: n)
    x.withUnsafeBufferPointer { b in for i in 0..<n { p[i] *= b[i] * b[n - 1 - i] } }
    let buf = UnsafeMutableBufferPointer<Double>.allocate(capacity: 3); defer { buf.deallocate() }
    _ = buf.initialize(from: [x[0], x[1], x[2]])
    let raw = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 8); defer { raw.deallocate() }
    raw.storeBytes(of: x[3] * 2, toByteOffset: 8, as: Double.self)
    var y = x
    y.withUnsafeMutableBufferPointer { b in for i in 1..<b.count { b[i] += b[i - 1] } }
    withUnsafeMutablePointer(to: &y[2]) { $0.pointee *= 3 }
    let t = withUnsafeTemporaryAllocation(of: Double.self, capacity: 4) { b in
      b.initialize(repeating: x[4]); b[1] = x[5]; return b.reduce(0, +)
    }
    let a = UnsafeBufferPointer(start: p, count: n).reduce(0, +) + buf.reduce(1, *)
    let b = raw.load(fromByteOffset: 8, as: Double.self) * x[0]
    return a + b + y.reduce(0, +) + t * t
  }
}

Check.both("class2", Class2.f, Class2.fGradient, { Class2.fDerivative($0, along: $1) })
Check.both("class3", Class3.f, Class3.fGradient, { Class3.fDerivative($0, along: $1) })
Check.both("closures1", Closures1.f, Closures1.fGradient, { Closures1.fDerivative($0, along: $1) })
Check.both("closures3", Closures3.f, Closures3.fGradient, { Closures3.fDerivative($0, along: $1) })
Check.both("wrap1", Wrap1.f, Wrap1.fGradient, { Wrap1.fDerivative($0, along: $1) })
Check.both("print1", Print1.f, Print1.fGradient, { Print1.fDerivative($0, along: $1) })
Check.both("arr3", Arr3.f, Arr3.fGradient, { Arr3.fDerivative($0, along: $1) })
Check.both("unsafe1", Unsafe1.f, Unsafe1.fGradient, { Unsafe1.fDerivative($0, along: $1) })
Check.finish()
