import Nabla

@Gradient
func energy(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 * $1 } }

print(energyGradient([1, 2]) == [3, 12] ? "ok gradient" : "wrong")
