// Numbers in a dictionary.
// expect: dictionary.swift:9:33: error: cannot differentiate a dictionary
// expect: in 'spread'
// expect: keep numbers that derivatives pass through in an array
import Nabla

@Gradient
func spread(_ x: Double) -> Double {
  var table: [String: Double] = [:]
  table["a"] = x * 2
  return table["a", default: 0]
}

print(spreadGradient(2))
