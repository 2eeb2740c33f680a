// Parameters of all kinds: nested structs, enums, lists of objects, dictionaries, tuples, optionals, vectors.

import Foundation
import Nabla

@Differentiable struct Dense {
  var w: [[Double]]; var b: [Double]; @NoDerivative var rate = 0.1; let name: String
  func callAsFunction(_ x: [Double]) -> [Double] { zip(w, b).map { row, b in tanh(zip(row, x).map(*).reduce(b, +)) } }
}
@Differentiable struct Net {
  var layers: [Dense]; var scale: SIMD2<Double>; var extra: Double?; var t: (Double, n: Int) = (1, 2)
  func callAsFunction(_ x: [Double]) -> Double {
    layers.reduce(x) { $1($0) }.reduce(0, +) * scale.x + scale.y * (extra ?? 1) * t.0
  }
}
@Gradient @Derivative @Pullback func run(_ n: Net, _ x: [Double]) -> Double { n(x) * n.layers[0].rate }
func net(_ p: [Double]) -> Net {
  Net(
    layers: [
      Dense(w: [[p[0], p[1]], [p[2], p[3]]], b: [p[4], p[5]], name: "a"),
      Dense(w: [[p[1], p[0]]], b: [p[2]], name: "b"),
    ], scale: [p[3], p[4]], extra: p[5])
}
let p = Check.point
let n = net(p)
let g = runGradient(n, [0.3, -0.7])
let flat = g.n.layers.flatMap { $0.w.flatMap { $0 } + $0.b } + [g.n.scale.x, g.n.scale.y, g.n.extra!, g.n.t.0] + g.x
func unflat(_ q: [Double]) -> Double {
  Net(
    layers: [
      Dense(w: [[q[0], q[1]], [q[2], q[3]]], b: [q[4], q[5]], name: "a"),
      Dense(w: [[q[6], q[7]]], b: [q[8]], name: "b"),
    ], scale: [q[9], q[10]], extra: q[11], t: (q[12], 2))([q[13], q[14]]) * 0.1
}
let q: [Double] =
  n.layers.flatMap { (l: Dense) -> [Double] in l.w.flatMap { $0 } + l.b } + [
    n.scale.x, n.scale.y, n.extra!, 1, 0.3, -0.7,
  ]
Check.gradient("net", flat, of: unflat, at: q)
Check.equal("rate", g.n.layers[0].rate, 0)
@Differentiable enum Shape {
  case circle(r: Double), box(w: Double, h: Double), poly([SIMD2<Double>]), none
  var area: Double {
    switch self {
    case .circle(let r): .pi * r * r;
    case let .box(w, h): w * h;
    case .none: 0
    case .poly(let p):
      p.indices.reduce(0) {
        let a = p[$1], b = p[($1 + 1) % p.count]; return $0 + 0.5 * (a.x * b.y - b.x * a.y)
      }
    }
  }
}
@Gradient func area(_ s: [Shape]) -> Double { s.map(\.area).reduce(0) { $0 + $1 * $1 } }
let ag = areaGradient([.circle(r: 2), .box(w: 3, h: 4), .none, .poly([[0, 0], [2, 0], [2, 3]])])
if case .circle(let r) = ag[0] { Check.equal("circle", r, 2 * .pi * 4 * 2 * .pi * 2) }
if case let .box(w, h) = ag[1] { Check.equal("box", [w, h], [24 * 4, 24 * 3]) }
if case .poly(let q) = ag[3] {
  Check.equal("poly", q.map(\.x), [-9, 9, 0]); Check.equal("polyy", q.map(\.y), [0, -6, 6])
} else {
  Check.failures += 1
}
@Differentiable final class Rig {
  var a: Double; var v: [Double]; var next: Rig?;
  init(_ a: Double, _ v: [Double], _ n: Rig?) { self.a = a; self.v = v; next = n }
}
@Gradient func rig(_ r: Rig) -> Double {
  var s = 0.0; var c: Rig? = r; while let k = c { s += k.a * k.a * k.v.reduce(1, *); c = k.next }; return s
}
let rg = rigGradient(Rig(2, [3, 4], Rig(5, [6], nil)))
Check.equal("rig", [rg.a] + rg.v + [rg.next!.a] + rg.next!.v, [48, 16, 12, 60, 25])
@Gradient func dict(_ d: [String: Double], _ e: [Int: [Double]]) -> Double {
  d["a"]! * d["b", default: 1] + e[3]!.reduce(0) { $0 + $1 * $1 } * (d["zz"] ?? 2)
}
let dg = dictGradient(["a": 2, "b": 3], [3: [1, 2], 4: [7]])
Check.equal("dict", [dg.d["a"]!, dg.d["b"]!] + dg.e[3]! + dg.e[4]!, [3, 2, 4, 8, 0])
@Gradient func tup(_ t: (Double, (b: Float, c: [Double])), _ o: Double?, _ s: SIMD4<Float>, _ i: [3 of Double])
  -> Double
{
  t.0 * Double(t.1.b) + t.1.c.reduce(0, +) * (o ?? 3) + Double((s * s).sum()) * i[0] * i[2]
}
let tg = tupGradient((2, (b: 3, c: [1, 2])), nil, [1, 2, 3, 4], [1, 2, 3])
Check.equal(
  "tup", [tg.t.0, Double(tg.t.1.b)] + tg.t.1.c + (0..<4).map { Double(tg.s[$0]) } + [tg.i[0], tg.i[1], tg.i[2]],
  [3, 2, 3, 3, 6, 12, 18, 24, 90, 0, 30])
@Differentiable struct Matrix<T: Differentiable & FloatingPoint> {
  var rows: Int; var cells: [T]
  subscript(i: Int, j: Int) -> T {
    get { cells[i * rows + j] }
    set { cells[i * rows + j] = newValue }
  }
}
@Gradient func gen(_ m: Matrix<Double>) -> Double { m[0, 1] * m[1, 0] * m[1, 1] }
Check.equal("gen", genGradient(Matrix(rows: 2, cells: [1, 2, 3, 4])).cells, [0, 12, 8, 6])
let cg = gradient(at: n) { $0([1, 0.5]) }
Check.equal("closure net", cg.scale.y, n.extra!)
let (bv, bp) = runValueWithPullback(n, [1, 2])
Check.equal("bp", bp(3).n.scale.y, 3 * 0.1 * n.extra!)
let (dv, dd) = runDerivative(n, [0.3, -0.7], along: (n: n, x: [0.3, -0.7]))
Check.equal("radial", dd, zip(flat, q).map(*).reduce(0, +))
Check.finish()
