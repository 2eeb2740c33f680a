// What is only known when the program runs: the element behind a key path, the type of a cast.
// expect: known_at_run_time.swift:9:83: error: cannot differentiate access by a key path that may lead through a subscript or an optional, or whose type is not known
// expect: known_at_run_time.swift:16:15: error: cannot differentiate a number inside 'AnyHashable'
// expect: note: name the property, or pass a closure such as '{ $0[i] }' instead of the key path

import Nabla

@inline(never)
func value(_ state: [Double], _ path: KeyPath<[Double], Double>) -> Double { state[keyPath: path] }

@Gradient
func product(_ x: Double, _ index: Int) -> Double {
  let state = [x, x * x]
  var sum = 0.0
  for other in state.indices { sum += value(state, \.[index]) * value(state, \.[other]) }
  let boxed = AnyHashable(x)
  return sum + (boxed.base as! Double)
}

print(productGradient(2, 1))
