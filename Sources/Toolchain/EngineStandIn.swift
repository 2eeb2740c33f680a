// Stand-ins for the engine and the LLVM binding until they land. Not part of the tool; deleted with their arrival.

import LLVM

public struct SourcePlace: Sendable, Equatable {
  public var file: String
  public var line: Int
  public var column: Int
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

public struct DifferentiationOptions: Sendable {
  public var optimizationLevel = 2
  public var strongZero = false
  public var runtimeActivity = false
  public init() {}
}

public struct Refusal: Error, Sendable {
  public var place: SourcePlace?
  public var function: String
  public var construct: String
  public var advice: String
  public var callChain: [String]
}

public struct DifferentiationFailure: Error {
  public var refusals: [Refusal]
}

public struct DifferentiationReport: Sendable {
  public var timings: [(stage: String, seconds: Double)] = []
}

public func differentiate(_ module: Module, options: DifferentiationOptions, progress: (String) -> Void) throws
  -> DifferentiationReport
{ DifferentiationReport() }
