// A parsed type, kept with its text so that it can be repeated in generated code.

/// A type as written.
struct TypeSyntax {
  /// The shape of a type.
  indirect enum Kind {
    /// `A`, `A<B>`, `A.B<C>`: the words, and the generic arguments of the last one.
    case named([String], arguments: [TypeSyntax])
    /// `[T]`.
    case array(TypeSyntax)
    /// `[N of T]`.
    case inlineArray(TypeSyntax)
    /// `[K: V]`.
    case dictionary(TypeSyntax, TypeSyntax)
    /// `T?` or `T!`.
    case optional(TypeSyntax)
    /// `(a: A, B)`; no element for `Void`.
    case tuple([Element])
    /// `(A) -> B`.
    case function
    /// `some P`.
    case opaque
    /// `any P`, `P & Q`.
    case existential
    /// `T.Type`.
    case metatype
    /// `repeat each T`, `each T`.
    case pack
    /// An integer as generic argument, `~Copyable`, and the like.
    case other
  }

  /// One element of a tuple type.
  struct Element {
    /// The label, if the element has one.
    var label: String?
    /// The element's type.
    var type: TypeSyntax
  }

  /// The shape.
  var kind: Kind
  /// The type as written.
  var text: String
  /// The type's place in the file.
  var range: Range<Int>

  /// Whether this is `Void` or `()`.
  var isVoid: Bool {
    switch kind {
    case .tuple(let elements): elements.isEmpty
    case .named(let words, _): words == ["Void"] || words == ["Swift", "Void"]
    default: false
    }
  }

  /// The type without redundant parentheses.
  var withoutParentheses: TypeSyntax {
    if case .tuple(let elements) = kind, elements.count == 1, elements[0].label == nil {
      return elements[0].type.withoutParentheses
    }
    return self
  }
}
