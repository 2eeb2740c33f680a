// The shadow level: every activity, several lanes, long shadows, buffers, classes and errors.

import Foundation
import Nabla

@Autodiff(.reverse, .duplicated, .active, .const, .active)
@Autodiff(.forward, .dual, .dual, .const, .dual)
func energy(_ x: [Double], scale: Double, count: Int) -> Double {
  var sum = 0.0
  for i in 0..<count { sum += x[i] * x[i] * scale }
  return sum
}

@Autodiff(.reverse, .duplicated, .active, .activeOnly, width: 2)
func lanes(_ x: [Double], scale: Double) -> Double { x[0] * x[1] * scale }

@Autodiff(.forward, .dualv, .dualv, width: 3)
func squares(_ x: [Double]) -> [Double] { x.map { $0 * $0 } }

@Autodiff(.forward, .dual, .const, .dualOnly, width: 2)
func mixed(_ x: [Double], _ y: Double) -> Double { x[0] * x[1] * y }

@Autodiff(.forward, .dualv, .dualvOnly, width: 2)
func smooth(_ x: inout [Double], _ y: ContiguousArray<Double>) {
  for i in x.indices { x[i] *= y[i] }
}

@Autodiff(.reverse, .duplicated, .duplicated)
@Autodiff(.forward, .dualv, .dual, width: 2)
func buffers(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutablePointer<Double>) {
  y.pointee = 0
  for value in x { y.pointee += value * value }
}

@Autodiff(.reverse, .duplicatedOnly, .const)
func inPlace(_ x: inout [Double], factor: Double) {
  for i in 1..<x.count { x[i] *= x[i - 1] * factor }
}

@Autodiff(.forward, .dual, .dual)
func tangentOfTuple(_ x: Double) -> (Double, [Double]) { (x * x, [x, 3 * x]) }

struct Negative: Error {}

@Autodiff(.reverse, .active, .active)
func root(_ x: Double) throws(Negative) -> Double {
  if x < 0 { throw Negative() }
  return x.squareRoot()
}

@Differentiable
struct Matrix {
  var rows: Int
  var elements: [Double]
}
extension Matrix: ShadowChecked {
  func shadowMismatch(with shadow: Matrix) -> TangentShapeMismatch? {
    rows == shadow.rows ? nil : TangentShapeMismatch(primal: "\(rows) rows", tangent: "\(shadow.rows) rows")
  }
}

@Autodiff(.reverse, .duplicated, .active)
func trace(_ m: Matrix) -> Double { (0..<m.rows).reduce(0) { $0 + m.elements[$1 * m.rows + $1] } }

// Arrays that the function makes itself.

@Autodiff(.reverse, .duplicated, .active)
func extend(_ x: inout [Double], by value: Double) {
  x = x.map { $0 * $0 }
  x.append(value * x[0])
}

@Autodiff(.reverse, .duplicated, .active, .active)
func results(_ x: [Double], scale: Double) throws(Negative) -> (sum: Double, parts: [Double]) {
  if scale < 0 { throw Negative() }
  return (x.reduce(0, +) * scale, x.map { $0 * $0 * scale })
}

@Autodiff(.reverse, .duplicated, .active, .activeOnly)
func transform(_ m: inout Matrix, scale: Double) -> [Double] {
  for i in m.elements.indices { m.elements[i] *= scale }
  return m.elements.map { $0 * 2 }
}

let x = [1.0, 2, 3]
var dx = [10.0, 20, 30]
let (value, dScale) = energyReverse(x, dx: &dx, scale: 2, count: 2, seed: 0.5)
Check.equal("value", [value, dScale], [10, 2.5])
Check.equal("added", dx, [12, 24, 30])
let forward = energyForward(x, dx: [1, 0, 5], scale: 2, dscale: 1, count: 2)
Check.equal("forward", [forward.value, forward.derivative], [10, 9])

