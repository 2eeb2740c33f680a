// The engine's report as text for `nabla explain`.

import Differentiation
import Foundation

/// The report of one run of the engine.
///
/// - Parameter function: only derivatives whose readable name contains this; nil for all.
public func reportText(_ report: DifferentiationReport, function: String?) -> String {
  report.timings.map { "\($0.stage): \(String(format: "%.3f", $0.seconds)) s" }.joined(separator: "\n")
}
