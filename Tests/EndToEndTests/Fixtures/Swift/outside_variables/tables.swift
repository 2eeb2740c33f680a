// Variables of another file: they are made when they are read for the first time.

import Foundation

struct Setup {
  var start: [Double]
  var rows: [[Double]]
  var gain: Double
  var name: String
}

final class Grid {
  var cells: [Double]
  var next: Grid?
  init(_ cells: [Double], _ next: Grid? = nil) { (self.cells, self.next) = (cells, next) }
}

let start = (0..<6).map { sin(Double($0)) + 1 }
let setup = Setup(start: start.map { $0 * 2 }, rows: [start, start.map { -$0 }], gain: cos(1), name: "lazy")
let grid = Grid(start, Grid(start.map { $0 * 3 }))
let lookup = Dictionary(uniqueKeysWithValues: start.enumerated().map { ($0.offset, $0.element) })
nonisolated(unsafe) var current = start
nonisolated(unsafe) var known: [Double] = []

enum Level { case none, one(Double), many([Double]) }
let levels: [Level] = [.none, .one(start[1]), .many(start)]
let level = Level.many(start)

enum Shared { static let weights = start.map { 1 / $0 }; nonisolated(unsafe) static var scratch = start }
