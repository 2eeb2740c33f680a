// The gradient of the LSTM loss as a careful person writes it: backpropagation through time, keeping the activations of
// every step. The yardstick for the generated gradient.

import Foundation

/// The value and the gradient of `loss`, by hand.
func handWrittenValueWithGradient(_ parameters: Parameters, text: Text) -> (value: Double, gradient: Parameters) {
  var network = HandWrittenNetwork(parameters, text)
  for t in 0..<text.length - 1 {
    network.forward(t)
  }
  for t in (0..<text.length - 1).reversed() {
    network.backward(t)
  }
  return (network.value, network.gradient)
}

/// What one element of one layer did in one step.
private struct Activation {
  var input = 0.0
  var oldHidden = 0.0
  var oldCell = 0.0
  var forget = 0.0
  var ingate = 0.0
  var outgate = 0.0
  var change = 0.0
  var tanhCell = 0.0
}

/// The network unrolled over the text, with the adjoints of its states.
private struct HandWrittenNetwork {
  let parameters: Parameters
  let text: Text
  let bits: Int
  let layers: Int
  let scale: Double

  var value = 0.0
  var gradient: Parameters
  var state: [Double]
  var stateAdjoint: [Double]
  var signal: [Double]
  var activations: [Activation]
  /// The hidden state of the last layer, the scores and log(2 + Σ exp(score)) of every step.
  var outputs: [Double] = []
  var scores: [Double] = []
  var logNorms: [Double] = []

  init(_ parameters: Parameters, _ text: Text) {
    self.parameters = parameters
    self.text = text
    bits = text.bits
    layers = text.layers
    let steps = text.length - 1
    scale = -1 / Double(bits * steps)
    gradient = Parameters(
      main: Array(repeating: 0, count: parameters.main.count),
      extra: Array(repeating: 0, count: parameters.extra.count))
    state = text.state
    stateAdjoint = Array(repeating: 0, count: state.count)
    signal = Array(repeating: 0, count: bits)
    activations = Array(repeating: Activation(), count: steps * layers * bits)
    outputs.reserveCapacity(steps * bits)
    scores.reserveCapacity(steps * bits)
    logNorms.reserveCapacity(steps)
  }

  /// One step of the network: updates the states and adds to the loss.
  mutating func forward(_ t: Int) {
    for j in 0..<bits {
      signal[j] = text.sequence[t * bits + j] * parameters.extra[j]
    }
    for layer in 0..<layers {
      forward(t, layer)
    }
    var norm = 2.0
    for j in 0..<bits {
      let score = signal[j] * parameters.extra[bits + j] + parameters.extra[2 * bits + j]
      outputs.append(signal[j])
      scores.append(score)
      norm += exp(score)
    }
    let logNorm = log(norm)
    logNorms.append(logNorm)
    for j in 0..<bits {
      value += scale * text.sequence[(t + 1) * bits + j] * (scores[t * bits + j] - logNorm)
    }
  }

  /// One layer in one step.
  private mutating func forward(_ t: Int, _ layer: Int) {
    let weights = 8 * bits * layer
    let biases = weights + 4 * bits
    let hidden = 2 * bits * layer
    for j in 0..<bits {
      var a = Activation()
      a.input = signal[j]
      a.oldHidden = state[hidden + j]
      a.oldCell = state[hidden + bits + j]
      a.forget = sigmoid(a.input * parameters.main[weights + j] + parameters.main[biases + j])
      a.ingate = sigmoid(a.oldHidden * parameters.main[weights + bits + j] + parameters.main[biases + bits + j])
      a.outgate = sigmoid(a.input * parameters.main[weights + 2 * bits + j] + parameters.main[biases + 2 * bits + j])
      a.change = tanh(a.oldHidden * parameters.main[weights + 3 * bits + j] + parameters.main[biases + 3 * bits + j])
      let cell = a.oldCell * a.forget + a.ingate * a.change
      a.tanhCell = tanh(cell)
      signal[j] = a.outgate * a.tanhCell
      state[hidden + j] = signal[j]
      state[hidden + bits + j] = cell
      activations[(t * layers + layer) * bits + j] = a
    }
  }

  /// The step `t` backwards: `signal` becomes the adjoint of the signal between the layers.
  mutating func backward(_ t: Int) {
    var actual = 0.0
    for j in 0..<bits {
      actual += text.sequence[(t + 1) * bits + j]
    }
    for j in 0..<bits {
      let probability = exp(scores[t * bits + j] - logNorms[t])
      let score = scale * (text.sequence[(t + 1) * bits + j] - actual * probability)
      gradient.extra[bits + j] += score * outputs[t * bits + j]
      gradient.extra[2 * bits + j] += score
      signal[j] = score * parameters.extra[bits + j]
    }
    for layer in (0..<layers).reversed() {
      backward(t, layer)
    }
    for j in 0..<bits {
      gradient.extra[j] += signal[j] * text.sequence[t * bits + j]
    }
  }

  /// One layer in one step, backwards.
  private mutating func backward(_ t: Int, _ layer: Int) {
    let weights = 8 * bits * layer
    let biases = weights + 4 * bits
    let hidden = 2 * bits * layer
    for j in 0..<bits {
      let a = activations[(t * layers + layer) * bits + j]
      let output = signal[j] + stateAdjoint[hidden + j]
      let cell = stateAdjoint[hidden + bits + j] + output * a.outgate * (1 - a.tanhCell * a.tanhCell)
      let forget = cell * a.oldCell * a.forget * (1 - a.forget)
      let ingate = cell * a.change * a.ingate * (1 - a.ingate)
      let outgate = output * a.tanhCell * a.outgate * (1 - a.outgate)
      let change = cell * a.ingate * (1 - a.change * a.change)
      add(forget, times: a.input, weight: weights + j, bias: biases + j)
      add(ingate, times: a.oldHidden, weight: weights + bits + j, bias: biases + bits + j)
      add(outgate, times: a.input, weight: weights + 2 * bits + j, bias: biases + 2 * bits + j)
      add(change, times: a.oldHidden, weight: weights + 3 * bits + j, bias: biases + 3 * bits + j)
      signal[j] = forget * parameters.main[weights + j] + outgate * parameters.main[weights + 2 * bits + j]
      stateAdjoint[hidden + j] =
        ingate * parameters.main[weights + bits + j] + change * parameters.main[weights + 3 * bits + j]
      stateAdjoint[hidden + bits + j] = cell * a.forget
    }
  }

  /// Adds the adjoint of a gate's argument to the gradient of its weight and bias.
  private mutating func add(_ adjoint: Double, times input: Double, weight: Int, bias: Int) {
    gradient.main[weight] += adjoint * input
    gradient.main[bias] += adjoint
  }
}
