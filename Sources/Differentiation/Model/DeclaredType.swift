// Types as front ends declare them: what memory should hold, for memory that nothing accesses by type.

typealias DeclaredTypeID = Int

/// The scalars of a type, by byte offset.
struct DeclaredType {
  struct Part: Hashable {
    var offset: Int
    var size: Int
    var kind: MemoryKind
    /// For pointers: what they lead to.
    var target: DeclaredTypeID?
    /// The step of a long array, of which only the first element is listed; 0 for a single scalar.
    var stride = 0
    /// One of several things that the bytes may be, as in a union: says something only where the others are known.
    var isAlternative = false
  }

  var size = 0
  var parts: [Part] = []
}

/// What is declared about the memory behind a pointer.
struct PointeeHint {
  var pointer: ValueID
  /// Where the declared type begins, as seen from the pointer.
  var offset = 0
  var type: DeclaredTypeID
  /// More of the same may follow: pointers to one object and pointers to the first of many look the same.
  var repeats = true
  /// Read from an address computation, whose base the optimiser may have moved: less sure than what others declare.
  var isOfAddress = false
}
