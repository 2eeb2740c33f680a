// `@Pullback` and the expression macros.

import NablaMacroExpansion
import Testing

@Suite struct FunctionValueTests {
  @Test func pullbackRunsTheFunctionOnce() {
    let expanded = expand(
      "@Pullback\nfunc f(_ x: [Double], n: Int) throws -> (Double, n: Int, [Double]) { fatalError() }")
    #expect(expanded.diagnostics.isEmpty)
    #expect(
      signatures(expanded) == [
        "func fValueWithPullback(_ x: [Double], n: Int) throws -> (value: (Double, n: Int, [Double]), "
          + "pullback: ((Double, n: Int, [Double])) -> [Double])",
        "func fPullback(_ x: [Double], n: Int) throws -> (((Double, n: Int, [Double])) -> [Double])",
      ])
    #expect(
      requests(expanded) == [
        "reverse;$s1M1f8pullbackfMu_;dup,const,const,dup",
        "split;$s1M1f9augmentedfMu_,$s1M1f6rewindfMu_,$s1M1f5sweepfMu_,$s1M1f7releasefMu_;dup,const,dup",
        "reverse;$s1M1f4seedfMu_;dupmixed,const,dup", "reverse;$s1M1f5take0fMu_;dup,const,dup",
      ])
    #expect(
      expanded.source.contains(
        "nonisolated private func $s1M1f9augmentedfMu_(_: UnsafePointer<[Double]>, _: UnsafeMutablePointer<[Double]>, "
          + "_: UnsafePointer<Int>, _: UnsafeMutablePointer<(Double, n: Int, [Double])>, "
          + "_: UnsafeMutablePointer<(Double, n: Int, [Double])>, _: UnsafeMutablePointer<UnsafeMutableRawPointer?>) throws"
      ))
    #expect(expanded.source.contains("  $s1M1f6rewindfMu_(tape)\n    memory.seed("))
    #expect(
      expanded.source.contains(
        "{ (p0, p1, p2, p3) throws -> Void in let value = try unsafe f(p0.pointee, n: p1.pointee); "
          + "let adjoint = unsafe p2.pointee; "
          + "unsafe p3.initialize(to: value.0.innerProduct(with: adjoint.0) + value.2.innerProduct(with: adjoint.2)) }")
    )
    #expect(
      expanded.source.contains(
        "Nabla.checkTangentShape(of: adjoint.2, against: value.2, function: \"fValueWithPullback\", "
          + "tangentName: \"adjoint.2\", primalName: \"value.2\")"))
  }

  @Test func pullbacksOfNumbersNeedNoInnerProducts() {
    let expanded = expand("@Pullback\nfunc f(_ x: Double) -> Double { x }")
    #expect(requests(expanded).map { $0.prefix { $0 != ";" } } == ["reverse", "split"])
    #expect(expanded.source.contains("unsafe resultShadow.pointee = adjoint"))
  }

  @Test func pullbackNeedsAResult() {
    let expanded = expand("@Pullback\nfunc f(_ x: [Double]) { }")
    #expect(expanded.diagnostics.map(\.message) == ["'@Pullback' needs a function with a result; 'f' returns nothing"])
  }

  @Test(arguments: [
    ("GradientFunction1", "#gradient(of: loss)", "{ Nabla.gradient(at: $0, of: loss) }"),
    (
      "GradientFunction2", "#gradient { (x: [Double], y: Double) in { x[0] * y }() }",
      "{ Nabla.gradient(at: $0, $1, of: { (x: [Double], y: Double) in { x[0] * y }() }) }"
    ),
    ("GradientFunction3", "#Nabla.gradient<A>(of: f<B, C>)", "{ Nabla.gradient(at: $0, $1, $2, of: f<B, C>) }"),
    ("HessianFunction", "#hessian() { $0[0] }", "{ Nabla.hessian(at: $0, of: { $0[0] }) }"),
    (
      "PullbackAt", "#pullback(at: f(x, y)) { $0 }",
      "{ point in { adjoint in Nabla.vectorJacobianProduct(at: point, adjoint, of: { $0 }) } }(f(x, y))"
    ),
  ])
  func expressions(type: String, source: String, expansion: String) {
    let result = expandExpressionMacro(MacroRequest(type: "\(type)Macro", declaration: source, attribute: ""))
    #expect(result.diagnostics.isEmpty)
    #expect(result.source == expansion)
  }

  @Test(arguments: [
    "", "#", "#gradient", "#gradient(", "#gradient(of:)", "#gradient { ", "gradient", "#gradient(of: f",
  ])
  func malformedExpressionsAreReported(source: String) {
    let result = expandExpressionMacro(
      MacroRequest(type: "GradientFunction1Macro", declaration: source, attribute: ""))
    #expect(result.source.isEmpty)
    #expect(result.diagnostics.count == 1)
  }

  @Test(arguments: [
    ("$s1M0010aswift_abcMX8_14_14derivativeSitefMf_", "8:14"),
    ("$s1M0010aswift_abcMX0_33_14derivativeSitefMf1_", "0:33"),
    ("", ""),
  ])
  func sitesSayWhereTheyAre(discriminator: String, detail: String) {
    let result = expandExpressionMacro(
      MacroRequest(
        type: "DerivativeSiteMacro", declaration: "\n  #derivativeSite", attribute: "", discriminator: discriminator))
    #expect(result.diagnostics.isEmpty)
    #expect(result.source == "Nabla.DerivativeSite(\"\(detail)\", #fileID, #line, #column)")
  }
}
