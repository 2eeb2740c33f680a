// What the macros know about a type from its spelling alone: whether it can carry a derivative, and how its shadow
// is made. Names they do not know are taken to be `Differentiable`; the type checker has the last word.

/// The part a type can play in differentiation.
enum TypeClass {
  /// A floating-point number.
  case scalar
  /// A value of fixed size without references: SIMD, a tuple of numbers.
  case value
  /// An array, an optional, or a type we do not know, which must conform to `Differentiable`.
  case container
  /// A raw pointer or buffer: its shadow is another pointer.
  case pointer
  /// Integers, booleans, strings, ranges and containers of them: always constant.
  case inactive
  /// No derivative can be taken of a function with such a parameter; the reason completes "cannot …".
  case unsupported(String)

  /// The types that parameters may have, for messages.
  static let supportedList =
    "floating-point numbers, SIMD vectors, arrays, spans, dictionaries, optionals and tuples of them, types that conform "
    + "to 'Differentiable' (write '@Differentiable' before the type), unsafe pointers with '@Autodiff', and constants "
    + "such as 'Int', 'Bool', 'String' and ranges"
}

extension TypeSyntax {
  /// The part this type can play in differentiation.
  var typeClass: TypeClass {
    switch kind {
    case .named(let words, let arguments): classifyNamed(words, arguments)
    case .array(let element), .inlineArray(let element), .optional(let element): element.classWithinContainer
    case .dictionary(_, let value): value.classWithinContainer
    case .tuple(let elements): classifyTuple(elements.map(\.type.typeClass))
    case .existential, .metatype: .inactive
    case .function: .unsupported("functions and closures")
    case .opaque: .unsupported("opaque types")
    case .pack: .unsupported("parameter packs")
    case .other: .unsupported("this type")
    }
  }

  /// Whether the type is spelled as one number.
  var isScalar: Bool {
    if case .scalar = withoutParentheses.typeClass { true } else { false }
  }

  /// Whether the type can never carry a derivative.
  var isInactive: Bool {
    if case .inactive = typeClass { true } else { false }
  }

  /// The elements, if this is a tuple of at least two.
  var tupleElements: [Element]? {
    if case .tuple(let elements) = withoutParentheses.kind, elements.count > 1 { elements } else { nil }
  }

  /// The array of the elements, if this is a span.
  var arrayOfSpan: TypeSyntax? {
    guard case .named(let words, let arguments) = withoutParentheses.kind, let element = arguments.first,
      words == ["Span"] || words == ["Swift", "Span"]
    else { return nil }
    return TypeSyntax(kind: .array(element), text: "[\(element.text)]", range: range)
  }

  /// The type as it can stand in generic arguments: `T!` becomes `T?`.
  var storageText: String {
    text.hasSuffix("!") ? text.dropLast() + "?" : text
  }

  /// Whether values may contain properties marked `@NoDerivative`.
  var mayHaveConstantParts: Bool {
    switch kind {
    case .named(let words, let arguments):
      if case .container = typeClass {
        Self.containers.contains(words[words.count - 1]) ? arguments.contains { $0.mayHaveConstantParts } : true
      } else {
        false
      }
    case .array(let element), .inlineArray(let element), .optional(let element): element.mayHaveConstantParts
    case .tuple(let elements): elements.contains { $0.type.mayHaveConstantParts }
    default: false
    }
  }

  private var classWithinContainer: TypeClass {
    switch typeClass {
    case .scalar, .value, .container: .container
    case let other: other
    }
  }

  private func classifyNamed(_ words: [String], _ arguments: [TypeSyntax]) -> TypeClass {
    let name = words[words.count - 1]
    if Self.scalars.contains(name) { return .scalar }
    if Self.inactive.contains(name) { return .inactive }
    if Self.pointers.contains(name) { return .pointer }
    if isVoid { return .inactive }
    if name.contains("Span") && Self.spans.contains(name) { return .unsupported("'\(name)'") }
    if name.hasPrefix("SIMD"), let scalar = arguments.first {
      return scalar.isInactive ? .inactive : .value
    }
    if Self.containers.contains(name) || Self.inertContainers.contains(name), let element = arguments.last {
      return element.classWithinContainer
    }
    return .container
  }

