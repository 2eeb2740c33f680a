// A number lies where another case has small integers of which only the running program knows the values.
// expect: shared_bytes.swift:24:12: error: cannot differentiate enum 'Reading', whose cases share their bytes
// expect: in 'Program.reading(Array<Double>, Int) -> Program.Reading'
// expect: declare it as 'indirect enum'
import Nabla

enum Reading {
  case counts(UInt8, Int32)
  case value(Double)
  case list([Int], Bool)

  var value: Double {
    switch self {
    case .counts(let a, let b): Double(a) + 2 * Double(b)
    case .value(let d): 3 * d
    case .list(let values, let flag): Double(values.count) + (flag ? 1.5 : 0.5)
    }
  }
}

@inline(never)
func reading(_ x: [Double], _ kind: Int) -> Reading {
  switch kind {
  case 0: .counts(UInt8(x.count), 2)
  case 1: .value(x[0])
  default: .list([1, 2], x[0] > 0)
  }
}

@Gradient
func total(_ x: [Double]) -> Double { (0..<3).reduce(0) { $0 + reading(x, $1).value * x[0] } }

print(totalGradient([0.5, 2]))
