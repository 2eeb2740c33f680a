// Expression trees and enums whose cases hold numbers, text and objects in the same bytes.

import Foundation
import Nabla

enum Expr1 {
  indirect enum Expr {
    case num(Double), v(Int), add(Expr, Expr), mul(Expr, Expr), neg(Expr), fn((Double) -> Double, Expr)
  }
  static func eval(_ e: Expr, _ x: [Double]) -> Double {
    switch e {
    case .num(let n): return n
    case .v(let i): return x[i]
    case .add(let a, let b): return eval(a, x) + eval(b, x)
    case .mul(let a, let b): return eval(a, x) * eval(b, x)
    case .neg(let a): return -eval(a, x)
    case .fn(let g, let a): return g(eval(a, x))
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let e: Expr = .add(.mul(.v(0), .fn({ sin($0) }, .v(1))), .neg(.mul(.num(2.5), .mul(.v(2), .v(3)))))
    return eval(e, x)
  }
}

enum Expr2 {
  indirect enum Expr {
    case constant(Double), add(Expr, Expr), multiply(Expr, Expr), power(Expr, Int)
    var value: Double {
      switch self {
      case let .constant(c): c
      case let .add(a, b): a.value + b.value
      case let .multiply(a, b): a.value * b.value
      case let .power(a, n): pow(a.value, Double(n))
      }
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let e = Expr.add(.multiply(.constant(x[0]), .constant(x[1])), .power(.constant(x[2]), 3))
    return e.value + Expr.multiply(e, .constant(x[3])).value
  }
}

enum Expr3 {
  indirect enum Expr {
    case lit(Double), ref(String), bin(Character, Expr, Expr), call(String, [Expr]), local(String, Expr, Expr)
  }
  enum EvalError: Error { case unbound(String), badOp }
  static func eval(_ e: Expr, _ env: [String: Double]) throws -> Double {
    switch e {
    case .lit(let d): return d
    case .ref(let n): guard let v = env[n] else { throw EvalError.unbound(n) }; return v
    case .bin("+", let a, let b): return try eval(a, env) + eval(b, env)
    case .bin("*", let a, let b): return try eval(a, env) * eval(b, env)
    case .bin("/", let a, let b): return try eval(a, env) / eval(b, env)
    case .bin: throw EvalError.badOp
    case .call(let f, let args):
      let v = try args.map { try eval($0, env) };
      switch f {
      case "sin": return sin(v[0]);
      case "max": return v.max()!;
      default: throw EvalError.badOp
      }
    case .local(let n, let v, let b): var inner = env; inner[n] = try eval(v, env); return try eval(b, inner)
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let e: Expr = .local(
      "t", .bin("*", .ref("a"), .lit(2)),
      .bin(
        "+", .call("sin", [.ref("t")]),
        .bin("/", .call("max", [.ref("b"), .ref("c"), .lit(0.1)]), .bin("+", .ref("t"), .lit(x[3])))))
    return (try? eval(e, ["a": x[0], "b": x[1], "c": x[2]])) ?? -1
  }
}

enum Enum1 {
  enum Boundary {
    case fixed(Double), periodic, flux(coefficient: Double, ambient: Double), table([Double])
    func value(_ t: Double) -> Double {
      switch self {
      case .fixed(let v): return v
      case .periodic: return sin(t)
      case .flux(let c, let a): return c * (t - a)
      case .table(let v): return v[Int(t) % v.count] * t
      }
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let bs: [Boundary] = [.fixed(x[0]), .periodic, .flux(coefficient: x[1], ambient: x[2]), .table([x[3], x[4]])]
    return bs.map { $0.value(x[5]) }.reduce(0, +)
  }
}

enum Enum3 {
  enum Value {
    case number(Double), text(String), list([Double]), none
    var asNumber: Double? {
      switch self {
      case .number(let d): d;
      case .text(let s): Double(s);
      case .list(let l): l.first;
      case .none: nil
      }
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let row: [Value] = [.number(x[0]), .text("2.5"), .list([x[1], x[2]]), .none, .number(x[3] * x[4])]
    return row.compactMap(\.asNumber).reduce(1, *)
  }
}

enum Mixed1 {
  enum Item { case scalar(Double), vector([Double]), named(String, Double), empty }
  static func weight(_ i: Item) -> Double {
    switch i {
    case .scalar(let s): s * s;
    case .vector(let v): v.reduce(1, *);
    case .named(let n, let d): Double(n.count) * d;
    case .empty: 1
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var items: [Item] = [.scalar(x[0]), .vector([x[1], x[2], 2]), .named("ab", x[3]), .empty]
    items.append(.scalar(x[4] * x[0])); items.insert(.vector([x[5]]), at: 0); items.swapAt(0, 2)
    items[1] = .scalar(x[1] * 3); items[3] = .vector([x[0], x[5]])
    var s = 0.0
    for i in items { s += weight(i) }
    let copy = items; items.removeFirst()
    return s + copy.map(weight).reduce(0, +) * items.reversed().map(weight).max()!
  }
}

enum Optc1 {
  @inline(never) static func pick(_ a: Double, _ b: Double) -> Double? {
    if a > 2 { return nil }; return a > b ? 2.5 : a
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var s = 0.0; for i in 0..<5 { if let v = pick(x[i], x[i + 1]) { s += v * v * x[0] } }; return s
  }
}

enum Optc2 {
  enum Num { case int(Int), real(Double), inf, pair(Double, Double) }
  @inline(never) static func num(_ v: Double, _ w: Double) -> Num {
    if v < 0 { return .int(-3) }; if v > 1.5 { return .inf }; if v > 1 { return .pair(v, 2.25) };
    return v > w ? .real(1.5) : .real(v * w)
  }
  static func val(_ n: Num) -> Double {
    switch n {
    case .int(let i): Double(i);
    case .real(let r): r * r;
    case .inf: 9;
    case .pair(let a, let b): a * b
    }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let ns = (0..<5).map { num(x[$0], x[$0 + 1]) }; return ns.reduce(0) { $0 + val($1) } * x[0]
  }
}

Check.both("expr1", Expr1.f, Expr1.fGradient, { Expr1.fDerivative($0, along: $1) })
Check.both("expr2", Expr2.f, Expr2.fGradient, { Expr2.fDerivative($0, along: $1) })
Check.both("expr3", Expr3.f, Expr3.fGradient, { Expr3.fDerivative($0, along: $1) })
Check.both("enum1", Enum1.f, Enum1.fGradient, { Enum1.fDerivative($0, along: $1) })
Check.both("enum3", Enum3.f, Enum3.fGradient, { Enum3.fDerivative($0, along: $1) })
Check.both("mixed1", Mixed1.f, Mixed1.fGradient, { Mixed1.fDerivative($0, along: $1) })
Check.both("optc1", Optc1.f, Optc1.fGradient, { Optc1.fDerivative($0, along: $1) })
Check.both("optc2", Optc2.f, Optc2.fGradient, { Optc2.fDerivative($0, along: $1) })
Check.finish()
