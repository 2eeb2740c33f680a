// Requests that Swift macros leave: constants in the section `ad_markers`.
//
// A marker is (version, (function, context), configuration bytes); the function takes only pointers. The configuration
// reads `mode;symbol;activities[;width=N]` with one of dup, dupnoneed, dupmixed, const per parameter. In split mode there
// are four symbols, `augmented,rewind,pullback,release`: the first two sweeps take all pointers and behind them one to the
// tape, or the tape; the others take the tape.

import LLVM

/// Whether a global variable is a request of a Swift macro.
func isRequestOfSwift(_ global: Value) -> Bool {
  global.kind == .globalVariable && global.section.hasSuffix("ad_markers")
}

struct MarkerRequestReader {
  /// All requests in a module, in the order of its globals.
  /// - Throws: `Refusal` for a marker that does not parse.
  static func readAll(_ module: Module) throws -> [Request] {
    try module.globals.filter { isRequestOfSwift($0) && !$0.isDeclaration }.flatMap { try read($0) }
  }

  /// The symbols under which the functions are expected that a marker asks for.
  /// - Throws: `Refusal` if the marker does not parse.
  static func symbols(of marker: Value) throws -> [String] { try read(marker).compactMap(\.symbolName) }

  private static func refusal(_ construct: String) -> Refusal {
    Refusal(
      construct: construct, advice: "use the Nabla library and the nabla command of the same version",
      concernsRequest: true)
  }

  private static let splitParts: [DerivativePart] = [.augmented, .rewind, .pullback, .release]

  private static func read(_ global: Value) throws -> [Request] {
    guard let value = global.initializer, let version = number(value.constantElement(0)), version == 1,
      let closure = value.constantElement(1)?.constantElement(0), let primal = Function(closure),
      let text = value.constantElement(2).map({ configuration($0) })
    else { throw refusal("the marker '\(global.name)' cannot be read") }
    let fields = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 3 else { throw refusal("the marker '\(global.name)' says '\(text)'") }
    let modes: [String: Mode] = ["forward": .forward, "reverse": .reverse, "split": .split]
    let symbols = fields[1].split(separator: ",").map(String.init)
    guard let mode = modes[fields[0]], symbols.count == (mode == .split ? splitParts.count : 1) else {
      throw refusal("the marker '\(global.name)' says '\(text)'")
    }
    var width = 1
    for option in fields.dropFirst(3) where option.hasPrefix("width=") { width = Int(option.dropFirst(6)) ?? 1 }
    let activities = fields[2].split(separator: ",").map(String.init)
    guard primal.parameters.count >= activities.count else {
      throw refusal("the marker '\(global.name)' has more activities than parameters")
    }
    var arguments = activities.map {
      RequestArgument(
        activity: $0 == "const" ? .constant : .duplicated, primal: nil, needsPrimal: $0 != "dupnoneed",
        isMixed: $0 == "dupmixed", isFixed: $0 == "const")
    }
    while arguments.count < primal.parameters.count {
      let isError = primal.hasAttribute("swifterror", at: .parameter(arguments.count))
      arguments.append(RequestArgument(activity: .constant, primal: nil, isFixed: !isError))
    }
    return zip(symbols, mode == .split ? splitParts : [.whole]).map { symbol, part in
      Request(
        site: .symbol(symbol), mode: mode, part: part, primal: primal, arguments: arguments, width: width,
        returnIsActive: false, argumentsAreExclusive: true, repeats: mode == .split,
        listedArguments: activities.count)
    }
  }

  /// A Swift `Int` is a structure around an integer.
  private static func number(_ value: Value?) -> Int64? {
    guard let value else { return nil }
    return value.constantInt ?? number(value.constantElement(0))
  }

  private static func configuration(_ value: Value) -> String {
    var bytes: [UInt8] = []
    collect(value, &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func collect(_ value: Value, _ bytes: inout [UInt8]) {
    if let number = value.constantUInt, value.type.isInteger {
      bytes.append(UInt8(truncatingIfNeeded: number))
    } else if value.type.isArray {
      for index in 0..<value.type.count { value.constantElement(index).map { collect($0, &bytes) } }
    } else if value.type.isStructure {
      for index in value.type.elements.indices { value.constantElement(index).map { collect($0, &bytes) } }
    }
  }
}
