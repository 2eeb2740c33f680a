// Attributes of functions and calls.

internal import CLLVM

/// Where an attribute stands.
public enum AttributePlace: Hashable, Sendable {
  case function
  case `return`
  case parameter(Int)

  var index: UInt32 {
    switch self {
    case .function: .max
    case .return: 0
    case .parameter(let index): UInt32(index) + 1
    }
  }
}

/// One attribute, as it can be put on another function or call.
public struct Attribute: Hashable {
  let ref: OpaquePointer

  public var name: String { string(NBLAttributeName(ref)) }

  /// The value of a string attribute.
  public var stringValue: String? {
    guard LLVMIsStringAttribute(ref) != 0 else { return nil }
    var length: UInt32 = 0
    return string(LLVMGetStringAttributeValue(ref, &length), Int(length))
  }

  /// The number of an attribute such as `dereferenceable`.
  public var integerValue: UInt64? { NBLAttributeIsInteger(ref) ? LLVMGetEnumAttributeValue(ref) : nil }

  /// The type of an attribute such as `sret`.
  public var typeValue: Type? {
    guard LLVMIsTypeAttribute(ref) != 0 else { return nil }
    return LLVMGetTypeAttributeValue(ref).map(Type.init)
  }
}

extension Attribute: CustomStringConvertible {
  public var description: String { take(NBLAttributeDescription(ref)) ?? "" }
}

/// On values that are functions or calls.
extension Value {
  /// The attribute with LLVM's name, e.g. `noinline`, or a string attribute's key.
  public func attribute(_ name: String, at place: AttributePlace = .function) -> Attribute? {
    NBLGetAttribute(ref, place.index, name).map(Attribute.init)
  }

  public func hasAttribute(_ name: String, at place: AttributePlace = .function) -> Bool {
    attribute(name, at: place) != nil
  }

  public func attributes(at place: AttributePlace) -> [Attribute] {
    collect { NBLListAttributes(ref, place.index, $0, $1) }.map(Attribute.init)
  }

  public func addAttribute(_ attribute: Attribute, at place: AttributePlace = .function) {
    NBLAddAttribute(ref, place.index, attribute.ref)
  }

  /// Adds an attribute of LLVM's, with a number where it takes one; an unknown name makes a string attribute.
  public func addAttribute(_ name: String, _ number: UInt64 = 0, at place: AttributePlace = .function) {
    let kind = LLVMGetEnumAttributeKindForName(name, name.utf8.count)
    if kind == 0 {
      addAttribute(name, value: "", at: place)
    } else {
      NBLAddAttribute(ref, place.index, LLVMCreateEnumAttribute(LLVMGetValueContext(ref), kind, number))
    }
  }

  /// Adds a string attribute.
  public func addAttribute(_ key: String, value: String, at place: AttributePlace = .function) {
    let attribute = LLVMCreateStringAttribute(
      LLVMGetValueContext(ref), key, UInt32(key.utf8.count), value, UInt32(value.utf8.count))
    NBLAddAttribute(ref, place.index, attribute)
  }

  /// Adds an attribute with a type, e.g. `sret`.
  public func addAttribute(_ name: String, type: Type, at place: AttributePlace) {
    let kind = LLVMGetEnumAttributeKindForName(name, name.utf8.count)
    precondition(kind != 0, "no attribute \(name)")
    NBLAddAttribute(ref, place.index, LLVMCreateTypeAttribute(LLVMGetValueContext(ref), kind, type.ref))
  }

  public func removeAttribute(_ name: String, at place: AttributePlace = .function) {
    NBLRemoveAttribute(ref, place.index, name)
  }

  /// The value of a string attribute.
  public func stringAttribute(_ key: String, at place: AttributePlace = .function) -> String? {
    attribute(key, at: place)?.stringValue
  }

  /// The type of `sret`, `byval` and their like.
  public func structuralType(of name: String, at place: AttributePlace) -> Type? {
    attribute(name, at: place)?.typeValue
  }

  /// Replaces the attributes of the function itself by those of `other`; with `parameters` all of them.
  public func copyAttributes(from other: Value, parameters: Bool = false) {
    NBLCopyFunctionAttributes(ref, other.ref, parameters)
  }
}

extension Function {
  public func attribute(_ name: String, at place: AttributePlace = .function) -> Attribute? {
    value.attribute(name, at: place)
  }

  public func hasAttribute(_ name: String, at place: AttributePlace = .function) -> Bool {
    value.hasAttribute(name, at: place)
  }

  public func attributes(at place: AttributePlace) -> [Attribute] { value.attributes(at: place) }

  public func addAttribute(_ attribute: Attribute, at place: AttributePlace = .function) {
    value.addAttribute(attribute, at: place)
  }

  public func addAttribute(_ name: String, _ number: UInt64 = 0, at place: AttributePlace = .function) {
    value.addAttribute(name, number, at: place)
  }

  public func addAttribute(_ key: String, value text: String, at place: AttributePlace = .function) {
    value.addAttribute(key, value: text, at: place)
  }

  public func addAttribute(_ name: String, type: Type, at place: AttributePlace) {
    value.addAttribute(name, type: type, at: place)
  }

  public func removeAttribute(_ name: String, at place: AttributePlace = .function) {
    value.removeAttribute(name, at: place)
  }

  public func stringAttribute(_ key: String, at place: AttributePlace = .function) -> String? {
    value.stringAttribute(key, at: place)
  }

  public func structuralType(of name: String, at place: AttributePlace) -> Type? {
    value.structuralType(of: name, at: place)
  }

  /// Replaces the attributes of the function itself by those of `other`; with `parameters` all of them.
  public func copyAttributes(from other: Function, parameters: Bool = false) {
    value.copyAttributes(from: other.value, parameters: parameters)
  }
}
