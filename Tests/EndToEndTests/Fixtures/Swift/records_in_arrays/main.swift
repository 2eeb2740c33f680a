// Arrays of records with numbers of two kinds beside text, next to arrays of numbers: all are empty at first.

import Nabla

struct Place {
  var x: Double
  var y: Double
}

struct Entry {
  var kind: Int
  var value: Double
  var weight: Float
  var place: Place
  var name = "a"
}

@inline(never)
func entries(_ x: [Double]) -> [Entry] {
  x.map { Entry(kind: 1, value: $0 * $0, weight: Float($0), place: Place(x: 3 * $0, y: $0 + 1)) }
}

@Gradient
func total(_ x: [Double]) -> Double { entries(x).map(\.value).reduce(0, +) }

@Gradient
func heavy(_ x: [Double]) -> Double {
  var sum = 0.0
  for e in entries(x) where e.name == "a" { sum += Double(e.weight) * e.place.y * Double(e.kind) }
  return sum
}

Check.gradient("total", totalGradient(Check.point), of: total, at: Check.point)
let reference = { (x: [Double]) in x.map { $0 * ($0 + 1) }.reduce(0, +) }
Check.gradient("heavy", heavyGradient(Check.point), of: reference, at: Check.point, tolerance: 1e-6)
Check.finish()
