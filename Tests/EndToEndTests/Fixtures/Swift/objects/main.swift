// Classes with state, linked lists of objects, indirect enums.

import Foundation
import Nabla

final class Body {
  var p: Double; var v: Double; init(_ p: Double, _ v: Double) { self.p = p; self.v = v }
  func step(_ h: Double, _ k: Double) { v -= h * k * p; p += h * v }
}
@Gradient
func oscillator(_ x: [Double]) -> Double {
  let b = Body(x[0], x[1])
  for _ in 0..<20 { b.step(0.05, x[2]) }
  return b.p * b.p + b.v * x[3]
}

final class Node { var w: Double; var next: Node?; init(_ w: Double, _ n: Node?) { self.w = w; next = n } }
@Gradient
func linked(_ x: [Double]) -> Double {
  var head: Node? = nil; for v in x { head = Node(v * v, head) }; var s = 1.0, p = head;
  while let n = p { s = s * 0.5 + n.w * s; p = n.next }; return s
}

indirect enum E {
  case v(Int), c(Double), add(E, E), mul(E, E), sin(E)
  func eval(_ x: [Double]) -> Double {
    switch self {
    case .v(let i): x[i];
    case .c(let c): c;
    case .add(let a, let b): a.eval(x) + b.eval(x);
    case .mul(let a, let b): a.eval(x) * b.eval(x);
    case .sin(let a): Foundation.sin(a.eval(x))
    }
  }
}
@Gradient
func expression(_ x: [Double]) -> Double {
  let e = E.add(.mul(.v(0), .sin(.v(1))), .mul(.c(2), .mul(.v(2), .v(3)))); return e.eval(x)
}

let point = [0.55, 1.25, 0.75, 0.9]
Check.gradient("oscillator", oscillatorGradient(point), of: oscillator, at: point, tolerance: 1e-6)
Check.gradient("linked", linkedGradient(point), of: linked, at: point, tolerance: 1e-6)
Check.gradient("expression", expressionGradient(point), of: expression, at: point, tolerance: 1e-6)
Check.finish()
