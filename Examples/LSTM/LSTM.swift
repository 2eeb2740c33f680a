// The objective of ADBench's LSTM problem: how badly a small recurrent network predicts the next character of a text.
// Each character is a row of bits, every weight matrix is diagonal. Ordinary Swift; only the attributes speak of
// derivatives.

import Foundation
import Nabla

/// The weights of the network, row by row; a row of `main` holds four times as many numbers as a character has bits.
@Differentiable
struct Parameters {
  /// Two rows per layer: the weights, then the biases, of the forget, input and output gate and of the change.
  var main: [Double]
  /// Three rows: the weights of the input, the weights of the output and the biases of the output.
  var extra: [Double]
}

/// What is given: the text and the state in which the network starts.
struct Text {
  /// How many bits a character has.
  var bits: Int
  /// The characters, one after the other.
  var sequence: [Double]
  /// Two rows per layer: the hidden state, then the cell.
  var state: [Double]

  var layers: Int { state.count / (2 * bits) }
  var length: Int { sequence.count / bits }

  /// The bits of the character at position `t`.
  func character(_ t: Int) -> [Double] {
    Array(sequence[t * bits..<(t + 1) * bits])
  }
}

/// The mean cross entropy per bit between the predicted and the actual next character.
@Gradient(wrt: "parameters")
func loss(_ parameters: Parameters, text: Text) -> Double {
  var state = text.state
  var total = 0.0
  for t in 0..<text.length - 1 {
    let prediction = predict(parameters, from: text.character(t), state: &state, layers: text.layers)
    let logNorm = log(2 + prediction.map { exp($0) }.reduce(0, +))
    for (actual, predicted) in zip(text.character(t + 1), prediction) {
      total += actual * (predicted - logNorm)
    }
  }
  return -total / Double(text.bits * (text.length - 1))
}

/// Sends one character through all layers, updates their states, and returns the scores of the next character.
func predict(_ parameters: Parameters, from character: [Double], state: inout [Double], layers: Int) -> [Double] {
  let bits = character.count
  var signal = (0..<bits).map { character[$0] * parameters.extra[$0] }
  for layer in 0..<layers {
    updateLayer(layer, parameters.main, signal: &signal, state: &state)
  }
  return (0..<bits).map { signal[$0] * parameters.extra[bits + $0] + parameters.extra[2 * bits + $0] }
}

/// Updates the hidden state and the cell of one layer; its hidden state is the signal to the next layer.
func updateLayer(_ layer: Int, _ main: [Double], signal: inout [Double], state: inout [Double]) {
  let bits = signal.count
  let weights = 8 * bits * layer
  let biases = weights + 4 * bits
  let hidden = 2 * bits * layer
  let cell = hidden + bits
  for j in 0..<bits {
    let forget = sigmoid(signal[j] * main[weights + j] + main[biases + j])
    let ingate = sigmoid(state[hidden + j] * main[weights + bits + j] + main[biases + bits + j])
    let outgate = sigmoid(signal[j] * main[weights + 2 * bits + j] + main[biases + 2 * bits + j])
    let change = tanh(state[hidden + j] * main[weights + 3 * bits + j] + main[biases + 3 * bits + j])
    state[cell + j] = state[cell + j] * forget + ingate * change
    state[hidden + j] = outgate * tanh(state[cell + j])
    signal[j] = state[hidden + j]
  }
}

/// The logistic function.
func sigmoid(_ x: Double) -> Double {
  1 / (1 + exp(-x))
}