  private func classifyTuple(_ classes: [TypeClass]) -> TypeClass {
    var result = TypeClass.inactive
    for element in classes {
      switch (element, result) {
      case (.unsupported, _), (.pointer, _): return .unsupported("tuples with such elements")
      case (.container, _): result = .container
      case (.scalar, .inactive), (.value, .inactive): result = .value
      default: break
      }
    }
    if classes.count == 1 { return classes[0] }
    return result
  }

  private static let scalars: Set<String> = ["Double", "Float", "Float16", "Float80", "Float32", "Float64", "CGFloat"]
  private static let inactive: Set<String> = [
    "Int", "Int8", "Int16", "Int32", "Int64", "Int128", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128",
    "Bool", "String", "Substring", "Character", "StaticString", "ObjectIdentifier", "Any", "AnyObject",
    "Date", "UUID", "URL", "Data", "Locale", "Calendar", "TimeZone", "DateComponents", "IndexPath", "IndexSet",
    "Duration",
    // Of numbers, too: a range or a set of tangents is none.
    "Range", "ClosedRange", "PartialRangeFrom", "PartialRangeUpTo", "PartialRangeThrough", "StrideTo", "StrideThrough",
    "Set",
    "KeyPath", "WritableKeyPath", "ReferenceWritableKeyPath", "PartialKeyPath", "AnyKeyPath",
  ]
  private static let pointers: Set<String> = [
    "UnsafePointer", "UnsafeMutablePointer", "UnsafeBufferPointer", "UnsafeMutableBufferPointer",
  ]
  private static let containers: Set<String> = ["Array", "ContiguousArray", "Optional", "InlineArray"]
  private static let inertContainers: Set<String> = ["Dictionary", "ArraySlice"]
  private static let spans: Set<String> = ["Span", "MutableSpan", "RawSpan", "MutableRawSpan", "OutputSpan"]
}

extension TypeSyntax {
  /// Whether values have a fixed size and no references, as far as the spelling tells.
  var isValueOnly: Bool {
    switch typeClass {
    case .scalar, .value: true
    default: false
    }
  }

  /// Whether this is an unsafe pointer or buffer.
  var isPointer: Bool {
    if case .pointer = typeClass { true } else { false }
  }

  /// Whether values are arrays or buffers, whose elements stand one after the other.
  var isSequence: Bool {
    switch withoutParentheses.kind {
    case .array: true
    case .named(let words, _):
      ["Array", "ContiguousArray", "UnsafeBufferPointer", "UnsafeMutableBufferPointer"].contains(words[words.count - 1])
    default: false
    }
  }

  /// The pointer type within a pointer type that the function may only read through.
  var innerImmutablePointer: TypeSyntax? {
    guard isPointer, case .named(_, let arguments) = kind, let inner = arguments.first?.withoutParentheses,
      inner.isPointer
    else { return nil }
    return inner.text.contains("Mutable") ? inner.innerImmutablePointer : inner
  }

  /// Whether values are dictionaries.
  var isDictionary: Bool {
    switch withoutParentheses.kind {
    case .dictionary: true
    case .named(let words, _): words[words.count - 1] == "Dictionary"
    default: false
    }
  }

  /// Whether an array is written somewhere in the type.
  var holdsArray: Bool {
    switch kind {
    case .array, .dictionary: true
    case .named(let words, let arguments):
      ["Array", "ContiguousArray", "ArraySlice", "Dictionary"].contains(words[words.count - 1])
        || arguments.contains { $0.holdsArray }
    case .optional(let wrapped), .inlineArray(let wrapped): wrapped.holdsArray
    case .tuple(let elements): elements.contains { $0.type.holdsArray }
    default: false
    }
  }
}
