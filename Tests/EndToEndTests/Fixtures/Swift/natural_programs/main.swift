// Globals, raw memory, operators on arrays, slices in place, stacks of operations, property accessors, builders.

import Foundation
import Nabla

nonisolated(unsafe) var cache: [Double] = []
enum Const { static let table: [Double] = (0..<6).map { Double($0) * 0.5 }; nonisolated(unsafe) static var gain = 1.0 }
@Gradient @Derivative func f1(_ x: [Double]) -> Double {
  cache = x.map { $0 * 2 }; Const.gain = x[0]; defer { Const.gain = 1; cache = [] };
  return zip(cache, Const.table).reduce(0) { $0 + $1.0 * $1.1 } * Const.gain
}
@Gradient @Derivative func f2(_ x: [Double]) -> Double {
  let y = [Double](unsafeUninitializedCapacity: 6) { b, n in
    for i in 0..<6 { (b.baseAddress! + i).initialize(to: x[i] * x[(i + 1) % 6]) }; n = 6
  }
  let t = withUnsafeTemporaryAllocation(of: Double.self, capacity: 6) { b -> Double in
    b.initialize(repeating: 0); for i in b.indices { b[i] = y[i] + (i > 0 ? b[i - 1] : 0) };
    return b.reduce(1) { $0 * (1 + $1 * 0.1) }
  }
  let raw = UnsafeMutableRawPointer.allocate(byteCount: 48, alignment: 8); defer { raw.deallocate() }
  raw.storeBytes(of: x[2], toByteOffset: 8, as: Double.self); let q = raw.bindMemory(to: Double.self, capacity: 6);
  q[0] = x[3]
  return t + q[0] * raw.load(fromByteOffset: 8, as: Double.self)
}
func += (a: inout [Double], b: [Double]) { for i in a.indices { a[i] += b[i] } }
func * (a: Double, b: [Double]) -> [Double] { b.map { a * $0 } }
func rk4(_ y: inout [Double], _ h: Double, _ f: ([Double]) -> [Double]) {
  let k1 = f(y); var t = y; t += (h / 2) * k1; let k2 = f(t); t = y; t += h * k2; let k3 = f(t); y += (h / 4) * k1;
  y += (h / 2) * k2; y += (h / 4) * k3
}
@Gradient @Derivative func f3(_ x: [Double]) -> Double {
  var y = [x[0], x[1], x[2]];
  for _ in 0..<5 {
    rk4(&y, 0.1) { s in [x[3] * (s[1] - s[0]), s[0] * (x[4] - s[2]) - s[1], s[0] * s[1] - x[5] * s[2]] }
  }; return y.reduce(0, +)
}
func modify(_ s: inout ArraySlice<Double>, _ k: Double) { for i in s.indices { s[i] *= k } }
@Gradient @Derivative func f4(_ x: [Double]) -> Double {
  var y = x; modify(&y[1..<4], x[5]); y[2...].sort(by: >); y.swapAt(0, 5); y.reverse(); y.rotate(2);
  return y.enumerated().map { Double($0.offset) * $0.element }.reduce(0, +)
}
extension Array { mutating func rotate(_ k: Int) { self = Array(self[k...] + self[..<k]) } }
struct Stack<T> {
  private(set) var items: [T] = []; mutating func push(_ t: T) { items.append(t) };
  mutating func pop() -> T? { items.popLast() }; var isEmpty: Bool { items.isEmpty }
}
@Gradient @Derivative func f5(_ x: [Double]) -> Double {  // RPN
  enum Tok { case num(Double), op((Double, Double) -> Double) }
  let prog: [Tok] = [
    .num(x[0]), .num(x[1]), .op(+), .num(x[2]), .op(*), .num(x[3]), .op { $0 - $1 * $1 }, .num(x[4]), .op(pow2),
    .num(x[5]), .op(/),
  ]
  var s = Stack<Double>();
  for t in prog {
    switch t {
    case .num(let v): s.push(v);
    case .op(let f): let b = s.pop()!, a = s.pop()!; s.push(f(a, b))
    }
  }
  return s.pop() ?? .nan
}
func pow2(_ a: Double, _ b: Double) -> Double { exp(b * log(abs(a))) }
@Gradient @Derivative func f6(_ x: [Double]) -> Double {  // sparse matrix, sets, tuples as sorted keys
  var rows: [Int: [(col: Int, v: Double)]] = [:];
  for (i, v) in x.enumerated() { rows[i % 3, default: []].append((i, v * v)) }
  let used = Set(rows.values.flatMap { $0.map(\.col) }).subtracting([2]); var y = [Double](repeating: 0, count: 3)
  for (r, es) in rows { for e in es where used.contains(e.col) { y[r] += e.v * x[e.col] } }
  let best = y.indices.max { y[$0] < y[$1] }!;
  return y.reduce(0, +) + y[best] * 2 + (rows.max { $0.value[0].v < $1.value[0].v }?.value[0].v ?? 0)
}
struct Temperature {
  var celsius: Double;
  var kelvin: Double {
    get { celsius + 273.15 }
    set { celsius = newValue - 273.15 }
  }; static func < (a: Self, b: Self) -> Bool { a.celsius < b.celsius }
}
extension Temperature: Comparable {}
@dynamicMemberLookup struct Wrap<T> {
  var inner: T;
  subscript<U>(dynamicMember k: WritableKeyPath<T, U>) -> U {
    get { inner[keyPath: k] }
    set { inner[keyPath: k] = newValue }
  }
}
@Gradient @Derivative func f7(_ x: [Double]) -> Double {
  var w = Wrap(inner: Temperature(celsius: x[0])); w.kelvin *= x[1]; w.celsius += 1;
  let hot = [Temperature(celsius: x[2] * 400), w.inner].max()!; return hot.kelvin * 0.01 + w.celsius * 0.01
}
@resultBuilder enum Sum {
  static func buildBlock(_ p: Double...) -> Double { p.reduce(0, +) };
  static func buildOptional(_ p: Double?) -> Double { p ?? 0 };
  static func buildEither(first: Double) -> Double { first };
  static func buildEither(second: Double) -> Double { second * 2 };
  static func buildArray(_ p: [Double]) -> Double { p.reduce(1, *) }
}
func build(@Sum _ f: () -> Double) -> Double { f() }
@Gradient @Derivative func f8(_ x: [Double]) -> Double {
  build {
    x[0]; x[1] * x[2]; if x[3] > 0 { x[3] }; if x[4] > 0 { x[4] } else { x[5] }; for v in x { v + 1 }
  }
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
