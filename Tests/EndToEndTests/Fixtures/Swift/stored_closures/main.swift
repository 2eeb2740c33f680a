// Closures stored in generic structures are passed addresses of values. In one program there are closures for values of
// other sizes that look the same to the machine: what these do, texts of numbers here, is not in the way.

import Nabla

struct Method<State> {
  var field: (Double, State) -> State
  var observers: [(Double, State) -> Void] = []
  var combine: (State, Double) -> State

  @inline(never)
  func run(_ state: State, steps: Int) -> State {
    (0..<steps).reduce(state) { state, i in
      observers.forEach { $0(Double(i), state) }
      return combine(field(Double(i), state), 0.5)
    }
  }
}

struct Pair {
  var x: Double
  var y: Double
}

/// No observer of pairs exists.
@Gradient @Derivative
func pairs(_ x: Double, y: Double) -> Double {
  let method = Method<Pair>(
    field: { t, p in Pair(x: p.x + t * p.y, y: p.y * x) }, combine: { Pair(x: $0.x * $1, y: $0.y) })
  let end = method.run(Pair(x: x, y: y), steps: 3)
  return end.x * end.y
}

@Gradient @Derivative
func lists(_ x: [Double]) -> Double {
  var total = 0.0
  var method = Method<[Double]>(field: { t, v in v.map { $0 * x[0] + t } }, combine: { v, k in v.map { $0 * k } })
  method.observers.append { t, v in total += t * v[0] }
  let end = method.run(x, steps: 3)
  return end.reduce(total, +)
}

@Gradient @Derivative
func counters(_ x: Double) -> Double {
  let method = Method<(Int, Double, Double)>(
    field: { t, s in (s.0 + 1, s.1 + s.2 * t, s.2 * x) }, combine: { ($0.0, $0.1 * $1, $0.2 * Double($0.0)) })
  let end = method.run((0, x, x), steps: 3)
  return end.1 * end.2
}

struct Note {
  var x: Double
  var text: String
  var more = ""
}

func notes(_ x: Double) -> Double {
  let method = Method<Note>(
    field: { t, note in Note(x: Double(note.text)! + t, text: "\(note.x)") },
    combine: { Note(x: $0.x * $1, text: "\($0.x)") })
  return method.run(Note(x: x, text: "1.5"), steps: 3).x
}

Check.equal("notes", notes(2), 2.25)

let pair = pairsGradient(1.2, y: 0.7)
Check.equal("pairs by x", pair.x, Check.slope { pairs(1.2 + $0, y: 0.7) })
Check.equal("pairs by y", pair.y, Check.slope { pairs(1.2, y: 0.7 + $0) })
Check.equal("pairs forward", pairsDerivative(1.2, y: 0.7, along: (x: 2, y: 3)).derivative, 2 * pair.x + 3 * pair.y)
let list = listsGradient([1.2, 0.7])
Check.equal("lists", list, [Check.slope { lists([1.2 + $0, 0.7]) }, Check.slope { lists([1.2, 0.7 + $0]) }])
Check.equal("lists forward", listsDerivative([1.2, 0.7], along: [2, 3]).derivative, 2 * list[0] + 3 * list[1])
let counter = countersGradient(1.2)
Check.equal("counters", counter, Check.slope { counters(1.2 + $0) })
Check.equal("counters forward", countersDerivative(1.2, along: 1).derivative, counter)
Check.finish()
