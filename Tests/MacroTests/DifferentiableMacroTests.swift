// `@Differentiable`.

import NablaMacroExpansion
import Testing

@Suite struct DifferentiableMacroTests {
  @Test func conformanceIsMemberwise() {
    let expanded = expand(
      """
      @Differentiable
      public struct Layer {
        var weights: [[Double]], bias: Double
        let inputCount: Int
        @NoDerivative var rate: Double = pow(2, -3)
        var pair: (a: Float, n: Int) = (1, 2) { didSet { print("}") } }
        var doubled: Double { bias * 2 }
        static let one = 1.0
        func f() -> Int { var inner: Double = 3; return 1 }
        init() { fatalError("{") }
        enum E { case a }
      }
      """)
    #expect(expanded.diagnostics.isEmpty)
    #expect(
      expanded.source == """
        extension Layer: Nabla.Differentiable {
          public func zeroTangent() -> Self {
            var tangent = self
            tangent.weights = Nabla.zeroTangent(of: self.weights)
            tangent.bias = 0
            tangent.pair = (a: 0, n: self.pair.1)
            tangent.rate = Nabla.shadow(of: self.rate)
            return tangent
          }

          public func tangentShapeMismatch(with tangent: Self) -> Nabla.TangentShapeMismatch? {
            if let found = Nabla.tangentShapeMismatch(of: tangent.weights, against: self.weights) { \
        return found.within("weights") }
            if let found = Nabla.tangentShapeMismatch(of: tangent.bias, against: self.bias) { return found.within("bias") }
            if let found = Nabla.tangentShapeMismatch(of: tangent.pair.0, against: self.pair.0) { \
        return found.within("pair.0") }
            if let found = Nabla.tangentShapeMismatch(of: tangent.rate, against: self.rate) { return found.within("rate") }
            return Nabla.shadowMismatch(of: tangent, against: self)
          }

          public mutating func makeTangentUnique() {
            Nabla.makeTangentUnique(&self.weights)
            Nabla.makeTangentUnique(&self.bias)
            Nabla.makeTangentUnique(&self.pair.0)
            Nabla.makeTangentUnique(&self.rate)
          }

          public mutating func scaleTangent<Factor: Nabla.DifferentiableScalar>(by factor: Factor) {
            self.weights.scaleTangent(by: factor)
            self.bias.scaleTangent(by: factor)
            self.pair.0.scaleTangent(by: factor)
          }

          public func innerProduct(with adjoint: Self) -> Double {
            var innerProduct = 0.0
            innerProduct += self.weights.innerProduct(with: adjoint.weights)
            innerProduct += self.bias.innerProduct(with: adjoint.bias)
            innerProduct += self.pair.0.innerProduct(with: adjoint.pair.0)
            return innerProduct
          }

          public mutating func clearConstantParts() {
            self.rate = Nabla.shadow(of: self.rate)
          }

          public static var mayHaveConstantParts: Bool { true }
        }
        """)
  }

  @Test func genericParametersMustConform() {
    let expanded = expand("@Differentiable\nstruct Pair<A, B: P> { var a: A; var b: B }")
    #expect(
      expanded.source.hasPrefix(
        "extension Pair: Nabla.Differentiable where A: Nabla.Differentiable, B: Nabla.Differentiable {"))
  }

  @Test(arguments: [
    ("1.0", "Double"), ("-1e3", "Double"), ("0x1p3", "Double"), ("[0.5, 1]", "[Double]"), ("[-1.0,]", "[Double]"),
  ])
  func typesAreToldByLiterals(value: String, type: String) {
    let inferred = expand("@Differentiable\nstruct S { var x = \(value)\n var n = 1, name = \"s\", on = true }")
    let written = expand("@Differentiable\nstruct S { var x: \(type)\n var n: Int, name: String, on: Bool }")
    #expect(inferred.diagnostics.isEmpty)
    #expect(inferred.source == written.source)
  }

  @Test(arguments: ["1.0 + 2", "Double(1)", "[[1.0]]", "[]", "f()", "1.0.squareRoot()"])
  func otherValuesTellNoType(value: String) {
    #expect(!expand("@Differentiable\nstruct S { var x = \(value) }").diagnostics.isEmpty)
  }

  @Test func enumsKeepTheirCase() {
    let expanded = expand(
      "@Differentiable\nenum E { case a(Double, n: Int), b; indirect case c(x: (P, Int)) }")
    #expect(expanded.diagnostics.isEmpty)
    #expect(expanded.source.contains("case .a(_, let v1): return .a(0, n: v1)"))
    #expect(expanded.source.contains("case .c(let v0): return .c(x: (Nabla.zeroTangent(of: v0.0), v0.1))"))
    #expect(expanded.source.contains("default: return self"))
    #expect(expanded.source.contains("case (.b, .b): return nil"))
    #expect(expanded.source.contains("case (.a(let v0, _), .a(let t0, _)):"))
    #expect(expanded.source.contains("return found.within(\"c.0.0\")"))
    #expect(
      expanded.source.contains("case .c(x: var v0):\n      v0.0.scaleTangent(by: factor)\n      self = .c(x: v0)"))
  }

  @Test func classesGetAnInitializer() {
    let source =
      "@Differentiable\npublic final class C { var x = -1.5, ys: [[Double]] = [[2.0]]; let n = 1; let m: Int; weak var p: C? }"
    let conformance = expand(source)
    #expect(conformance.diagnostics.isEmpty)
    #expect(conformance.source.contains("public func zeroTangent() -> C { C(zeroTangentOf: self) }"))
    #expect(conformance.source.contains("if tangent === self {"))
    #expect(!conformance.source.contains("mutating"))
    let member = expandMacro(
      MacroRequest(
        type: "DifferentiableMacro", declaration: source, attribute: "@Differentiable", role: "member"))
    #expect(
      member.source == """
        fileprivate init(zeroTangentOf primal: C) {
          self.x = 0
          self.ys = Nabla.zeroTangent(of: primal.ys)
          self.m = primal.m
          self.p = primal.p
        }
        """)
  }

  @Test func structsGetNoMember() {
    let member = expandMacro(
      MacroRequest(
        type: "DifferentiableMacro", declaration: "@Differentiable struct S { var x: Double }",
        attribute: "@Differentiable", role: "member"))
    #expect(member.source.isEmpty && member.diagnostics.isEmpty)
  }
}
