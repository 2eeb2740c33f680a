// What is only known when the program runs: what a key path leads through, the type of a cast.
// expect: known_at_run_time.swift:14:78: error: cannot differentiate access by a key path that may lead through an optional, or whose type is not known
// expect: known_at_run_time.swift:19:15: error: cannot differentiate a number inside 'AnyHashable'
// expect: note: name the property, or pass a closure such as '{ $0?.x }' instead of the key path

import Nabla

struct State {
  var first: Double?
  var next: [Double]?
}

@inline(never)
func value(_ state: State, _ path: KeyPath<State, Double?>) -> Double { state[keyPath: path] ?? 0 }

@Gradient
func product(_ x: Double, _ index: Int) -> Double {
  let state = State(first: x, next: index > 0 ? [x, x * x] : nil)
  let boxed = AnyHashable(x)
  return value(state, \.first) * value(state, \.next?[index]) + (boxed.base as! Double)
}

print(productGradient(2, 1))
