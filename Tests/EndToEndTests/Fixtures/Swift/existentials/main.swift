// Values of any type: existential containers inline and in boxes, casts, arrays and dictionaries of them.

import Foundation
import Nabla

enum Any1 {
  protocol Shape { func area() -> Double }
  struct Circle: Shape { var r: Double; func area() -> Double { Double.pi * r * r } }
  struct Rect: Shape { var w, h: Double; func area() -> Double { w * h } }
  struct Tri: Shape {
    var a, b, c: Double;
    func area() -> Double { let s = (a + b + c) / 2; return (s * (s - a) * (s - b) * (s - c)).squareRoot() }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let shapes: [any Shape] = [Circle(r: x[0]), Rect(w: x[1], h: x[2]), Tri(a: x[3], b: x[1], c: x[5])]
    return shapes.reduce(0) { $0 + $1.area() }
  }
}

enum Any2 {
  protocol Shape { var area: Double { get }; var name: String { get } }
  struct Circle: Shape { var r: Double; var area: Double { Double.pi * r * r }; var name: String { "circle" } }
  struct Square: Shape { var s: Double; var area: Double { s * s }; var name: String { "square" } }
  static func total(_ shapes: [any Shape]) -> Double { var t = 0.0; for s in shapes { t += s.area }; return t }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var shapes: [any Shape] = []
    for (i, v) in x.enumerated() { if i % 2 == 0 { shapes.append(Circle(r: v)) } else { shapes.append(Square(s: v)) } }
    return total(shapes)
  }
}

enum Any3 {
  protocol Layer { func callAsFunction(_ x: [Double]) -> [Double] }
  struct Dense: Layer {
    var w: [[Double]]; var b: [Double]
    func callAsFunction(_ x: [Double]) -> [Double] { zip(w, b).map { row, b in zip(row, x).map(*).reduce(b, +) } }
  }
  struct Tanh: Layer { func callAsFunction(_ x: [Double]) -> [Double] { x.map { tanh($0) } } }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let layers: [any Layer] = [
      Dense(w: [[x[0], x[1]], [x[2], x[3]]], b: [0.1, 0.2]), Tanh(), Dense(w: [[1, -1]], b: [x[4]]),
    ]
    var v = [x[5], 0.7]
    for l in layers { v = l(v) }
    return v[0]
  }
}

enum Any4 {
  protocol Shape { func area() -> Double }
  struct Circle: Shape { var r: Double; func area() -> Double { Double.pi * r * r } }
  struct Rect: Shape { var w, h: Double; func area() -> Double { w * h } }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let shapes: [any Shape] = [Circle(r: x[0]), Rect(w: x[1], h: x[2])]
    var s = 0.0
    for shape in shapes {
      if let c = shape as? Circle { s += c.r * 3 } else if let r = shape as? Rect { s += r.w * r.h * r.h }
      s += shape.area()
    }
    return s
  }
}

enum Any7 {
  protocol Force { func at(_ p: Double) -> Double }
  struct Spring: Force { var k: Double; func at(_ p: Double) -> Double { -k * p } }
  struct Drag: Force { var c, n: Double; func at(_ p: Double) -> Double { -c * pow(abs(p), n) } }
  final class Wind: Force {
    var v: Double; init(_ v: Double) { self.v = v }; func at(_ p: Double) -> Double { v * p * p }
  }
  struct World {
    var forces: [any Force]; var main: any Force; var extra: (any Force)?
    func total(_ p: Double) -> Double { forces.map { $0.at(p) }.reduce(0, +) + main.at(p) + (extra?.at(p) ?? 0) }
  }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var w = World(forces: [Spring(k: x[0]), Drag(c: x[1], n: x[2])], main: Wind(x[3]), extra: nil)
    var s = w.total(x[5]); w.extra = Spring(k: x[4]); w.main = Drag(c: x[0], n: 2); w.forces.append(Wind(x[1]))
    s += w.total(x[5] * 0.5); return s
  }
}

