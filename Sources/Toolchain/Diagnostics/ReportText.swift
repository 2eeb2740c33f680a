// The engine's report as text for `nabla explain`.

import Differentiation
import Foundation

/// The report of one run of the engine: each derivative with its size and its plan, then the times.
///
/// - Parameter function: only derivatives whose readable name contains this; nil for all.
public func reportText(_ report: DifferentiationReport, function: String?) -> String {
  let derivatives = report.derivatives
    .map { (name: demangled($0.name), derivative: $0) }
    .filter { function == nil || $0.name.contains(function ?? "") }
  let sections = derivatives.map { section($0.name, $0.derivative) }
  let none = report.derivatives.isEmpty ? "no derivative is asked for" : "no derivative has that name"
  return ((sections.isEmpty ? [none] : sections) + [times(report)]).joined(separator: "\n\n")
}

private func section(_ name: String, _ derivative: DifferentiationReport.Derivative) -> String {
  let sizes = "\(derivative.primalInstructions) instructions, derivative \(derivative.instructions)"
  let heading = "\(name)\n  \(derivative.mode); primal \(sizes)"
  let functions = derivative.functions.flatMap { [""] + ExplanationText.lines($0).map { "  \($0)" } }
  return ([heading] + functions).joined(separator: "\n")
}

private func times(_ report: DifferentiationReport) -> String {
  report.timings.map { "\(String(format: "%8.3f s", $0.seconds))  \($0.stage)" }.joined(separator: "\n")
}
