// Values of any type that are cast, dictionaries of them, text as keys, functions on text, and a direction that is the
// point itself.

import Foundation
import Nabla

protocol P { func v() -> Double }
protocol Q { func w() -> Double }
struct S: P, Q { var a: Double; func v() -> Double { a * a }; func w() -> Double { 3 * a } }
@Gradient @Derivative func f0(_ x: [Double]) -> Double {
  let p: any P = S(a: x[0]); if let q = p as? any Q { return q.w() + p.v() }; return 0
}
Check.both("f0", f0, f0Gradient, { f0Derivative($0, along: $1) })

@Gradient @Derivative func f1(_ x: [Double]) -> Double {
  let a: [Any] = x.map { $0 * 2 }; return (a as! [Double]).reduce(0, +)
}
Check.both("f1", f1, f1Gradient, { f1Derivative($0, along: $1) })

@Gradient @Derivative func f2(_ x: [Double]) -> Double {
  let a: Any? = x[0]; let d: [String: Any] = ["a": x[1], "n": 3, "l": x];
  return (a as! Double) * (d["a"] as! Double) * Double(d["n"] as? Int ?? 1) + (d["l"] as? [Double] ?? [])[2]
}
Check.both("f2", f2, f2Gradient, { f2Derivative($0, along: $1) })

extension String {
  @inline(never) func scale(_ v: Double) -> Double { var s = 0.0; for c in utf8 { s += v * Double(c) }; return s }
  @inline(never) func points(_ w: [Character: Double]) -> Double { reduce(0) { $0 + (w[$1] ?? 0) * (w[$1] ?? 0) } }
}
extension Substring { @inline(never) func first(_ v: Double) -> Double { v * Double(count) } }
extension Character {
  @inline(never) func weight(_ v: Double) -> Double { v * v * (isVowel ? 2 : 1) }
  var isVowel: Bool { "aeiou".contains(self) }
}
@Gradient @Derivative func f(_ x: [Double]) -> Double {
  let names = ["alpha", "beta", "gamma"]
  let pairs = zip(names, x).map { ($0, $1 * $1) }
  let table = Dictionary(uniqueKeysWithValues: pairs)
  return names.map { $0.scale(x[0]) * 0.01 }.reduce(0, +) + names[0].prefix(2).first(x[1])
    + "hello".map { $0.weight(x[2]) }.reduce(0, +) + table["beta"]! + "aab".points(["a": x[3], "b": x[4]])
}
@Gradient @Derivative func g(_ x: [Double]) -> Double {
  let d = ["a": (x[0], [x[1]]), "b": (x[2], [x[3], x[4]])]
  var e: [String: (Double, [Double])] = d; e["b"]!.1.append(x[5])
  let t: [(name: String, value: Double, path: [Double])] = [
    ("q", x[0], [x[1]]), ("a very long name that is on the heap", x[3], []),
  ]
  let s = t.sorted { $0.name < $1.name }
  return d["a"]!.0 * d["b"]!.1[1] + e["b"]!.1.reduce(1, *) + s[0].value * (s.first { $0.name == "q" }?.path.first ?? 0)
}
Check.both("f", f, fGradient, { fDerivative($0, along: $1) })
Check.both("g", g, gGradient, { gDerivative($0, along: $1) })

@Derivative
func table(_ x: [Double]) -> Double {
  let rows = (0..<3).map { (name: "row \($0)", values: x) }
  return rows.enumerated().map { $0.element.values[$0.offset] }.reduce(0, +)
}
let point = [1.0, 2, 3]
for _ in 0..<100 { Check.equal("itself", tableDerivative(point, along: point).derivative, 6) }
Check.finish()
