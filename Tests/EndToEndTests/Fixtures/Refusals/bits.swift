// The bits of a number, in a function that the differentiated one calls.
// expect: bits.swift:7:73: error: cannot differentiate arithmetic on the bits of an active floating-point number
// expect: in 'f'
// expect: use floating-point operations
import Nabla

func scrambled(_ x: Double) -> Double { Double(bitPattern: x.bitPattern &* 0x1235) }

@Gradient
func f(_ x: Double) -> Double { scrambled(x * x) }

print(fGradient(2))
