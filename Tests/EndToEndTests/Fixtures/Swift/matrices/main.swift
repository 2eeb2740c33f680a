// A matrix type with subscripts; products and a Cholesky factorisation.

import Foundation
import Nabla

struct Matrix {
  var rows: Int
  var columns: Int
  var elements: [Double]

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: 0, count: rows * columns)
  }

  subscript(_ i: Int, _ j: Int) -> Double {
    get { elements[i * columns + j] }
    set { elements[i * columns + j] = newValue }
  }

  static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.columns == b.rows)
    var result = Matrix(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for j in 0..<b.columns {
        for k in 0..<a.columns { result[i, j] += a[i, k] * b[k, j] }
      }
    }
    return result
  }
}

func square(_ x: [Double], _ n: Int) -> Matrix {
  var m = Matrix(rows: n, columns: n)
  for i in 0..<n * n { m.elements[i] = x[i] }
  return m
}

@Gradient
func power(_ x: [Double]) -> Double {
  let m = square(x, 3)
  let cube = m * m * m
  return cube[0, 0] + cube[1, 1] + cube[2, 2]
}

@Gradient
func logDeterminant(_ x: [Double]) -> Double {
  let m = square(x, 3)
  var a = Matrix(rows: 3, columns: 3)
  for i in 0..<3 {
    for j in 0..<3 {
      for k in 0..<3 { a[i, j] += m[i, k] * m[j, k] }
    }
    a[i, i] += 1
  }
  for j in 0..<3 {
    for k in 0..<j { a[j, j] -= a[j, k] * a[j, k] }
    a[j, j] = a[j, j].squareRoot()
    for i in stride(from: j + 1, to: 3, by: 1) {
      for k in 0..<j { a[i, j] -= a[i, k] * a[j, k] }
      a[i, j] /= a[j, j]
    }
  }
  return 2 * (log(a[0, 0]) + log(a[1, 1]) + log(a[2, 2]))
}

let x = sample(9)
Check.gradient("power", powerGradient(x), of: power, at: x)
Check.gradient("logDeterminant", logDeterminantGradient(x), of: logDeterminant, at: x)
Check.finish()
