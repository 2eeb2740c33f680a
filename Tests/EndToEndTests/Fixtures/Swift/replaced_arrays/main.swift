// Functions that put new arrays and objects into an instance that they were given.

import Nabla

@Differentiable final class Model {
  var weights: [Double]; var bias: Double; var next: Model?
  init(_ weights: [Double], _ bias: Double = 1, _ next: Model? = nil) {
    self.weights = weights; self.bias = bias; self.next = next
  }
  func forward(_ x: [Double]) -> Double { weights = zip(weights, x).map { $0 * $1 }; return weights.reduce(bias, +) }
}
@Gradient func squared(_ model: Model) -> Double {
  model.weights = model.weights.map { $0 * $0 }; return model.weights[0] * model.weights[1]
}
@Gradient func grown(_ model: Model) -> Double {
  for i in 0..<3 { model.weights.append(model.weights[i] * model.weights[i + 1]) }; return model.weights.reduce(1, *)
}
@Gradient func constant(_ model: Model) -> Double {
  let s = model.weights[0]; model.weights = [2, 3]; return model.weights[1] * s
}
@Gradient func dropped(_ model: Model, _ x: [Double]) -> Double {
  var s = 0.0; for _ in 0..<3 { s += model.forward(x) }; return s
}
@Gradient func swapped(_ model: Model) -> Double {
  let o = Model([model.bias * 2]); o.next = model.next; model.next = o;
  return model.next!.weights[0] * model.bias * (model.next!.next?.bias ?? 7)
}
@Gradient func inPlace(_ model: Model) -> Double {
  for k in 0..<1000 { model.weights[k % 2] *= 1.001 }; return model.weights[0] * model.weights[1]
}
Check.equal("replaced", squaredGradient(Model([2, 3])).weights, [36, 24])
func w(_ f: @escaping (Model) -> Double, _ g: (Model) -> Model, _ name: String) {
  Check.gradient(name, g(Model([2, 3])).weights, of: { f(Model($0)) }, at: [2, 3])
}
w(grown, { grownGradient($0) }, "grown")
w(constant, { constantGradient($0) }, "constant")
w({ dropped($0, [1.5, 0.5]) }, { droppedGradient($0, [1.5, 0.5]).model }, "dropped")
w(inPlace, { inPlaceGradient($0) }, "inPlace")
let s = swappedGradient(Model([1], 3, Model([4], 5)))
Check.equal("swapped", [s.bias, s.next!.bias, s.next!.weights[0]], [60, 18, 0])
let s2 = swappedGradient(Model([1], 3))
Check.equal("swapped", [s2.bias, s2.next == nil ? 1 : 0], [84, 1])
let m = Model([2, 3]); let (v, g) = squaredValueWithGradient(m);
Check.equal("primal", m.weights + g.weights + [v], [4, 9, 36, 24, 36])

// Closures that capture something, too.
let inputs = [3.0, 4]
let closure = gradient(at: Model([1, 2])) { $0.forward(inputs) * $0.forward(inputs) }
Check.gradient(
  "closure", closure.weights,
  of: {
    let model = Model($0)
    return model.forward(inputs) * model.forward(inputs)
  }, at: [1, 2])

// Variables outside of functions lead to tables that are filled here.
nonisolated(unsafe) var known: [Int: Double] = [:]
func power(_ x: Double, _ n: Int) -> Double {
  if n == 0 { return 1 }
  if let value = known[n] { return value }
  let half = power(x, n / 2)
  known[n] = n % 2 == 0 ? half * half : half * half * x
  return known[n]!
}
@Gradient func tenth(_ x: Double) -> Double {
  known = [:]
  return power(x, 10)
}
Check.equal("table", tenthGradient(1.1), 23.57947691)
Check.finish()
