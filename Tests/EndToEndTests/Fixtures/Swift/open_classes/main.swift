// Methods of classes that others may inherit from. The derivative of a method has the method's type, and is called
// through the same table: what is differentiated must not take one for the other.

import Nabla

@Differentiable
final class Material {
  var stiffness: Double
  init(_ stiffness: Double) { self.stiffness = stiffness }
}

open class Spring {
  let material: Material
  init(_ material: Material) { self.material = material }

  @Gradient @Derivative @Pullback
  open func energy(_ x: Double) -> Double { 0.5 * material.stiffness * x * x }

  @Gradient
  open func force(_ x: Double) -> Double { -energy(x) / x }

  @Gradient
  public class func unit(_ x: Double) -> Double { x * x * x }
}

class Hard: Spring {
  override func energy(_ x: Double) -> Double { material.stiffness * x * x * x }
}

final class Twice: Hard {
  override func energy(_ x: Double) -> Double { 2 * super.energy(x) }
  override func force(_ x: Double) -> Double { x * x }
}

let material = Material(3)
let springs =
  CommandLine.arguments.count > 5 ? [Spring(material)] : [Spring(material), Hard(material), Twice(material)]
Check.equal("gradients", springs.map { $0.energyGradient(2) }, [6, 36, 72])
Check.equal("derivatives", springs.map { $0.energyDerivative(2, along: 10).derivative }, [60, 360, 720])
Check.equal("pullbacks", springs.map { $0.energyPullback(2)(-1) }, [-6, -36, -72])
Check.equal("calls of methods", springs.map { $0.forceGradient(2) }, [-1.5, -12, 4])
Check.equal("class method", Spring.unitGradient(2), 12)
Check.equal("closures", springs.map { spring in gradient(at: 2.0) { spring.energy($0) * $0 } }, [18, 96, 192])
Check.finish()
