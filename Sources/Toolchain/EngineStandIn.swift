// Stand-ins for the engine and the LLVM binding until they land. Not part of the tool; deleted with their arrival.

import LLVM

public struct DifferentiationOptions: Sendable {
  public var optimizationLevel = 2
  public var strongZero = false
  public var runtimeActivity = false
  public init() {}
}

public struct DifferentiationReport: Sendable {
  public var timings: [(stage: String, seconds: Double)] = []
}

public func differentiate(_ module: Module, options: DifferentiationOptions, progress: (String) -> Void) throws
  -> DifferentiationReport
{ DifferentiationReport() }
