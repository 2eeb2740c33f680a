// Copies of variables outside of functions take numbers with a derivative. The variables are made when they are read for
// the first time.

import Foundation
import Nabla

struct Setup {
  var start: [Double]
  var rows: [[Double]]
  var gain: Double
  var name: String
}

final class Grid {
  var cells: [Double]
  var next: Grid?
  init(_ cells: [Double], _ next: Grid? = nil) { (self.cells, self.next) = (cells, next) }
}

let start = (0..<6).map { sin(Double($0)) + 1 }
let setup = Setup(start: start.map { $0 * 2 }, rows: [start, start.map { -$0 }], gain: cos(1), name: "lazy")
let grid = Grid(start, Grid(start.map { $0 * 3 }))
let lookup = Dictionary(uniqueKeysWithValues: start.enumerated().map { ($0.offset, $0.element) })
nonisolated(unsafe) var current = start
nonisolated(unsafe) var known: [Double] = []

enum Level { case none, one(Double), many([Double]) }
let levels: [Level] = [.none, .one(start[1]), .many(start)]
let level = Level.many(start)

enum Shared { static let weights = start.map { 1 / $0 }; nonisolated(unsafe) static var scratch = start }

@Gradient @Derivative
func copied(_ x: [Double]) -> Double {
  var state = start
  for i in x.indices { state[i] *= x[i] }
  return state[0] * state[1] + state[2] * state[5] + start[3]
}

@Gradient @Derivative
func structure(_ x: [Double]) -> Double {
  var copy = setup
  for i in x.indices {
    copy.start[i] += x[i] * copy.gain
    copy.rows[i % 2][i] *= x[i]
  }
  return zip(copy.start, copy.rows[0]).reduce(0) { $0 + $1.0 * $1.1 } + copy.rows[1].reduce(0, +) * setup.start[2]
}

@Gradient @Derivative
func object(_ x: [Double]) -> Double {
  var cells = grid.cells
  var others = grid.next!.cells
  for i in x.indices {
    cells[i] *= x[i]
    swap(&cells[i], &others[x.count - 1 - i])
  }
  return zip(cells, others).reduce(0) { $0 + $1.0 * $1.1 }
}

@Gradient @Derivative
func table(_ x: [Double]) -> Double {
  var table = lookup
  for i in x.indices { table[i]! *= x[i] }
  table[10] = x[0] * x[1]
  return table[1]! * table[2]! + table[10]! + lookup[3]!
}

@Gradient @Derivative
func cases(_ x: [Double]) -> Double {
  guard case .many(var values) = level, case .one(let one) = levels[1] else { return 0 }
  for i in x.indices { values[i] *= x[i] * one }
  return values.reduce(1, *)
}

@Gradient @Derivative
func assigned(_ x: [Double]) -> Double {
  known = x.map { $0 * $0 }
  known.append(x[0])
  let sum = known.reduce(0, +)
  known = []
  return sum * sum
}

@Gradient @Derivative
func statics(_ x: [Double]) -> Double {
  var weights = Shared.weights
  for i in stride(from: 0, to: x.count, by: 2) { weights[i] = x[i] }
  return zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
}

@Gradient @Derivative
func restored(_ x: [Double]) -> Double {
  let before = current
  current = x
  var sum = 0.0
  for i in current.indices { sum += current[i] * current[i] * before[i] }
  current = before
  return sum
}

func closure(_ x: [Double]) -> Double {
  var state = start
  for i in x.indices { state[i] *= x[i] * x[i] }
  return state.reduce(0, +)
}

@main struct Program {
  static func main() {
    for _ in 0..<2 {
      Check.both("copied", copied, copiedGradient) { copiedDerivative($0, along: $1) }
      Check.both("structure", structure, structureGradient) { structureDerivative($0, along: $1) }
      Check.both("object", object, objectGradient) { objectDerivative($0, along: $1) }
      Check.both("table", table, tableGradient) { tableDerivative($0, along: $1) }
      Check.both("cases", cases, casesGradient) { casesDerivative($0, along: $1) }
      Check.both("assigned", assigned, assignedGradient) { assignedDerivative($0, along: $1) }
      Check.both("statics", statics, staticsGradient) { staticsDerivative($0, along: $1) }
      Check.both("restored", restored, restoredGradient) { restoredDerivative($0, along: $1) }
      Check.gradient("closure", gradient(at: Check.point, of: closure), of: closure, at: Check.point)
    }
    Check.equal("untouched", start + setup.start, start + start.map { $0 * 2 })
    Check.finish()
  }
}
