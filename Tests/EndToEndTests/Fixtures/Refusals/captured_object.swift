// Numbers with a derivative that are stored where there is no shadow.
// expect: captured_object.swift:12:24: error: cannot differentiate a number with a derivative that is stored into something constant
// expect: in 'Program.weighted(Program.Table, Array<Double>) -> Double'
// expect: called through 'the differentiated closure'
// expect: make what changes a parameter
import Nabla

final class Table { var rows = [1.0, 2.0] }

@inline(never)
func weighted(_ table: Table, _ x: [Double]) -> Double {
  for i in x.indices { table.rows[i % 2] += table.rows[1] * x[i] }
  return table.rows[0]
}

let table = Table()
print(gradient(at: [3.0, 2]) { weighted(table, $0) })
