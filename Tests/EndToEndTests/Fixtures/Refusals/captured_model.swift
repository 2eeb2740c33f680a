// An object outside of the function takes new arrays with active numbers.
// expect: captured_model.swift:13:17: error: cannot differentiate a number with a derivative that is stored into something constant
// expect: called through 'the differentiated closure'
// expect: make what changes a parameter
import Nabla

final class Network {
  var weights: [Double]
  var activations: [Double] = []
  init(_ weights: [Double]) { self.weights = weights }

  func forward(_ x: [Double]) -> Double {
    activations = zip(weights, x).map { $0 * $1 }
    return activations.reduce(0) { $0 + $1 * $1 }
  }
}

let network = Network([1, 2])
print(gradient(at: [3.0, 4]) { network.forward($0) })
