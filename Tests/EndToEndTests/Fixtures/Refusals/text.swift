// A number that becomes text and a number again.
// expect: text.swift:8:46: error: cannot differentiate numbers that become text
// expect: in 'rounded'
// expect: convert outside
import Nabla

@Gradient
func rounded(_ x: Double) -> Double { Double(String(x * x))! }

print(roundedGradient(2))
