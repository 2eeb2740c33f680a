// What calls of the Swift run-time library are in the program's own words, for refusals.

/// A construct of Swift that the engine does not differentiate, and what to write instead.
struct SwiftConstruct {
  var phrase: String
  var advice: String

  /// What to do about calls of Swift functions whose code is not there.
  static let advice = "compute with numbers, arrays and types of your own, \(escape)"

  /// What helps with any call.
  static let escape = "or put the call into 'withoutDerivative { … }': what that returns is constant"

  /// The construct behind a call of the run-time library.
  static func behind(_ name: String) -> SwiftConstruct? {
    constructs.first { entry in entry.names.contains { name.hasPrefix($0) } }?.construct
  }

  private static let constructs: [(names: [String], construct: SwiftConstruct)] = [
    (
      [
        "swift_getAtKeyPath", "swift_getAtAnyKeyPath", "swift_getAtPartialKeyPath", "swift_readAtKeyPath",
        "swift_setAtWritableKeyPath", "swift_setAtReferenceWritableKeyPath", "swift_modifyAtWritableKeyPath",
        "swift_modifyAtReferenceWritableKeyPath",
      ],
      SwiftConstruct(
        phrase: "access by a key path that may lead through an optional, or whose type is not known",
        advice: "name the property, or pass a closure such as '{ $0?.x }' instead of the key path")
    ),
    (
      ["swift_dynamicCast"],
      SwiftConstruct(
        phrase: "a cast whose type is only known when the program runs",
        advice: "cast to a type that is named where the cast stands, or use a protocol's requirement or an enum")
    ),
    (
      ["$ss11AnyHashableV"],
      SwiftConstruct(
        phrase: "a number inside 'AnyHashable'", advice: "use the number's own type, or an enum, as the key or element")
    ),
    (
      ["swift_task", "swift_asyncLet", "swift_continuation", "swift_job", "$sScT", "$sScG", "$sScA", "$sScM"],
      SwiftConstruct(
        phrase: "concurrency (a task, an actor or 'await')",
        advice: "compute without tasks in the differentiated function, and call its derivative from them")
    ),
    (
      ["$ss24SystemRandomNumberGeneratorV", "swift_stdlib_random"],
      SwiftConstruct(
        phrase: "a random number", advice: "draw the numbers in 'withoutDerivative { … }', or pass them in")
    ),
  ]
}
