//===- EdgeTests.swift - Derivatives at kinks, zeros, poles and infinities -----------------------===//
//
// No NaN where the mathematics has a value, and the documented choice where it has none.
//
//===----------------------------------------------------------------------------------------------===//

import DerivativeRules
import Testing

@Suite struct EdgeTests {

  struct Edge: Sendable, CustomTestStringConvertible {
    let rule: String
    let operands: [Float80]
    let partials: [Float80?]
    var testDescription: String { "\(rule)\(operands)" }

    init(_ rule: String, _ operands: [Float80], _ partials: Float80?...) {
      self.rule = rule
      self.operands = operands
      self.partials = partials
    }
  }

  static let edges: [Edge] = [
    Edge("sqrt", [0], 0), Edge("cbrt", [0], 0), Edge("rsqrt", [0], -.infinity),
    Edge("fabs", [0], 0), Edge("fabs", [-0.0], 0), Edge("fabs", [-2], -1),
    Edge("asin", [1], .infinity), Edge("asin", [-1], .infinity), Edge("acos", [1], -.infinity),
    Edge("log", [0], .infinity), Edge("log1p", [-1], .infinity), Edge("acosh", [1], .infinity),
    Edge("atanh", [1], .infinity), Edge("floor", [2], 0), Edge("frexp", [0, 0], 1, nil),

    Edge("pow", [0, 0], 0, 0), Edge("pow", [0, 1], 1, 0), Edge("pow", [0, 2], 0, 0), Edge("pow", [0, 3.5], 0, 0),
    Edge("pow", [0, 0.5], 0, 0), Edge("pow", [0, -1], -.infinity, -.infinity),
    Edge("pow", [2, 0], 0, .ln2), Edge("pow", [1, 3], 3, 0), Edge("pow", [1, -3], -3, 0),
    Edge("pow", [-2, 0], 0, .nan),
    Edge("pow", [-2, 3], 12, .nan), Edge("pow", [-1, 2], -2, .nan), Edge("pow", [.leastNonzeroMagnitude, 0], 0, nil),
    Edge("pow", [.infinity, -1], 0, 0),
    Edge("powr", [0, 1], 1, 0), Edge("powi", [0, 0], 0, nil), Edge("powi", [0, 1], 1, nil),
    Edge("powi", [0, 2], 0, nil), Edge("compoundn", [-1, 0], 0, nil), Edge("compoundn", [-1, 1], 1, nil),
    Edge("rootn", [0, 1], 1, nil), Edge("rootn", [0, 3], 0, nil), Edge("rootn", [0, -2], -.infinity, nil),

    Edge("hypot", [0, 0], 0, 0), Edge("hypot", [0, 2], 0, 1), Edge("hypot", [3e-4000, 4e-4000], 0.6, 0.8),
    Edge("atan2", [0, 0], 0, 0), Edge("atan2", [0, 2], 0.5, 0), Edge("atan2", [2, 0], 0, -0.5),
    Edge("atan2", [0, -2], -0.5, 0), Edge("atan2", [1e4000, 1e4000], 5e-4001, -5e-4001),
    Edge("asinh", [1e4000], 1e-4000), Edge("acosh", [1e4000], 1e-4000),

    Edge("fmax", [1, 1], 1, 0), Edge("fmin", [1, 1], 1, 0), Edge("fmax", [-0.0, 0], 1, 0),
    Edge("fmax", [.nan, 1], 0, 1), Edge("fmax", [1, .nan], 1, 0),
    Edge("fmin", [.nan, 1], 0, 1), Edge("fmin", [1, .nan], 1, 0), Edge("fmax", [1, 2], 0, 1),
    Edge("fdim", [1, 1], 0, 0), Edge("copysign", [0, -1], 0, 0), Edge("copysign", [-3, -1], 1, 0),

    Edge("fmod", [7, 2], 1, -3), Edge("fmod", [-7, 2], 1, 3), Edge("fmod", [6, 2], 1, -3),
    Edge("fmod", [5, .infinity], 1, 0),
    Edge("remainder", [7, 4], 1, -2), Edge("remquo", [7, 4, 0], 1, -2, nil),

    Edge("j1", [0], 0.5), Edge("j0", [0], 0), Edge("lgamma", [1], -0.577215664901532860606512090082402431),
    Edge("lgamma", [0], -.infinity), Edge("lgamma", [-1], .nan),
    Edge("tgamma", [2], 0.422784335098467139393487909917597569),
    Edge("erf", [0], 1.12837916709551257389615890312154517), Edge("erf", [.infinity], 0), Edge("tanh", [.infinity], 0),
    Edge("exp", [-.infinity], 0), Edge("atan", [.infinity], 0),
  ]

  @Test("Edge values", arguments: edges)
  func value(at edge: Edge) throws {
    let rule = try #require(RuleTable.standard.all.first { $0.name == edge.rule })
    let result = try #require(primal(edge.rule, edge.operands))
    for (partial, expected) in zip(rule.partials, edge.partials) {
      guard let expected, let partial else { continue }
      let found = partial.evaluate(operands: edge.operands, result: result)
      if expected.isNaN {
        #expect(found.isNaN, "\(partial)")
      } else {
        #expect(found == expected || abs(found - expected) <= 1e-18 * abs(expected), "\(partial) is \(found)")
      }
    }
  }

  @Test("The second derivative of a power at y = 0 is not lost in a guard")
  func mixedPartialOfPower() throws {
    let partial = try #require(RuleTable.standard.rule(forLibraryFunction: "pow")?.rule.partials[0])
    func value(_ y: Float80) -> Float80 { partial.evaluate(operands: [2, y], result: primal("pow", [2, y])!) }
    let step: Float80 = 1e-6
    #expect(abs((value(step) - value(-step)) / (2 * step) - 0.5) < 1e-9)
    guard case .select(_, let atZero, _) = partial else { return }
    #expect(atZero.usedOperands == [0, 1])
  }
}

extension Float80 {
  fileprivate static let ln2: Float80 = 0.693147180559945309417232121458176568
}
