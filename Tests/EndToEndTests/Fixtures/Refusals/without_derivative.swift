// What would lose its derivative on the way through code without one.
// expect: without_derivative.swift:11:3: error: cannot differentiate 'withoutDerivative' around code that may change a variable
// expect: in 'changed'
// expect: return the new value from it instead
import Nabla

@Gradient
func changed(_ x: Double) -> Double {
  var y = x * x

  withoutDerivative { y = 5 * x }
  return y * x
}

print(changedGradient(3))
