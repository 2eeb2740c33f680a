// Enums in which small integers, flags and the tags of other enums lie where further cases have numbers, vectors or objects.

import Foundation
import Nabla

func check(
  _ name: String, _ f: ([Double]) -> Double, _ gradient: ([Double]) -> [Double],
  _ derivative: ([Double], [Double]) -> (Double, Double)
) {
  Check.both(name, f, gradient, derivative)
}

// MARK: integers that only the running program knows

enum Reading {
  case counts(UInt8, Int32)
  case value(Double)
  case list([Int], Bool)

  var value: Double {
    switch self {
    case .counts(let a, let b): Double(a) + 2 * Double(b)
    case .value(let d): 3 * d
    case .list(let values, let flag): Double(values.count) + (flag ? 1.5 : 0.5)
    }
  }
}

@inline(never)
func reading(_ x: [Double], _ kind: Int) -> Reading {
  switch kind {
  case 0: .counts(UInt8(x.count), 2)
  case 1: .value(x[0])
  default: .list([1, 2], x[0] > 0)
  }
}

@Gradient @Derivative
func readings(_ x: [Double]) -> Double { (0..<3).reduce(0) { $0 + reading(x, $1).value * x[0] } }

check("readings", readings, { readingsGradient($0) }, { readingsDerivative($0, along: $1) })

// MARK: an enum in the payload of another one, beside small integers: its tag lies where a number does

enum Inner {
  case list([Double]), count(Int), none

  var value: Double {
    switch self {
    case .list(let values): values[0] * values[1]
    case .count(let n): 2 * Double(n)
    case .none: 0.5
    }
  }
}

enum Outer {
  case number(Double)
  case keyed(UInt8, Inner)
  case pair(UInt8, Inner?, (Double, Double))
  case maybe(Double?, (Double, Double))

  var value: Double {
    switch self {
    case .number(let d): d * d
    case .keyed(let key, let inner): Double(key) + inner.value
    case .pair(let key, let inner, let p): Double(key) + (inner?.value ?? 0.75) + p.0 * p.1
    case .maybe(let d, let p): (d ?? 0.25) + p.0 * p.1
    }
  }
}

@inline(never)
func inner(_ x: [Double], _ kind: Int) -> Inner {
  kind == 0 ? .list([x[0] + 0.5, x[1]]) : kind == 1 ? .count(1) : .none
}

@inline(never)
func outer(_ x: [Double], _ kind: Int) -> Outer {
  switch kind {
  case 0: .number(x[0] * x[2])
  case 1: .keyed(2, inner(x, 1))
  case 2: .pair(1, nil, (x[0], x[1] * x[2]))
  case 3: .maybe(nil, (x[2], x[1]))
  default: .keyed(3, inner(x, 0))
  }
}

@Gradient @Derivative
func outers(_ x: [Double]) -> Double { (0..<5).reduce(0) { $0 + outer(x, $1).value * x[$1 % 3] } }

@Gradient @Derivative
func outerList(_ x: [Double]) -> Double {
  let all: [Outer?] = [outer(x, 3), nil, outer(x, 2), outer(x, 4), outer(x, 1)]
  return all.compactMap { $0 }.map { $0.value }.reduce(x[1], +)
}

check("outers", outers, { outersGradient($0) }, { outersDerivative($0, along: $1) })
check("outerList", outerList, { outerListGradient($0) }, { outerListDerivative($0, along: $1) })

// MARK: a small integer that is read where another case has a number, as a value of any type

protocol Valued { var value: Double { get } }

final class Node: Valued {
  var v: Double
  init(_ v: Double) { self.v = v }
  var value: Double { v * v }
}

enum Small: Valued {
  case vector(Int, SIMD2<Double>)
  case weighted(Double, UInt8)
  case flagged(Bool, (Double, Double), [Double])
  case node(Node)

  var value: Double {
    switch self {
    case .vector(let n, let v): Double(n) + v.x * v.y
    case .weighted(let d, let k): d * Double(k)
    case .flagged(let on, let p, let list): (on ? 1.5 : 0.5) + p.0 * p.1 + list[0] * list[1]
    case .node(let node): 4 * node.value
    }
  }
}

