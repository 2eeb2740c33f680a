// What the engine knows about the Swift run-time library beyond the effects of its functions.

enum SwiftRuntime {
  /// Immutable objects that stand for every empty collection.
  static let emptyBuffers: Set<String> = [
    "_swiftEmptyArrayStorage", "_swiftEmptyDictionarySingleton", "_swiftEmptySetSingleton",
  ]

  /// Bytes before the first element of an array buffer.
  static let arrayHeaderSize = 32
  /// Where an array keeps the number of its elements.
  static let arrayCountOffset = 16

  /// Bytes before the value in a box: the header of every object.
  static let objectHeaderSize = 16

  /// Bytes before the value in an error: a header, its type, its conformance.
  static let errorHeaderSize = 32

  static let retains: Set<String> = [
    "swift_retain", "swift_nonatomic_retain", "swift_bridgeObjectRetain", "swift_retain_n",
    "swift_errorRetain", "swift_unownedRetain", "swift_unownedRetainStrong", "swift_unownedRetainStrongAndRelease",
  ]

  static let releases: Set<String> = [
    "swift_release", "swift_nonatomic_release", "swift_bridgeObjectRelease", "swift_release_n",
    "swift_errorRelease", "swift_unownedRelease", "swift_weakDestroy", "swift_arrayDestroy",
  ]

  /// True for functions of the standard library that make, compare or print text, or hash: no derivative passes.
  static func worksOnText(_ name: String) -> Bool {
    if textFunctions.contains(name) { return true }
    // Specialised bodies are looked into: they may call closures.
    guard let prefix = textPrefixes.first(where: { name.hasPrefix($0) }), !name.contains("Tg"), !name.contains("Tf")
    else { return false }
    return !(typePrefixes.contains(prefix) && isForeign(name.dropFirst(prefix.count)))
  }

  /// Whether the rest of a mangled name that starts with a type says that the function is not a member that the standard
  /// library gives the type: it belongs to a tuple, moves values ("outlined"), or stands in an extension elsewhere.
  private static func isForeign(_ rest: Substring) -> Bool {
    if rest.first == "_" || rest.dropLast().hasSuffix("WO") { return true }
    let digits = rest.prefix { $0.isNumber }
    guard let count = Int(digits) else { return false }
    let name = rest.dropFirst(digits.count)
    return name.dropFirst(count).first == "E" && !name.hasPrefix("Foundation")
  }

  /// True for the functions that read a number out of text.
  static func parsesNumber(_ name: String) -> Bool {
    ["$sSdySdSg", "$sSfySfSg"].contains { name.hasPrefix($0) }
  }

  private static let textPrefixes = [
    "$sSS", "$sSs", "$sSJ", "$ss26DefaultStringInterpolationV", "$ss11_StringGutsV", "$ss12_SmallStringV",
    "$ss6HasherV", "$ss27_stringCompareWithSmolCheck", "$ss23_stringCompareInternal", "$ss10SubstringV",
    "$ss53KEY_TYPE_OF_DICTIONARY", "$ss37ELEMENT_TYPE_OF_SET", "$sSo8NSStringC",
  ]

  /// Those that stand for a type, which others may extend.
  private static let typePrefixes: Set<String> = ["$sSS", "$sSs", "$sSJ", "$ss6HasherV", "$ss10SubstringV"]

  private static let textFunctions: Set<String> = [
    "$sSd5write2toyxz_ts16TextOutputStreamRzlF", "$sSf5write2toyxz_ts16TextOutputStreamRzlF",
    "$sSd11descriptionSSvg", "$sSf11descriptionSSvg", "$sSd16debugDescriptionSSvg", "$sSf16debugDescriptionSSvg",
    "$ss6_print_9separator10terminator2toySayypGd_S2SxzTSRzlF", "$sSdySdSgxcSyRzlufC", "$sSdySdSgSscfC",
    "$sSfySfSgSscfC", "$sSfySfSgxcSyRzlufC",
  ]

  /// True for functions of the library with which derivatives are asked for: no primal calls them through pointers.
  static func belongsToDerivatives(_ name: String) -> Bool {
    guard name.hasPrefix("$s"), name.contains("5Nabla") else { return false }
    return name.hasPrefix("$s5Nabla") || tangentFunctions.contains { name.contains($0) }
  }

  /// `withoutDerivative` of the library, for whatever types the compiler made it.
  static func carriesNoDerivative(_ name: String) -> Bool { name.hasPrefix("$s5Nabla17withoutDerivative") }

  private static let tangentFunctions = [
    "zeroTangent", "tangentShapeMismatch", "makeTangentUnique", "clearConstantParts", "mayHaveConstantParts",
  ]

  /// True for what the compiler and the library tell about types: metadata, descriptors, witness tables. They carry no
  /// numbers, and shadows refer to them as primals do.
  static func describesType(_ name: String) -> Bool {
    name.hasPrefix("$s") && ["N", "Mf", "Mm", "Mn", "Mp", "Mc", "WV", "WP"].contains { name.hasSuffix($0) }
  }

  /// True for the functions that return type metadata and witness tables: they carry no numbers.
  static func isMetadataAccessor(_ name: String) -> Bool {
    name.hasPrefix("$s") && (name.hasSuffix("Ma") || name.hasSuffix("WL") || name.hasSuffix("Wl"))
  }
}
