// What is only known when the program runs: the property behind a key path, the type of a cast.
// expect: known_at_run_time.swift:16:3: error: cannot differentiate access by a key path that is only known when the program runs
// expect: known_at_run_time.swift:17:15: error: cannot differentiate a number inside 'AnyHashable'
// expect: note: name the property, or pass closures such as '{ $0.x }' instead of key paths

import Nabla

struct State {
  var a = 0.0
  var b = 1.0
}

@Gradient
func product(_ x: Double, _ paths: [WritableKeyPath<State, Double>]) -> Double {
  var state = State()
  for path in paths { state[keyPath: path] += x * x }
  let boxed = AnyHashable(x)
  return state.a * state.b + (boxed.base as! Double)
}

print(productGradient(2, [\.a, \.b]))