@inline(never)
func small(_ x: [Double], _ kind: Int) -> Small {
  switch kind {
  case 0: .vector(1, SIMD2(x[0], x[2]))
  case 1: .weighted(x[1] + 0.5, 3)
  case 2: .flagged(x[0] > 0, (x[2], x[1]), [x[0], x[0] * x[2]])
  default: .node(Node(x[0]))
  }
}

@Gradient @Derivative
func smalls(_ x: [Double]) -> Double {
  let all: [any Valued] = [small(x, 1), small(x, 0), Node(x[0]), small(x, 2), small(x, 3)]
  return all.map { $0.value }.reduce(1) { $0 + $1 * $1 }
}

check("smalls", smalls, { smallsGradient($0) }, { smallsDerivative($0, along: $1) })

// MARK: text beside numbers: nobody looks at its bytes

struct Item {
  var id: Int
  var price: Double
  var scale: Float
  var name: String
  var tags: [Int]
  var active: Bool
}

struct Bundle {
  var items: [Item]
  var discount: Double
}

enum Entry { case item(Item), bundle(Bundle), shipping(Double, express: Bool), note(String), nothing }

func total(_ entry: Entry) -> Double {
  switch entry {
  case .item(let item): item.active ? item.price * Double(item.scale) * Double(item.id + item.tags.count) : 0
  case .bundle(let bundle): bundle.items.map { total(.item($0)) }.reduce(0, +) * (1 - bundle.discount)
  case .shipping(let cost, let express): express ? 2 * cost : cost
  case .note(let text): Double(text.utf8.count)
  case .nothing: 0
  }
}

@Gradient @Derivative
func order(_ x: [Double]) -> Double {
  let item = Item(id: 2, price: x[0], scale: 1.5, name: "pen", tags: [1, 2], active: true)
  let entries: [Entry] = [
    .item(item), .bundle(Bundle(items: [item, item], discount: x[1])), .shipping(x[2], express: true), .note("abc"),
    .nothing,
  ]
  return entries.map(total).reduce(0, +)
}

check("order", order, { orderGradient($0) }, { orderDerivative($0, along: $1) })

// MARK: a value that is a number and a list by turns

enum Either<A, B> { case left(A), right(B) }

@Gradient @Derivative
func turns(_ x: [Double]) -> Double {
  var e: Either<Double, [Double]> = .left(x[0])
  for v in x {
    switch e {
    case .left(let a): e = .right([a, v])
    case .right(let list): e = list.count > 2 ? .left(list[0] * list[1] + v) : .right(list + [v * list[0]])
    }
  }
  switch e {
  case .left(let a): return a
  case .right(let list): return list.reduce(0) { $0 + $1 * $1 }
  }
}

check("turns", turns, { turnsGradient($0) }, { turnsDerivative($0, along: $1) })

// MARK: vectors beside records of small integers

enum Step {
  case move(SIMD3<Double>, key: Int32, on: Bool)
  case record(Double, Int32, Bool, Double)
  case wait(Inner?, Double)

  var value: Double {
    switch self {
    case .move(let v, let key, let on): (v * v).sum() * Double(key) + (on ? 1 : 0)
    case .record(let a, let k, let on, let d): on ? a * d * Double(k) : 1
    case .wait(let inner, let d): (inner?.value ?? 0.75) + d * d
    }
  }
}

@inline(never)
func step(_ x: [Double], _ kind: Int) -> Step {
  switch kind {
  case 0: .wait(inner(x, 0), x[2])
  case 1: .record(x[0] - 2 * x[1], 2, true, x[1] + 0.5)
  case 2: .move(SIMD3(x[2] + 0.5, x[2] * x[1], x[0]), key: 3, on: x[0] > 0)
  default: .wait(nil, x[0] * x[1])
  }
}

@Gradient @Derivative
func steps(_ x: [Double]) -> Double { (0..<4).reduce(1) { $0 + step(x, $1).value * x[$1 % 3] } }

check("steps", steps, { stepsGradient($0) }, { stepsDerivative($0, along: $1) })

Check.finish()
