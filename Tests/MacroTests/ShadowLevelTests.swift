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
    #expect(requests(expanded) == ["reverse;$s1M1f7reversefMu_;dupnoneed,const"])
    #expect(expanded.source.contains("{ f(&$0.pointee, n: $1.pointee) }"))
    #expect(expanded.source.contains("(&x, &dx, &nPrimal)"))
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
