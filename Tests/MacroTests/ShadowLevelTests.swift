// `@Autodiff`: the signatures of Rust's `std::autodiff`, in Swift.

import Testing

@Suite struct ShadowLevelTests {
  @Test func reverseSignature() {
    let expanded = expand(
      "@Autodiff(.reverse, .duplicated, .active, .const, .active)\n"
        + "func f(_ x: [Double], scale: Double, n: Int) -> Double { 0 }")
    #expect(expanded.diagnostics.isEmpty)
    #expect(
      signatures(expanded) == [
        "func fReverse(_ x: [Double], dx: inout [Double], scale: Double, n: Int, seed: Double) "
          + "-> (value: Double, dscale: Double)"
      ])
    #expect(requests(expanded) == ["reverse;$s1M1f7reversefMu_;dup,dup,const,dup"])
    #expect(expanded.source.contains("dx.makeTangentUnique()"))
    #expect(expanded.source.contains("function: \"fReverse\", tangentName: \"dx\", primalName: \"x\""))
  }

  @Test(arguments: [
    (".reverse, .active, .activeOnly", "seed: Double) -> Double", "dup,dupnoneed"),
    (".reverse, .active, .active", "seed: Double) -> (value: Double, dx: Double)", "dup,dup"),
    (".reverse, .active, .const", ") -> Double", "dup,const"),
    (".forward, .dual, .dual", "dx: Double) -> (value: Double, derivative: Double)", "dup,dup"),
    (".forward, .dual, .dualOnly", "dx: Double) -> Double", "dup,dupnoneed"),
    (".forward, .dual, .const", "dx: Double) -> Double", "dup,const"),
    (
      ".forward, .dual, .dual, width: 2",
      "dx1: Double, dx2: Double) -> (value: Double, derivatives: (Double, Double))", "dup,dup;width=2"
    ),
    (
      ".forward, .dual, .dualOnly, width: 3",
      "dx1: Double, dx2: Double, dx3: Double) -> (Double, Double, Double)", "dup,dupnoneed;width=3"
    ),
  ])
  func results(activities: String, signature: String, request: String) {
    let expanded = expand("@Autodiff(\(activities))\nfunc f(x: Double) -> Double { 0 }")
    #expect(signatures(expanded).first?.hasSuffix(signature) == true)
    #expect(requests(expanded).first?.hasSuffix(request) == true)
  }

  @Test func inoutParametersCarryTheSeed() {
    let expanded = expand(
      "@Autodiff(.reverse, .duplicatedOnly, .const)\nfunc f(_ x: inout [Double], n: Int) { }")
    #expect(signatures(expanded) == ["func fReverse(_ x: inout [Double], dx: inout [Double], n: Int)"])
    #expect(requests(expanded) == ["reverse;$s1M1f7reversefMu_;dup,const,const,const,dup"])
    #expect(
      expanded.source.contains(
        "{ var value0 = unsafe $0.pointee; unsafe f(&value0, n: $3.pointee); "
          + "unsafe $4.initialize(to: value0.innerProduct(with: $1.pointee)); unsafe $2.initialize(to: value0) }"))
    #expect(
      expanded.source.contains("(&xPrimal, &xAdjoint, &dxSeed, xOutput, &nPrimal, &product, &productShadow)"))
  }

  @Test func numbersThatChangeCarryTheSeedInPlace() {
    let expanded = expand("@Autodiff(.reverse, .duplicated, .const)\nfunc f(_ x: inout SIMD2<Double>, n: Int) { }")
    #expect(requests(expanded) == ["reverse;$s1M1f7reversefMu_;dup,const"])
    #expect(expanded.source.contains("(&x, &dx, &nPrimal)"))
  }

  @Test func longShadowsAreTakenApart() {
    let expanded = expand("@Autodiff(.forward, .dualv, .dualv, width: 2)\nfunc f(_ x: [Double]) -> [Double] { x }")
    #expect(
      signatures(expanded) == [
        "func fForward(_ x: [Double], dx: [Double]) -> (value: [Double], derivative: [Double])"
      ])
    #expect(requests(expanded) == ["forward;$s1M1f7forwardfMu_;dup,dup;width=2"])
    #expect(expanded.source.contains("Nabla.checkTangentCount(dx.count, against: xCount, lanes: 2, "))
    #expect(expanded.source.contains("var dxLane2: [Double] = [Double](dx[1 * xCount..<2 * xCount])"))
  }

  @Test func initializersAndPropertiesAreFunctions() {
    let made = expand("@Autodiff(.reverse, .active, .active)\ninit?(x: Double) { }", in: ["struct S {}"])
    #expect(signatures(made) == ["static func initReverse(x: Double, seed: S?) -> (value: S?, dx: Double)"])
    let property = expand(
      "/// The energy.\n@Gradient\npublic var energy: Double { 0 }", in: ["struct S {}"])
    #expect(
      signatures(property) == [
        "public func energyValueWithGradient() -> (value: Double, gradient: S)", "public func energyGradient() -> S",
      ])
    #expect(property.source.contains("/// The gradient of `energy`.\n///\n/// The energy.\n"))
    let element = expand("@Derivative\nsubscript(i: Int, at x: Double) -> Double { 0 }", in: ["struct S {}"])
    #expect(element.source.contains("$0.pointee[$1.pointee, at: $2.pointee]"))
  }

  @Test func pointersHavePointersAsShadows() {
    let expanded = expand(
      "@Autodiff(.reverse, .duplicated, .duplicated)\n"
        + "func f(_ x: UnsafeBufferPointer<Double>, out: UnsafeMutablePointer<Double>) { }")
    #expect(
      signatures(expanded) == [
        "func fReverse(_ x: UnsafeBufferPointer<Double>, dx: UnsafeMutableBufferPointer<Double>, "
          + "out: UnsafeMutablePointer<Double>, dout: UnsafeMutablePointer<Double>)"
      ])
    #expect(expanded.source.contains("Nabla.checkTangentCount(dx.count, against: x.count, function: \"fReverse\""))
  }

  @Test func namedDerivativesKeepTheirName() {
    let expanded = expand(
      "@AutodiffNamed(\"force\", .reverse, .active, .active)\nstatic func f(x: Double) -> Double { 0 }",
      in: ["enum E {}"])
    #expect(
      signatures(expanded) == ["static func force(x: Double, seed: Double) -> (value: Double, dx: Double)"])
  }
}
