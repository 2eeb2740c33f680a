// Fits the logistic model by gradient descent, and a decay by Newton's method, with the derivatives that the target Models
// has.

import Models

let x = [-2.0, -1, 0, 1, 2, 3]
let y = [0.02, 0.08, 0.27, 0.62, 0.88, 0.97]

var weights = [0.0, 1.0]
for _ in 0..<2000 {
  let gradient = logisticLossGradient(weights, x: x, y: y).weights
  for i in weights.indices { weights[i] -= 0.5 * gradient[i] }
}
let loss = logisticLoss(weights, x: x, y: y)
print("weights \(weights), loss \(loss)")
precondition(loss < 1e-3, "the fit did not converge")

let decay = Decay(times: [0, 1, 2], values: [1, 0.5, 0.25], rate: 0.5)
for _ in 0..<8 { decay.improve() }
print("rate \(decay.rate)")
precondition(abs(decay.rate - 0.6931471805599453) < 1e-12, "Newton's method did not converge")
