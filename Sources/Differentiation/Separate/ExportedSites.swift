// The places in one module of a program where derivatives of closures are asked for, prepared for code that is compiled
// elsewhere: it finds the entry of a place in a table, and hands over what the closure captured (`ClosureSites`).
//
// An entry serves all calls at its place. They have the same function, then, or the place is refused: code that is
// compiled elsewhere cannot say which function it has.

import LLVM

/// Gives the places of a module entries that other code can call, and returns those that are written in the Swift module
/// `name`. The calls themselves become calls of entries.
/// - Parameter isLaidOutAlike: whether a closure has the same context in all compilations. Asked for closures that are
///   captured by others; those that are passed at the place itself always have.
/// - Throws: `DifferentiationFailure` with the places whose function is not known when the program is compiled.
public func openClosureSites(
  in module: Module, of name: String, isLaidOutAlike: (String) throws -> Bool
) throws -> [ClosureSite] {
  GlobalFunctions(module).resolve()
  var export = SiteExport(module, name)
  try export.open(isLaidOutAlike)
  if !export.refusals.isEmpty { throw DifferentiationFailure(refusals: export.refusals) }
  return export.sites
}

private struct SiteExport {
  private let module: Module
  private let name: String
  private var all: ClosureSites
  private var calls: [(place: ClosureSites.Place, call: Value)] = []
  private(set) var sites: [ClosureSite] = []
  private(set) var refusals: [Refusal] = []

  init(_ module: Module, _ name: String) {
    self.module = module
    self.name = name
    all = ClosureSites(module)
  }

  mutating func open(_ isLaidOutAlike: (String) throws -> Bool) throws {
    for call in ClosureSites.calls(in: module) {
      guard let place = ClosureSites.place(of: call) else {
        refuse(call, .elsewhere)
        continue
      }
      if place.file.hasPrefix("\(name)/"), try isServed(call, isLaidOutAlike) { calls.append((place, call)) }
    }
    for (place, calls) in Dictionary(grouping: calls, by: \.place).sorted(by: { $0.key < $1.key }) {
      export(place, calls.map(\.call))
    }
    all.open()
  }

  /// Whether the function of a call is known, and has a context that other compilations have, too.
  private mutating func isServed(_ call: Value, _ isLaidOutAlike: (String) throws -> Bool) throws -> Bool {
    guard ClosureSites.work(of: call) != nil, call.argument(13).isZero else { return refuse(call, .generic) }
    guard let code = ClosureSites.code(of: call) else { return refuse(call, .unknown) }
    let known = known(call)
    if isThunk(code) && known.allSatisfy({ isThunk($0.function) }) { return refuse(call, .unknown) }
    let captured = known.filter(\.capturesSomething).map(\.function).filter { !isThunk($0) }
    let functions = ([code] + known.map(\.function)).filter { !isThunk($0) }
    if isInGenericCode(call) || functions.contains(where: { isSpecialized($0.name) }) { return refuse(call, .generic) }
    // Optimised code has constant key paths, and constants beside them, in the code of closures.
    let mayCaptureKeyPath = usesKeyPaths && !isThunk(code) ? [code] : []
    for closure in captured + mayCaptureKeyPath where try !isLaidOutAlike(Self.symbol(of: closure)) {
      return refuse(call, .captured)
    }
    return true
  }

  private var usesKeyPaths: Bool {
    module.functions.contains { $0.name.contains("KeyPath") }
      || module.globals.contains { $0.name.contains("keypath") || $0.name.contains("KeyPath") }
  }

  private func known(_ call: Value) -> [ClosureContexts.Known] {
    ClosureContexts(module).functions(in: call.argument(1))
  }

  private mutating func export(_ place: ClosureSites.Place, _ calls: [Value]) {
    // What loads contexts exists once for each caller.
    let functions = calls.map { call in
      [ClosureSites.code(of: call).map(Self.symbol)]
        + known(call).map { "\($0.path) \($0.capturesSomething) \(Self.symbol(of: $0.function))" }
    }
    guard functions.allSatisfy({ $0 == functions[0] }),
      let entry = all.exportedEntry(for: calls, at: place, known(calls[0]))
    else {
      refuse(calls[0], .unknown)
      return
    }
    sites.append(
      ClosureSite(
        file: place.file, line: place.line, column: place.column, detail: place.detail, entry: entry.name))
  }

  private func isThunk(_ function: Function) -> Bool { demangled(function.name).contains("reabstraction thunk") }

  /// Whether the optimiser has made a function for certain types: its symbol ends like `…_Sd_Tg5`.
  private func isSpecialized(_ name: String) -> Bool { name.contains(/_T(t[0-9])?[gGbBsi][0-9]/) }

  /// Whether the place is in generic code: in code that is compiled elsewhere contexts hold types, then.
  private func isInGenericCode(_ call: Value) -> Bool {
    let location = call.debugLocation
    let scopes = ([location].compactMap { $0 } + (location?.inlinedAt ?? [])).compactMap(\.scopeLinkageName)
    let enclosing = scopes.first { !$0.hasPrefix("$s5Nabla") } ?? call.parentFunction.name
    let text = demangled(enclosing)
    return isSpecialized(enclosing) || ["<A>(", "<A, ", "<A where A: "].contains(where: text.contains)
  }

  /// The symbol of a closure, without the ending of what loads its context.
  private static func symbol(of closure: Function) -> String {
    var name = Substring(closure.name)
    if let dot = name.lastIndex(of: "."), name[dot...].dropFirst().allSatisfy(\.isNumber) { name = name[..<dot] }
    return String(name.hasSuffix("TA") ? name.dropLast(2) : name)
  }

  /// Returns false.
  @discardableResult
  private mutating func refuse(_ call: Value, _ reason: Reason) -> Bool {
    let place = SourcePlace(call.debugLocation)
    if refusals.contains(where: { $0.place == place }) { return false }
    refusals.append(
      Refusal(place: place, construct: reason.construct, advice: reason.advice, concernsRequest: true))
    return false
  }
}

/// Why a place cannot have an entry.
private enum Reason {
  case elsewhere, generic, unknown, captured

  var construct: String {
    switch self {
    case .elsewhere: "a derivative that is not asked for where its place is"
    case .generic:
      "a derivative of a closure in generic code: in packages, the types have to be known where it is written"
    case .unknown:
      "a derivative of a function that is only known when the program runs: in packages, it has to be known where the "
        + "derivative is asked for"
    case .captured:
      "a derivative of a closure that captures a key path, or of one from a variable that captures variables that change"
    }
  }

  var advice: String {
    switch self {
    case .elsewhere: "call the function of the Nabla library itself, without a 'site:' of your own"
    case .generic: "ask for it in a function that is not generic, there in a closure that calls generic functions"
    case .unknown:
      "write the closure there, or pass the derivative instead of the function: '#gradient { … }' is a function"
    case .captured: "write the closure where its derivative is asked for, and key paths as literals in it"
    }
  }
}
