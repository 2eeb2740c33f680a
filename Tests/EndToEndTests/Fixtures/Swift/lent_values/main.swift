// Values of dictionaries that are changed where they lie: accessors that lend them keep each other's second halves in
// frames.

import Foundation
import Nabla

struct Lot {
  var price: Double
  var history: [Double]
  var tag: Tag
  struct Tag {
    var weight: Double
    var name: String
  }
}

@Gradient
func book(_ x: [Double]) -> Double {
  var book: [String: Lot] = [:]
  for (i, v) in x.enumerated() {
    book["k\(i)"] = Lot(price: v * v, history: [v, 2 * v], tag: .init(weight: v, name: "n\(i)"))
  }
  book["k1"]?.history.append(x[0])
  book["k2"]!.tag.weight *= x[1]
  book["none"]?.price *= 3
  let gone = book.removeValue(forKey: "k0")
  book["k3"] = nil
  var sum = gone!.price
  for (_, lot) in book { sum += lot.price * lot.history.reduce(0, +) + lot.tag.weight }
  let rich = book.filter { $0.value.price > 0.1 }.mapValues { $0.price * $0.tag.weight }
  return sum + rich.values.reduce(0, +) + book.values.map(\.tag.weight).max()!
}

@Gradient
func lists(_ x: [Double]) -> Double {
  var lists: [Int: [Double]] = [7: [x[1]]]
  lists[7]?.append(x[2])
  lists[9, default: []].append(x[0])
  lists[7]?[0] *= x[3]
  return lists[7]![1] * lists[7]![0] * lists[9]![0]
}

struct Cell {
  var parts: [Int: [Double]] = [:]
  var scale = 1.0
  /// Lends a part, and counts what it was lent for.
  subscript(key: Int) -> [Double] {
    _read { yield parts[key] ?? [] }
    _modify {
      scale *= 1.5
      yield &parts[key, default: []]
    }
  }
}

@Gradient
func cells(_ x: [Double]) -> Double {
  var cells = [Cell(), Cell()]
  for (i, v) in x.enumerated() { cells[i % 2][i / 2].append(v * v) }
  cells[1][0][0] *= cells[0][1][0]
  return cells.map { cell in cell.scale * cell.parts.values.map { $0.reduce(0, +) }.reduce(1, *) }.reduce(0, +)
}

let point = [0.55, 1.25, 0.75, 0.9]
Check.gradient("book", bookGradient(point), of: book, at: point, tolerance: 1e-6)
Check.gradient("lists", listsGradient(point), of: lists, at: point, tolerance: 1e-6)
Check.gradient("cells", cellsGradient(point), of: cells, at: point, tolerance: 1e-6)
Check.finish()