enum Anyclass1 {
  protocol Unit: AnyObject { var out: Double { get }; func forward(_ x: Double) }
  final class Lin: Unit {
    var w, b, out: Double; init(_ w: Double, _ b: Double) { self.w = w; self.b = b; out = 0 };
    func forward(_ x: Double) { out = w * x + b }
  }
  final class Act: Unit { var out = 0.0; func forward(_ x: Double) { out = tanh(x) } }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let net: [any Unit] = [Lin(x[0], x[1]), Act(), Lin(x[2], x[3])]; var v = x[5];
    for u in net { u.forward(v); v = u.out }; return v + (net[0] as! Lin).w * x[4]
  }
}

enum Anyerr1 {
  protocol Step { mutating func next(_ x: Double) throws -> Double }
  struct Acc: Step {
    var s: Double;
    mutating func next(_ x: Double) throws -> Double { s += x; if s > 4.3 { throw Over(v: s) }; return s * s }
  }
  struct Over: Error { var v: Double }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    var a: any Step = Acc(s: x[0]); var t = 0.0;
    for v in x { do { t += try a.next(v) } catch let e as Over { t += e.v * 10 } catch { t = 0 } }; return t
  }
}

enum Scene1 {
  struct V3 {
    var x, y, z: Double; static func - (a: V3, b: V3) -> V3 { V3(x: a.x - b.x, y: a.y - b.y, z: a.z - b.z) };
    func dot(_ o: V3) -> Double { x * o.x + y * o.y + z * o.z }
  }
  struct Ray { var o, d: V3 }
  protocol Hittable { func hit(_ r: Ray) -> Double? }
  struct Sphere: Hittable {
    var c: V3; var r: Double;
    func hit(_ ray: Ray) -> Double? {
      let oc = ray.o - c; let b = oc.dot(ray.d), a = ray.d.dot(ray.d), q = oc.dot(oc) - r * r; let disc = b * b - a * q;
      return disc < 0 ? nil : (-b - disc.squareRoot()) / a
    }
  }
  struct Plane: Hittable { var h: Double; func hit(_ r: Ray) -> Double? { r.d.y == 0 ? nil : (h - r.o.y) / r.d.y } }
  @Gradient @Derivative
  static func f(_ x: [Double]) -> Double {
    let world: [any Hittable] = [
      Sphere(c: V3(x: x[0], y: x[1], z: 5), r: x[2] + 1), Plane(h: -x[3]), Sphere(c: V3(x: 10, y: x[4], z: 3), r: 0.5),
    ]
    var s = 0.0
    for i in 0..<4 {
      let ray = Ray(o: V3(x: 0, y: 0, z: 0), d: V3(x: 0.1 * Double(i), y: x[5] * 0.1, z: 1));
      if let t = world.compactMap({ $0.hit(ray) }).filter({ $0 > 0 }).min() { s += t } else { s += 10 }
    }
    return s
  }
}

Check.both("any1", Any1.f, Any1.fGradient, { Any1.fDerivative($0, along: $1) })
Check.both("any2", Any2.f, Any2.fGradient, { Any2.fDerivative($0, along: $1) })
Check.both("any3", Any3.f, Any3.fGradient, { Any3.fDerivative($0, along: $1) })
Check.both("any4", Any4.f, Any4.fGradient, { Any4.fDerivative($0, along: $1) })
Check.both("any7", Any7.f, Any7.fGradient, { Any7.fDerivative($0, along: $1) })
Check.both("anyclass1", Anyclass1.f, Anyclass1.fGradient, { Anyclass1.fDerivative($0, along: $1) })
Check.both("anyerr1", Anyerr1.f, Anyerr1.fGradient, { Anyerr1.fDerivative($0, along: $1) })
Check.both("scene1", Scene1.f, Scene1.fGradient, { Scene1.fDerivative($0, along: $1) })
Check.finish()
