// Taking the derivatives out of a differentiated module, as a module that is linked with the rest of the program.
//
// The program keeps its own code. The extracted module has the derivatives under their symbols and private copies of
// the functions that they call. For data it depends:
//
//   constants and caches that only this module sees    private copies
//   variables that are set once, when first used       private copies, with what sets them
//   data that other modules may name                   weak copies: the program's own definition wins where there is one
//   variables that change and that nobody can name     refused
//
// Functions whose address is taken are shared like data, if they or a table with them can be named: derivatives compare
// addresses to find out which function a pointer leads to.

import LLVM

/// Keeps the functions named `symbols` of a differentiated module, and what they need.
/// - Throws: `DifferentiationFailure` if a derivative needs a variable that cannot be shared with the program.
public func extractDerivatives(_ symbols: Set<String>, from module: Module) throws {
  var extraction = try Extraction(module)
  try extraction.prune(to: symbols)
  try extraction.share()
  module.stripDebugInfo()
}

private struct Extraction {
  private let module: Module
  private let states: GlobalStates
  /// Functions whose address matters: calls through pointers are told apart by it.
  private var compared: [String: (linkage: Linkage, visibility: Visibility)] = [:]
  private var original: [String: (linkage: Linkage, visibility: Visibility)] = [:]
  /// The classes that the module refers to; those of the standard library have no module in their names here.
  private let classes: Set<String>

  init(_ module: Module) throws {
    self.module = module
    // These lists hold addresses without using them.
    try removeSymbolLists(from: module)
    states = GlobalStates(module)
    classes = Self.classes(in: module)
  }

  private static func classes(in module: Module) -> Set<String> {
    let symbols = module.functions.map(\.name) + (module.globals + module.aliases).map(\.name)
    let descriptions = symbols.filter { name in
      name.hasPrefix("$s") && ["CMa", "CMf", "CMn", "CN"].contains { name.hasSuffix($0) }
    }
    let names = descriptions.compactMap { demangled($0).split(separator: " for ").last.map(String.init) }
    return Set(names.filter { $0.contains(".") })
  }

  /// Makes all but the roots local, and removes what the roots do not reach.
  mutating func prune(to symbols: Set<String>) throws {
    module.dropComdats()
    PublicNames(module).restore()
    for function in module.functions where !function.isDeclaration {
      let isRoot = symbols.contains(function.name)
      if !function.linkage.isLocal, function.linkage != .availableExternally, WorkModule.isAddressTaken(function) {
        compared[function.name] = (function.linkage, function.visibility)
      }
      if function.linkage == .availableExternally {
        function.deleteBody()
        function.linkage = .external
        continue
      }
      function.linkage = isRoot ? .external : .internal
      function.visibility = isRoot ? .hidden : .default
      function.value.section = ""
    }
    for data in module.globals + module.aliases where !data.isDeclaration && !data.linkage.isLocal {
      original[data.name] = (data.linkage, data.visibility)
      data.visibility = .default
      data.linkage = .internal
    }
    try module.run(passes: "globaldce")
  }

  /// Gives the remaining data its final linkage.
  func share() throws {
    for function in module.functions where !function.isDeclaration && WorkModule.isAddressTaken(function) {
      guard let known = compared[function.name], known.linkage == .external else { continue }
      function.linkage = .weakAny
      function.visibility = known.visibility
    }
    var refusals: [Refusal] = []
    for data in module.globals + module.aliases where !data.isDeclaration && !Self.isOwn(data.name) {
      let known = original[data.name]
      let isVariable = data.kind == .globalVariable && !data.isGlobalConstant
      let isUnique =
        !Self.isPrivateInSwift(data.name)
        && (known.map { $0.linkage != .linkOnceODR && $0.linkage != .linkOnceAny } ?? false)
      if isVariable, Self.isObject(data) {
        refusals.append(refusal(data, "it is an object, which the program may change"))
      } else if !isVariable || Self.isCache(data.name) {
        if isUnique, let known { shareWeakly(data, known.visibility) }
      } else if states.lazy.contains(data.name) {
        if isChanged(data) { refusals.append(refusal(data, "it is set when first used, and then changed")) }
      } else if isUnique, let known {
        shareWeakly(data, known.visibility)
      } else if isChanged(data) {
        refusals.append(refusal(data, "the program changes it, and it is private"))
      }
    }
    if !refusals.isEmpty { throw DifferentiationFailure(refusals: refusals) }
    SharedTables(module).takeAddressesFromTables()
  }