var (dx1, dx2) = ([0.0, 0, 0], [0.0, 0, 0])
let scales = lanesReverse(x, dx1: &dx1, dx2: &dx2, scale: 5, seed1: 1, seed2: 10)
Check.equal("two seeds", dx1 + dx2, [10, 5, 0, 100, 50, 0])
Check.equal("two adjoints", [scales.dscale1, scales.dscale2], [2, 20])

let long = squaresForward(x, dx: [1, 0, 0, 0, 1, 0, 0, 1, 1])
Check.equal("long value", long.value, [1, 4, 9])
Check.equal("long", long.derivative, [2, 0, 0, 0, 4, 0, 0, 4, 6])
let both = mixedForward(x, dx1: [1, 0, 0], dx2: [0, 1, 0], 4)
Check.equal("only derivatives", [both.0, both.1], [8, 4])
var changed = x
var dChanged = [1.0, 0, 0, 0, 0, 0]
smoothForward(&changed, dx: &dChanged, [2, 3, 4], dy: [0, 0, 0, 1, 1, 1])
Check.equal("changed", changed, [2, 6, 12])
Check.equal("changed shadows", dChanged, [2, 0, 0, 1, 2, 3])

var dBuffer = [0.0, 0, 0]
var y = 0.0
var dy = 1.0
x.withUnsafeBufferPointer { x in
  dBuffer.withUnsafeMutableBufferPointer { buffersReverse(x, dx: $0, into: &y, dy: &dy) }
  Check.equal("buffers", y, 14)
  let directions = [1.0, 0, 0, 0, 0, 1]
  var (dy1, dy2) = (0.0, 0.0)
  directions.withUnsafeBufferPointer { buffersForward(x, dx: $0, into: &y, dy1: &dy1, dy2: &dy2) }
  Check.equal("buffer tangents", [dy1, dy2], [2, 6])
}
Check.equal("buffer shadow", dBuffer + [dy], [2, 4, 6, 0])

var z = [2.0, 3, 4]
var dz = [0.0, 0, 1]
inPlaceReverse(&z, dx: &dz, factor: 1)
Check.equal("in place", dz, [12, 8, 6])
let tuple = tangentOfTupleForward(3, dx: 1)
Check.equal("tuple", [tuple.derivative.0] + tuple.derivative.1, [6, 1, 3])
Check.equal("throws", try rootReverse(4, seed: 1).dx, 0.25)
do throws(Negative) {
  _ = try rootReverse(-4, seed: 1)
  Check.equal("thrown", 0, 1)
} catch {}
let identity = Matrix(rows: 2, elements: [1, 0, 0, 1])
var shadow = identity.zeroTangent()
_ = traceReverse(identity, dm: &shadow, seed: 3)
Check.equal("matrix", shadow.elements, [3, 0, 0, 3])

var grown = [2.0, 3]
var seeds = [1.0, 10, 100]
let factor = extendReverse(&grown, dx: &seeds, by: 5)
Check.equal("grown", grown, [4, 9, 20])
Check.equal("grown shadow", seeds, [4 + 100 * 20, 60])
Check.equal("grown factor", factor, 400)
var dParts = [1.0, 1, 1]
let parts = try resultsReverse(x, dx: &dParts, scale: 2, seed: (sum: 1, parts: [0, 1, 0]))
Check.equal("parts", parts.value.parts + [parts.value.sum], [2, 8, 18, 12])
Check.equal("parts shadow", dParts, [3, 11, 3])
Check.equal("parts scale", parts.dscale, 6 + 4)
var matrix = Matrix(rows: 1, elements: [3])
var dMatrix = Matrix(rows: 1, elements: [10])
let dFactor = transformReverse(&matrix, dm: &dMatrix, scale: 5, seed: [1])
Check.equal("matrix", matrix.elements + dMatrix.elements + [dFactor], [15, 60, 36])
Check.finish()
