// Dictionaries of numbers and of structs, keyed by text, integers, enums and structs; sets beside them.

import Foundation
import Nabla

enum Dict1 {
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var table: [String: Double] = [:]
    table["mass"] = x[0]
    table["speed"] = x[1]
    table["height"] = x[2]
    let m = table["mass"]!, v = table["speed"] ?? 0
    return 0.5 * m * v * v + m * 9.81 * (table["height"] ?? 0) + (table["none"] ?? x[3])
  }
}

enum Dict2 {
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var weights: [Int: Double] = [:]
    for (i, v) in x.enumerated() { weights[i % 3, default: 0] += v * v }
    var s = 0.0
    for k in 0..<3 { s += (weights[k] ?? 0) * Double(k + 1) }
    return s
  }
}

enum Dict3 {
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let d = Dictionary(uniqueKeysWithValues: x.enumerated().map { ($0.offset, sin($0.element)) })
    var s = 0.0
    for i in 0..<x.count { s += d[i]! * Double(i) }
    return s + d.values.reduce(0, +)
  }
}

enum Dict5 {
  struct Env { var values: [String: Double]; func get(_ n: String) -> Double { values[n] ?? 0 } }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let env = Env(values: ["a": x[0], "b": x[1], "c": x[2]])
    let scaled = env.values.mapValues { $0 * 2 }
    return env.get("a") * env.get("b") + exp(-env.get("c")) + scaled["a"]! * x[3]
  }
}

enum Dict7 {
  enum Key: Hashable { case mass, pos(Int), named(String) }
  struct Pt: Hashable { var i, j: Int }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var d: [Key: Double] = [.mass: x[0]]
    for i in 0..<4 { d[.pos(i)] = x[i] * x[i + 1] }
    d[.named("k")] = x[5]; d[.mass]! += 1; d[.pos(0)] = nil; d.updateValue(x[2], forKey: .pos(9))
    var grid: [Pt: Double] = [:]
    for i in 0..<3 { for j in 0..<2 { grid[Pt(i: i, j: j)] = x[i] * Double(j + 1) } }
    let nb = grid[Pt(i: 1, j: 1)]! * (grid[Pt(i: 5, j: 5)] ?? x[3])
    let merged = d.merging([.mass: x[1]]) { $0 * $1 }
    return d.values.reduce(0, +) + nb + merged[.mass]! + d.mapValues { $0 * $0 }.values.sorted().last!
      + grid.compactMapValues { $0 > 1 ? $0 : nil }.values.reduce(0, +)
  }
}

enum Dict8 {
  final class Memo {
    var cache: [Int: Double] = [:];
    func fib(_ n: Int, _ a: Double, _ b: Double) -> Double {
      if n == 0 { return a }; if n == 1 { return b }; if let v = cache[n] { return v };
      let v = fib(n - 1, a, b) * 0.5 + fib(n - 2, a, b); cache[n] = v; return v
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double { let m = Memo(); return m.fib(12, x[0], x[1]) * x[2] + Double(m.cache.count) }
}

enum Set2 {
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var seen = Set<Int>()
    var s = 0.0
    for v in x {
      let k = Int(v * 2)
      if seen.insert(k).inserted { s += v * v } else { s += v }
    }
    return s * Double(seen.count)
  }
}

Check.both("dict1", Dict1.f, Dict1.fGradient, { Dict1.fDerivative($0, along: $1) })
Check.both("dict2", Dict2.f, Dict2.fGradient, { Dict2.fDerivative($0, along: $1) })
Check.both("dict3", Dict3.f, Dict3.fGradient, { Dict3.fDerivative($0, along: $1) })
Check.both("dict5", Dict5.f, Dict5.fGradient, { Dict5.fDerivative($0, along: $1) })
Check.both("dict7", Dict7.f, Dict7.fGradient, { Dict7.fDerivative($0, along: $1) })
Check.both("dict8", Dict8.f, Dict8.fGradient, { Dict8.fDerivative($0, along: $1) })
Check.both("set2", Set2.f, Set2.fGradient, { Set2.fDerivative($0, along: $1) })

// A direction that was made by itself: its table is another one.
@Derivative
func power(_ volts: [String: Double], ohms: Double) -> Double { volts.values.reduce(0) { $0 + $1 * $1 } / ohms }
let volts = ["a": 3.0, "b": -1, "c": 2, "d": 0.5]
var direction: [String: Double] = ["d": 2, "c": 0]
direction["b"] = 4
direction["a"] = 1
let change = powerDerivative(volts, ohms: 2, along: (volts: direction, ohms: 0)).derivative
Check.equal("a direction of its own", change, 6 / 2 - 8 / 2 + 2 / 2)
Check.finish()
