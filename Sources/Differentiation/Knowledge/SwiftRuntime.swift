// What the engine knows about the Swift run-time library beyond the effects of its functions.

enum SwiftRuntime {
  /// Immutable objects that stand for every empty collection.
  static let emptyBuffers: Set<String> = [
    "_swiftEmptyArrayStorage", "_swiftEmptyDictionarySingleton", "_swiftEmptySetSingleton",
  ]

  /// Bytes before the first element of an array buffer.
  static let arrayHeaderSize = 32

  static let retains: Set<String> = [
    "swift_retain", "swift_nonatomic_retain", "swift_bridgeObjectRetain", "swift_retain_n",
  ]

  static let releases: Set<String> = [
    "swift_release", "swift_nonatomic_release", "swift_bridgeObjectRelease", "swift_release_n",
  ]

  /// True for the functions that return type metadata and witness tables: they carry no numbers.
  static func isMetadataAccessor(_ name: String) -> Bool {
    name.hasPrefix("$s") && (name.hasSuffix("Ma") || name.hasSuffix("WL") || name.hasSuffix("Wl"))
  }
}
