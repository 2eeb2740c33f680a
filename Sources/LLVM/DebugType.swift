// What debug information says about the types of variables.

internal import CLLVM

/// A type of the source language. Names and qualifiers are looked through.
public struct DebugType: Hashable {
  public enum Kind: Hashable, Sendable {
    case integer, float, complex, pointer, array, record, union
    /// A signed character: text, where it forms arrays.
    case character
    /// An unsigned character: what raw storage is made of.
    case byte
    case other
  }

  public let kind: Kind
  /// In bytes.
  public let size: Int
  public let name: String
  /// How many elements an array has, over all dimensions; 0 if that is not constant.
  public let count: Int
  private let ref: OpaquePointer
  private let elementRef: OpaquePointer?

  init?(_ ref: OpaquePointer?) {
    var type = NBLDebugType()
    guard let ref, NBLReadDebugType(ref, &type) else { return nil }
    self.ref = ref
    kind = Self.kind(type.kind)
    size = Int(type.size)
    name = string(type.name)
    count = Int(type.count)
    elementRef = type.element
  }

  private static func kind(_ kind: NBLDebugTypeKind) -> Kind {
    switch kind {
    case NBLDebugInteger: .integer
    case NBLDebugCharacter: .character
    case NBLDebugByte: .byte
    case NBLDebugFloat: .float
    case NBLDebugComplex: .complex
    case NBLDebugPointer: .pointer
    case NBLDebugArray: .array
    case NBLDebugRecord: .record
    case NBLDebugUnion: .union
    default: .other
    }
  }

  /// What a pointer leads to (nil: `void`), or an array consists of.
  public var element: DebugType? { DebugType(elementRef) }

  /// The fields of a record or union, base classes among them.
  public var members: [(offset: Int, type: DebugType)] {
    var result: [(Int, DebugType)] = []
    withUnsafeMutablePointer(to: &result) { pointer in
      NBLListMembers(ref, pointer) { context, offset, type in
        guard let type = DebugType(type) else { return }
        context!.assumingMemoryBound(to: [(Int, DebugType)].self).pointee.append((Int(offset), type))
      }
    }
    return result
  }
}

extension Function {
  /// Pointers that debug information knows as variables, with the type of the memory they lead to.
  public var debugPointees: [(pointer: Value, type: DebugType)] {
    var result: [(Value, DebugType)] = []
    withUnsafeMutablePointer(to: &result) { pointer in
      NBLListVariables(value.ref, pointer) { context, value, isAddress, type in
        guard let type = DebugType(type), let memory = isAddress ? type : type.pointee else { return }
        context!.assumingMemoryBound(to: [(Value, DebugType)].self).pointee.append((Value(value!), memory))
      }
    }
    return result
  }
}

extension DebugType {
  fileprivate var pointee: DebugType? { kind == .pointer ? element : nil }
}
