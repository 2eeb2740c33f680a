// A small network: arrays of arrays, layers as structs, a loss over samples.

import Foundation
import Nabla

@Differentiable
struct Layer {
  var weights: [[Double]]
  var bias: [Double]

  func apply(_ x: [Double]) -> [Double] {
    var result = bias
    for i in bias.indices {
      for j in x.indices { result[i] += weights[i][j] * x[j] }
    }
    return result.map { tanh($0) }
  }
}

@Gradient(wrt: "layers")
func loss(_ layers: [Layer], inputs: [[Double]], targets: [Double]) -> Double {
  var sum = 0.0
  for (input, target) in zip(inputs, targets) {
    var x = input
    for layer in layers { x = layer.apply(x) }
    let error = x[0] - target
    sum += error * error
  }
  return sum / Double(targets.count)
}

func layers(_ v: [Double]) -> [Layer] {
  var next = 0
  func take(_ count: Int) -> [Double] {
    next += count
    return Array(v[next - count..<next])
  }
  let first = Layer(weights: (0..<3).map { _ in take(2) }, bias: take(3))
  let second = Layer(weights: [take(3)], bias: take(1))
  return [first, second]
}

func flat(_ layers: [Layer]) -> [Double] { layers.flatMap { $0.weights.flatMap(\.self) + $0.bias } }

let v = sample(13)
let inputs = (0..<4).map { sample(2, seed: $0) }
let targets = sample(4, seed: 9)
let gradient = lossGradient(layers(v), inputs: inputs, targets: targets)
Check.gradient("loss", flat(gradient), of: { loss(layers($0), inputs: inputs, targets: targets) }, at: v)
Check.finish()