  private func shareWeakly(_ data: Value, _ visibility: Visibility) {
    // Variables of C have one definition in the program, always.
    if data.kind == .globalVariable, !data.name.hasPrefix("$s"), !data.isGlobalConstant { data.initializer = nil }
    data.linkage = data.isDeclaration ? .external : .weakAny
    data.visibility = visibility
  }

  /// Whether the program changes a variable, or may change an object that it refers to. A letter `C` before the end says
  /// that its type is a class, or repeats a type that the name has already, which may be a structure.
  private func isChanged(_ data: Value) -> Bool {
    if states.changes[data.name] != nil { return true }
    if data.valueType.isPointer, ["Cvp", "CvpZ"].contains(where: { data.name.hasSuffix($0) }) { return true }
    return holdsObjects(data)
  }

  /// Whether the type of a variable speaks of a class: an array or an optional of objects. What the standard library has
  /// in variables are empty buffers of collections, which nobody changes.
  private func holdsObjects(_ data: Value) -> Bool {
    guard data.name.hasPrefix("$s"), let mark = demangled(data.name).firstRange(of: " : ") else { return false }
    let names = demangled(data.name)[mark.upperBound...].split { !($0.isLetter || $0.isNumber || "._".contains($0)) }
    return names.contains { classes.contains(String($0)) }
  }

  /// Whether the program's own definition cannot be named: what is private to a file has a hash of the file in its name.
  /// In the module at hand it may be external nevertheless, for the sake of importers.
  private static func isPrivateInSwift(_ name: String) -> Bool {
    guard name.hasPrefix("$s") else { return false }
    return name.ranges(of: "33_").contains { mark in
      let hash = name[mark.upperBound...].prefix(32)
      return hash.count == 32 && hash.allSatisfy(\.isHexDigit) && name[hash.endIndex...].hasPrefix("LL")
    }
  }

  /// Whether only derivatives use the variable: shadows, and the tokens of variables that are set once.
  private static func isOwn(_ name: String) -> Bool { name.hasPrefix("nabla.") || name.hasSuffix("_Wz") }

  /// Whether this is an instance of a class that the compiler has made before the program starts (`…Tv_`). Arrays made so
  /// never change: who changes one gets a copy.
  private static func isObject(_ data: Value) -> Bool {
    guard data.name.hasPrefix("$s"), data.name.hasSuffix("_") else { return false }
    let start = data.name.dropLast().reversed().drop(while: \.isNumber)
    return start.starts(with: "vT") && !isArray(data)
  }

  /// Whether an object is an array. Linking modules takes the names of types away; then the shape tells: behind the header
  /// there are a count, twice the capacity in a structure of its own, and as many elements.
  private static func isArray(_ object: Value) -> Bool {
    if object.valueType.structName?.contains("ArrayStorage") == true { return true }
    guard let contents = object.initializer?.constantElement(1), contents.type.kind == .structure,
      let body = contents.constantElement(1)?.constantElement(0),
      let count = body.constantElement(0)?.constantElement(0)?.constantInt, count > 0,
      let capacity = body.constantElement(1)?.constantElement(0)?.constantInt
    else { return false }
    let elements = contents.type.count - 2
    return capacity >> 1 == count && elements > 0 && elements % Int(count) == 0
  }

  /// Whether a Swift variable is the compiler's own: metadata, conformances and tokens that mean the same when copied.
  private static func isCache(_ name: String) -> Bool {
    name.hasPrefix("$s") && !name.hasSuffix("vp") && !name.hasSuffix("vpZ") && !name.hasSuffix("vpWvd")
  }

  /// The name in the source.
  private static func readableName(_ data: Value) -> String {
    let name = demangled(data.name)
    let end = name.firstRange(of: "initialization function for ")?.upperBound ?? name.startIndex
    return String(name[end...])
  }

  private func refusal(_ data: Value, _ reason: String) -> Refusal {
    Refusal(
      place: states.changes[data.name] ?? nil,
      construct: "code that uses the global variable '\(Self.readableName(data))': \(reason)",
      advice: "pass its value to the differentiated function as an argument")
  }
}
