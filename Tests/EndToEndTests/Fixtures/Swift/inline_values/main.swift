// Values of any type: small ones lie where the box of large ones does, in dictionaries, arrays and variables.

import Foundation
import Nabla

protocol Shape { func area() -> Double }
struct Disc: Shape {
  var radius: Double
  func area() -> Double { .pi * radius * radius }
}
struct Chip: Shape {
  var side: Double
  func area() -> Double { side * side }
}
struct Box: Shape {
  var a, b, c, d: Double
  func area() -> Double { a * b + c * d }
}

@Gradient
func configured(_ x: [Double]) -> Double {
  let settings: [String: Any] = ["rate": x[1], "weights": [x[2], x[3]], "name": "net", "steps": 2]
  let rate = settings["rate"] as! Double
  let weights = settings["weights"] as? [Double] ?? []
  let steps = settings["steps"] as? Int ?? 1
  return (0..<steps).reduce(x[0]) { sum, _ in sum * rate + weights[0] * weights[1] }
}

@Gradient
func shapes(_ x: [Double]) -> Double {
  var shapes: [String: any Shape] = ["disc": Disc(radius: x[0]), "box": Box(a: x[0], b: x[1], c: x[2], d: x[3])]
  shapes["chip"] = Chip(side: x[1])
  let copies = shapes.mapValues { $0 }
  shapes["disc"] = Disc(radius: x[3] * x[3])
  var chosen = copies["box"]!
  let before = chosen.area()
  chosen = copies["chip"]!
  return before * chosen.area() + shapes.values.map { $0.area() }.reduce(0, +) + copies["disc"]!.area()
}

@Gradient
func listed(_ x: [Double]) -> Double {
  let items: [Any] = [x[0] * x[0], [x[1], x[2]], "s", 3, Box(a: x[0], b: x[1], c: 1, d: x[3])]
  return items.reduce(0) { sum, item in
    switch item {
    case let number as Double: sum + number
    case let numbers as [Double]: sum + numbers.map { $0 * $0 }.reduce(0, +)
    case let count as Int: sum + Double(count) * x[1]
    case let box as Box: sum + box.area()
    default: sum
    }
  }
}

let point = [0.5, 1.25, 0.75, 1.5]

Check.gradient("configured", configuredGradient(point), of: configured, at: point, tolerance: 1e-6)
Check.gradient("shapes", shapesGradient(point), of: shapes, at: point, tolerance: 1e-6)
Check.gradient("listed", listedGradient(point), of: listed, at: point, tolerance: 1e-6)
Check.finish()
