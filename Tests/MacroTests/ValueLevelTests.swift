// `@Gradient` and `@Derivative`.

import Testing

@Suite struct ValueLevelTests {
  @Test func gradientExpandsToRequestAndWrappers() {
    let expanded = expand(
      """
      /// A loss.
      @Gradient
      public func f(_ x: [Double], p: P, n: Int) -> Double { 0 }
      """)
    #expect(expanded.diagnostics.isEmpty)
    #expect(
      expanded.source == gradientOfF(
        name: "reverse", result: "dup",
        wrapper: """
          /// The value of `f` and its gradient.
          ///
          /// A loss.
          public func fValueWithGradient(_ x: [Double], p: P, n: Int) -> (value: Double, gradient: (x: [Double], p: P)) {
          """, returned: "(value: resultPrimal, gradient: (x: xShadow, p: pShadow))")
        + "\n\n"
        + gradientOfF(
          name: "gradient", result: "dupnoneed",
          wrapper: """
            /// The gradient of `f`.
            ///
            /// A loss.
            public func fGradient(_ x: [Double], p: P, n: Int) -> (x: [Double], p: P) {
            """, returned: "(x: xShadow, p: pShadow)"))
  }

  /// The engine's function `name` and its wrapper, for the function above.
  private func gradientOfF(name: String, result: String, wrapper: String, returned: String) -> String {
    let symbol = "$s1M1f\(name.count)\(name)fMu_"
    let linkerName = "\(linkerPrefix).\(symbol)"
    let configuration = "reverse;\(linkerName);dup,dup,const,\(result)"
    let bytes = Array(configuration.utf8).map(String.init).joined(separator: ", ")
    return """
      // Request: \(configuration)
      @section("ad_markers") @used
      nonisolated private let $s1M1f\(name.count + 7)\(name)RequestfMu_: (Int, @MainActor (UnsafePointer<[Double]>, \
      UnsafePointer<P>, UnsafePointer<Int>, UnsafeMutablePointer<Double>) -> Void, \
      [\(configuration.utf8.count) of UInt8]) = (
        1,
        { unsafe $3.initialize(to: f($0.pointee, p: $1.pointee, n: $2.pointee)) },
        [\(bytes)]
      )

      @safe @_silgen_name("\(linkerName)")
      nonisolated private func \(symbol)(_: UnsafePointer<[Double]>, _: UnsafeMutablePointer<[Double]>, \
      _: UnsafePointer<P>, _: UnsafeMutablePointer<P>, _: UnsafePointer<Int>, _: UnsafeMutablePointer<Double>, \
      _: UnsafeMutablePointer<Double>)

      \(wrapper)
        var xPrimal: [Double] = x
        var xShadow: [Double] = Nabla.zeroTangent(of: x)
        var pPrimal: P = p
        var pShadow: P = Nabla.zeroTangent(of: p)
        var nPrimal: Int = n
        var resultShadow: Double = Nabla.unitSeed()
        var resultPrimal: Double = 0
        \(symbol)(&xPrimal, &xShadow, &pPrimal, &pShadow, &nPrimal, &resultPrimal, &resultShadow)
        pShadow.clearConstantParts()
        return \(returned)
      }
      """
  }

  @Test func oneActiveParameterIsBare() {
    let expanded = expand("@Gradient(wrt: \"x\")\nfunc f(_ x: Double, y: Double = 2) -> Double { 0 }")
    #expect(
      signatures(expanded) == [
        "func fValueWithGradient(_ x: Double, y: Double = 2) -> (value: Double, gradient: Double)",
        "func fGradient(_ x: Double, y: Double = 2) -> Double",
      ])
    #expect(
      requests(expanded) == [
        "reverse;$s1M1f7reversefMu_;dup,const,dup", "reverse;$s1M1f8gradientfMu_;dup,const,dupnoneed",
      ])
  }

  @Test func constantParametersAreLeftOut() {
    let expanded = expand("@Gradient(constant: \"y\", \"z\")\nfunc f(x: Double, y: P, z: Float) -> Float { 0 }")
    #expect(
      requests(expanded) == [
        "reverse;$s1M1f7reversefMu_;dup,const,const,dup", "reverse;$s1M1f8gradientfMu_;dup,const,const,dupnoneed",
      ])
  }

  @Test func integerTypesAreConstant() {
    let expanded = expand(
      "@Gradient\nfunc f(a: [Int], b: Bool?, c: String, d: [String: Int], e: Range<Int>, g: SIMD4<Int32>, x: SIMD2<Float>)"
        + " -> Double { 0 }")
    #expect(
      requests(expanded) == [
        "reverse;$s1M1f7reversefMu_;const,const,const,const,const,const,dup,dup",
        "reverse;$s1M1f8gradientfMu_;const,const,const,const,const,const,dup,dupnoneed",
      ])
  }

  @Test func derivativeTakesOneDirection() {
    let expanded = expand("@Derivative\nfunc f(_ x: Double) throws(E) -> Double { 0 }")
    #expect(
      signatures(expanded) == [
        "func fDerivative(_ x: Double, along tangent: Double) throws(E) -> (value: Double, derivative: Double)"
      ])
    #expect(expanded.source.contains("try $s1M1f7forwardfMu_(&xPrimal, &xShadow, &resultPrimal, &resultShadow0)"))
  }

  @Test func derivativeOfArraysUsesUninitialisedMemory() {
    let expanded = expand("@Derivative\nfunc f(_ x: [Double], tangent: Double) -> [Double] { x }")
    #expect(
      signatures(expanded) == [
        "func fDerivative(_ x: [Double], tangent: Double, along tangent_: (x: [Double], tangent: Double)) "
          + "-> (value: [Double], derivative: [Double])"
      ])
    #expect(expanded.source.contains("UnsafeMutablePointer<[Double]>.allocate(capacity: 2)"))
    #expect(
      expanded.source.contains(
        "return (value: unsafe resultMemory.move(), derivative: unsafe (resultMemory + 1).move())"))
    #expect(
      expanded.source.contains(
        "Nabla.checkTangentShape(of: xShadow, against: x, function: \"fDerivative\", tangentName: \"along.x\", "
          + "primalName: \"x\")"))
  }

  @Test func methodsMayDifferentiateSelf() {
    let expanded = expand(
      "@Gradient(wrt: \"self\")\npublic func f(_ x: Double) -> Double { 0 }", in: ["struct B {}", "extension A {}"])
    #expect(expanded.source.contains("{ unsafe $2.initialize(to: $0.pointee.f($1.pointee)) }"))
    #expect(expanded.source.contains("UnsafePointer<A.B>"))
    #expect(
      signatures(expanded) == [
        "public func fValueWithGradient(_ x: Double) -> (value: Double, gradient: A.B)",
        "public func fGradient(_ x: Double) -> A.B",
      ])
  }

  @Test func staticFunctionsAreCalledOnTheirType() {
    let expanded = expand("@Gradient\nstatic func f(_ x: Double) -> Double { 0 }", in: ["enum Physics {}"])
    #expect(expanded.source.contains("{ unsafe $1.initialize(to: Physics.f($0.pointee)) }"))
    #expect(expanded.source.contains("private static let"))
    #expect(signatures(expanded)[1] == "static func fGradient(_ x: Double) -> Double")
  }

  @Test func tuplesAreTakenApart() {
    let expanded = expand("@Gradient\nfunc f(_ q: (a: Double, [P])) -> Double { 0 }")
    #expect(
      expanded.source.contains("var qShadow: (a: Double, [P]) = (a: 0, Nabla.zeroTangent(of: q.1))"))
    #expect(expanded.source.contains("qShadow.1.clearConstantParts()"))
  }

  /// Neither the engine's memory nor a closure can hold a span: an array of its elements stands in for it.
  @Test func spansBecomeArrays() {
    let expanded = expand("@Gradient\nfunc f(_ x: Span<Double>, of n: borrowing Span<Int>) -> Double { 0 }")
    #expect(expanded.diagnostics.isEmpty)
    #expect(signatures(expanded).last == "func fGradient(_ x: Span<Double>, of n: Span<Int>) -> [Double]")
    #expect(expanded.source.contains("{ unsafe $2.initialize(to: f($0.pointee.span, of: $1.pointee.span)) }"))
    #expect(expanded.source.contains("let x = Nabla.elements(of: x)\n  let n = Nabla.elements(of: n)\n"))
    #expect(expanded.source.contains("var xShadow: [Double] = Nabla.zeroTangent(of: x)"))
  }
}
