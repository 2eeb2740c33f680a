//===- SubgradientPageTests.swift - The page on kinks says what the rules do ---------------------===//
//
// `Documentation/subgradients.md` holds two tables that are made from the rules; NABLA_ACCEPT=1 writes them again.
//
//===----------------------------------------------------------------------------------------------===//

import DerivativeRules
import Foundation
import Testing

@Suite(.serialized) struct SubgradientPageTests {

  static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Documentation/subgradients.md").path

  @Test("Choices, as the rules state them")
  func choices() throws {
    let rows = RuleTable.standard.all.compactMap { rule in rule.kinks.map { "| `\(rule.name)` | \($0) |" } }
    try compare("choices", ["| Function | Where: what |", "|---|---|"] + rows)
  }

  @Test("Values, as the rules give them")
  func values() throws {
    let rows = try EdgeTests.edges.map { edge in
      let rule = try #require(RuleTable.standard.all.first { $0.name == edge.rule })
      let result = try #require(primal(edge.rule, edge.operands))
      let partials = rule.partials.map { partial -> String in
        guard let partial else { return "–" }
        return spelled(partial.evaluate(operands: edge.operands, result: result))
      }
      let operands = edge.operands.map(spelled).joined(separator: ", ")
      return "| `\(edge.rule)(\(operands))` | \(partials.joined(separator: ", ")) |"
    }
    try compare("values", ["| At | Partial derivatives |", "|---|---|"] + rows)
  }

  /// Compares the lines between two remarks with those that belong there.
  private func compare(_ part: String, _ lines: [String]) throws {
    let text = try String(contentsOfFile: Self.page, encoding: .utf8)
    let (start, end) = ("<!-- \(part) -->\n", "<!-- end of \(part) -->")
    let from = try #require(text.firstRange(of: start)).upperBound
    let to = try #require(text.firstRange(of: end)).lowerBound
    let table = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["NABLA_ACCEPT"] != nil {
      try text.replacingCharacters(in: from..<to, with: table)
        .write(toFile: Self.page, atomically: true, encoding: .utf8)
      return
    }
    #expect(text[from..<to] == table, "NABLA_ACCEPT=1 writes the table again")
  }

  private func spelled(_ number: Float80) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "−∞" : "∞" }
    if number == number.rounded(), abs(number) < 1e6 {
      return "\(Int(number))"
    }
    return abs(number) < 1e6 && abs(number) > 1e-6 ? "\(Float(number))" : "\(number)"
  }
}
