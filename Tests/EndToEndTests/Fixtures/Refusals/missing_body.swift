// A C function without a body here.
// expect: missing_body.swift:11:37: error: cannot differentiate a call of 'mystery'
// expect: in 'f'
// expect: make its body available
import Nabla

@_silgen_name("mystery")
func mystery(_ x: Double) -> Double

@Gradient
func f(_ x: Double) -> Double { x * mystery(x) }

print(fGradient(2))
