// A function that puts a new array into an object that it was given.
// known issue: the program stops with a message, because the shadow of the object would keep the shadow of the new array

import Nabla

@Differentiable
final class Model {
  var weights: [Double]
  init(_ weights: [Double]) { self.weights = weights }
}

@Gradient
func squared(_ model: Model) -> Double {
  model.weights = model.weights.map { $0 * $0 }
  return model.weights[0] * model.weights[1]
}

Check.equal("replaced", squaredGradient(Model([2, 3])).weights, [36, 24])
Check.finish()
