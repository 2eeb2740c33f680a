// Doubles, floats, integers of several sizes and text share their bytes.
// expect: error: cannot differentiate enum 'Cell', whose cases share their bytes
// expect: in 'Program.cell(Array<Double>, Int) -> Program.Cell'
// expect: declare it as 'indirect enum'
import Nabla

enum Cell {
  case text(String)
  case amount(Double, currency: UInt8)
  case range(Int32, Int32)
  case share(Float, of: Int32)
  case at(x: Int16, y: Int16, Double)

  var value: Double {
    switch self {
    case .text(let text): Double(text.count)
    case .amount(let amount, let currency): amount * Double(currency)
    case .range(let a, let b): Double(b - a)
    case .share(let share, let whole): Double(share) * Double(whole)
    case .at(let x, let y, let height): height * Double(x) + Double(y)
    }
  }
}

@inline(never)
func cell(_ x: [Double], _ index: Int) -> Cell {
  switch index % 5 {
  case 0: .text("ab")
  case 1: .amount(x[0], currency: UInt8(index))
  case 2: .range(Int32(index), Int32(x.count))
  case 3: .share(Float(x[1]), of: Int32(index))
  default: .at(x: Int16(index), y: 3, x[2])
  }
}

@Gradient
func total(_ x: [Double]) -> Double { (0..<10).reduce(0) { $0 + cell(x, $1).value * x[0] } }

print(totalGradient([0.5, 2, 1]))
