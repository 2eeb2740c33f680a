// A number with a derivative that is stored into an object that code without derivative has made.
// expect: constant_object.swift:11:24: error: cannot differentiate a number with a derivative that is stored into something constant
// expect: in 'stored'
import Nabla

final class Table { var rows = [1.0, 2.0] }

@Gradient
func stored(_ x: [Double]) -> Double {
  let table = withoutDerivative { Table() }
  for i in x.indices { table.rows[i % 2] += table.rows[1] * x[i] }
  return table.rows[0]
}

print(storedGradient([3, 2]))
