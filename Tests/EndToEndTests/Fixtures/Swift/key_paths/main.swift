// Key paths that are only known when the program runs: passed on, kept in arrays, put together, to computed properties and
// into objects, read and written.

import Foundation
import Nabla

struct Place: Equatable {
  var x: Double
  var y: Double
}

struct Entry {
  var kind: Int
  var value: Double
  var weight: Float
  var place: Place
  var name = "a"
  var history: [Double] = []

  var moment: Double { value * place.y }
  var level: Double {
    get { value / 2 }
    set { value = 2 * newValue }
  }
}

final class Body {
  var mass: Double
  var place: Place
  init(_ mass: Double) {
    self.mass = mass
    place = Place(x: mass, y: 2 * mass)
  }
}

@inline(never)
func entries(_ x: [Double]) -> [Entry] {
  x.map {
    Entry(
      kind: 1, value: $0 * $0, weight: Float($0), place: Place(x: 3 * $0, y: $0 + 1), history: [$0, $0 * $0])
  }
}

@inline(never)
func column(_ entries: [Entry], _ path: KeyPath<Entry, Double>) -> [Double] { entries.map { $0[keyPath: path] } }

@Gradient @Derivative
func passed(_ x: [Double]) -> Double {
  let all = entries(x)
  return zip(column(all, \.value), column(all, \.place.y)).map(*).reduce(0, +)
}

@Gradient @Derivative
func computed(_ x: [Double]) -> Double { column(entries(x), \.moment).reduce(0, +) + column(entries(x), \.value)[0] }

@Gradient @Derivative
func listed(_ x: [Double]) -> Double {
  let all = entries(x)
  var sum = 0.0
  for path in [\Entry.value, \Entry.place.x, \Entry.place.y, \Entry.level] {
    sum += all[0][keyPath: path] * all[1][keyPath: path]
  }
  return sum
}

@Gradient @Derivative
func together(_ x: [Double]) -> Double {
  let place: KeyPath<Entry, Place> = \.place
  return column(entries(x), place.appending(path: \.x)).reduce(1, *)
}

@inline(never)
func scale(_ entry: inout Entry, _ path: WritableKeyPath<Entry, Double>, by factor: Double) {
  entry[keyPath: path] *= factor
}

@inline(never)
func move(_ entry: inout Entry, _ path: WritableKeyPath<Entry, Place>, to place: Place) { entry[keyPath: path] = place }

@Gradient @Derivative
func written(_ x: [Double]) -> Double {
  var all = entries(x)
  scale(&all[0], \.value, by: x[1])
  scale(&all[1], \.level, by: x[0] * x[2])
  scale(&all[0], \.place.x, by: x[0])
  move(&all[2], \.place, to: Place(x: x[3] * x[0], y: 1))
  return all[0].value + all[0].place.x * all[1].value + all[2].place.x * all[2].place.y
}

@inline(never)
func double(_ bodies: [Body], _ path: ReferenceWritableKeyPath<Body, Double>) -> Double {
  bodies.reduce(0) {
    $1[keyPath: path] *= 2
    return $0 + $1[keyPath: path]
  }
}

@Gradient @Derivative
func objects(_ x: [Double]) -> Double {
  let bodies = x.map { Body($0) }
  return double(bodies, \.mass) * double(bodies, \.place.y) + double(bodies, \.mass)
}

@inline(never)
func sum(_ entries: [Entry], _ path: KeyPath<Entry, [Double]>) -> Double {
  entries.reduce(0) { $0 + $1[keyPath: path].reduce(1, *) }
}

@Gradient @Derivative
func lists(_ x: [Double]) -> Double { sum(entries(x), \.history) }

struct Ordering {
  let paths: [KeyPath<Place, Double>]
  @inline(never)
  func largest(_ places: [Place], _ index: Int) -> Double { places.map { $0[keyPath: paths[index]] }.max()! }
}

@Gradient @Derivative
func stored(_ x: [Double]) -> Double {
  let order = Ordering(paths: [\.x, \.y])
  let places = x.map { Place(x: $0 * 2, y: exp($0)) }
  return order.largest(places, 0) * order.largest(places, 1)
}

@inline(never)
func scale(_ entries: inout [Entry], _ path: WritableKeyPath<Entry, Double>, by factor: Double) {
  for i in entries.indices { entries[i][keyPath: path] *= factor * Double(i + 1) }
}

@Gradient @Derivative
func elements(_ x: [Double]) -> Double {
  var all = entries(x)
  var sum = column(all, \.history[0]).reduce(0, +)
  for i in 0..<2 { sum += column(all, \.history[i]).reduce(1, *) }
  scale(&all, \.history[1], by: x[2])
  return sum + column(all, \.history[1]).reduce(0, +)
}

/// The literal is not in the differentiated code.
@Gradient
func chosen(_ x: [Double], _ path: KeyPath<Place, Double>) -> Double {
  Place(x: x[0] * x[1], y: x[0] + x[1] * x[1])[keyPath: path] * x[2]
}

Check.both("passed", passed, { passedGradient($0) }, { passedDerivative($0, along: $1) })
Check.both("computed", computed, { computedGradient($0) }, { computedDerivative($0, along: $1) })
Check.both("listed", listed, { listedGradient($0) }, { listedDerivative($0, along: $1) })
Check.both("together", together, { togetherGradient($0) }, { togetherDerivative($0, along: $1) })
Check.both("written", written, { writtenGradient($0) }, { writtenDerivative($0, along: $1) })
Check.both("objects", objects, { objectsGradient($0) }, { objectsDerivative($0, along: $1) })
Check.both("lists", lists, { listsGradient($0) }, { listsDerivative($0, along: $1) })
Check.both("stored", stored, { storedGradient($0) }, { storedDerivative($0, along: $1) })
Check.both("elements", elements, { elementsGradient($0) }, { elementsDerivative($0, along: $1) })
for path in [\Place.x, \Place.y] {
  Check.gradient("chosen", chosenGradient(Check.point, path), of: { chosen($0, path) }, at: Check.point)
}
Check.finish()
