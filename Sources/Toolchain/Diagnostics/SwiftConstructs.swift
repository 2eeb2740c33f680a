// What a Swift user wrote when the engine meets a function of the standard library that it cannot differentiate: the
// names of those functions are not what anybody has written.

import Differentiation

/// A construct of Swift, and what to do instead.
struct SwiftConstruct {
  /// Parts of the names of functions that show it.
  var marks: [String]
  /// The construct, to follow "cannot differentiate".
  var name: String
  /// What to do.
  var advice: String

  static let all = [
    SwiftConstruct(
      marks: ["_DictionaryStorage", "_NativeDictionary", "__RawDictionaryStorage"],
      name: "a dictionary that is changed or read",
      advice: "keep numbers that derivatives pass through in an array, and positions in the dictionary"),
    SwiftConstruct(
      marks: ["_SetStorage", "_NativeSet", "Hasher"], name: "the hashing of values",
      advice: "use an array for what derivatives pass through"),
    SwiftConstruct(
      marks: ["Double.description", "Float.description", "Double.write", "Double.init<A where A: StringProtocol>"],
      name: "numbers that become text or come from text", advice: "convert outside of the differentiated function"),
    SwiftConstruct(
      marks: ["concurrentPerform", "DispatchQueue", "swift_task", "swift_taskGroup", "_Concurrency", "Thread"],
      name: "work on several threads", advice: "use a loop, or differentiate what one thread does"),
    SwiftConstruct(
      marks: ["dispatch thunk of", "swift_getAssociatedConformanceWitness"],
      name: "generic code whose types are only known when the program runs",
      advice: "make the types known: generic functions are differentiated for the types they are called with"),
  ]
}

extension Refusal {
  /// This refusal in the words of Swift, where the construct is a call into Swift's libraries.
  var inSwiftTerms: Refusal {
    if construct.hasPrefix("a call through a pointer"), function == "the differentiated closure" {
      var copy = self
      copy.construct = "a function that is only known when the program runs"
      copy.advice = "pass a closure or the name of a function where the derivative is asked for"
      return copy
    }
    guard construct.hasPrefix("a call of '"),
      let found = SwiftConstruct.all.first(where: { $0.marks.contains { construct.contains($0) } })
    else { return self }
    var copy = self
    copy.construct = found.name
    copy.advice = found.advice
    return copy
  }
}
