//===- RuleTests.swift - One test per rule, generated from the table -----------------------------===//
//
// Every partial derivative is compared with extrapolated central differences of the function itself in long double, at
// fifty points of the rule's domain.
//
//===----------------------------------------------------------------------------------------------===//

import DerivativeRules
import Testing

@Suite struct RuleTests {

  @Test("Partials agree with differences", arguments: RuleTable.standard.all)
  func partials(of rule: Rule) throws {
    var generator = FixedGenerator(seed: 0x6E61_626C_61)
    for (index, partial) in rule.partials.enumerated() {
      guard let partial else { continue }
      var compared = 0
      for _ in 0..<50 {
        let point = rule.sample(&generator)
        let result = try #require(primal(rule.name, point), "no primal for \(rule.name)")
        guard let expected = difference(of: rule.name, by: index, at: point) else { continue }
        let found = partial.evaluate(operands: point, result: result)
        let tolerance = 1e-9 * max(0.01, abs(expected))
        #expect(abs(found - expected) <= tolerance, "∂\(index) \(rule.name)\(point): \(found), expected \(expected)")
        compared += 1
      }
      #expect(compared >= 25, "too few smooth points in the domain of \(rule.name)")
    }
  }

  @Test("Rules are complete", arguments: RuleTable.standard.all)
  func shape(of rule: Rule) {
    #expect(!rule.spellings.isEmpty)
    #expect(rule.operands.count == rule.domain.count && rule.operands.count == rule.partials.count)
    for (index, role) in rule.operands.enumerated() {
      #expect((role == .real) == (rule.partials[index] != nil))
      #expect(role == .pointer || rule.domain[index].lowerBound < rule.domain[index].upperBound)
      #expect(rule.partials[index]?.usedOperands.allSatisfy { rule.operands[$0] != .pointer } ?? true)
      for function in rule.partials[index]?.calls ?? [] {
        #expect(function.arguments.count == function.function.arity, "\(function.function)")
      }
    }
  }
}

extension Rule: CustomTestStringConvertible {
  public var testDescription: String { name }

  /// A point of the domain; integers are whole.
  fileprivate func sample(_ generator: inout FixedGenerator) -> [Float80] {
    zip(operands, domain).map { role, range in
      let value = Float80(Double.random(in: range, using: &generator))
      return role == .integer ? value.rounded() : value
    }
  }
}

extension Formula {
  fileprivate var calls: [(function: MathFunction, arguments: [Formula])] {
    let inner = children.flatMap(\.calls)
    if case .call(let function, let arguments) = self { return inner + [(function, arguments)] }
    return inner
  }
}

/// Ridders' extrapolation of central differences; nil where the function is not smooth on the whole stencil.
private func difference(of name: String, by index: Int, at point: [Float80]) -> Float80? {
  func moved(_ step: Float80) -> [Float80] {
    var moved = point
    moved[index] += step
    return moved
  }
  let widest: Float80 = 0.01
  guard piece(name, moved(-widest)) == piece(name, moved(widest)) else { return nil }
  var previous: [Float80] = []
  var step = widest
  for _ in 0..<6 {
    guard let above = primal(name, moved(step)), let below = primal(name, moved(-step)) else { return nil }
    var row = [(above - below) / (2 * step)]
    var factor: Float80 = 4
    for older in previous {
      row.append((factor * row[row.count - 1] - older) / (factor - 1))
      factor *= 4
    }
    previous = row
    step /= 2
  }
  return previous.last
}

/// SplitMix64: the same points in every run.
struct FixedGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
