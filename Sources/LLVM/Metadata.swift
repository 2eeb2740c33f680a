// Metadata of instructions and globals.

internal import CLLVM

/// A metadata node.
public struct MetadataNode: Hashable {
  let ref: OpaquePointer

  public enum Operand: Hashable {
    case null
    case string(String)
    case node(MetadataNode)
    case value(Value)
    case other
  }

  public var operands: [Operand] {
    (0..<NBLMetadataOperandCount(ref)).map { index in
      var text = NBLString()
      var object: UnsafeMutableRawPointer?
      switch NBLMetadataOperand(ref, index, &text, &object) {
      case NBLMetadataNull: return .null
      case NBLMetadataString: return .string(LLVM.string(text))
      case NBLMetadataNode: return .node(MetadataNode(ref: OpaquePointer(object!)))
      case NBLMetadataConstant: return .value(Value(OpaquePointer(object!)))
      default: return .other
      }
    }
  }

  init(ref: OpaquePointer) { self.ref = ref }

  /// A node with these operands; equal nodes are the same.
  public init(_ operands: [Operand], in context: Context) {
    var refs: [OpaquePointer?] = operands.map { operand in
      switch operand {
      case .null, .other: nil
      case .string(let text): LLVMMDStringInContext2(context.ref, text, text.utf8.count)
      case .node(let node): node.ref
      case .value(let value): LLVMValueAsMetadata(value.ref)
      }
    }
    ref = LLVMMDNodeInContext2(context.ref, &refs, refs.count)
  }
}

extension MetadataNode: CustomStringConvertible {
  public var description: String { take(NBLMetadataDescription(ref)) ?? "" }
}

extension Value {
  /// The node of a kind, e.g. `tbaa`, on an instruction or global.
  public func metadata(named kind: String) -> MetadataNode? {
    NBLGetMetadata(ref, kind).map(MetadataNode.init(ref:))
  }

  /// Sets or, with nil, removes the node of a kind.
  public func setMetadata(named kind: String, _ node: MetadataNode?) { NBLSetMetadata(ref, kind, node?.ref) }

  /// The text of a metadata operand such as `metadata !"text"`.
  public var metadataString: String? {
    var text = NBLString()
    return NBLMetadataStringValue(ref, &text) ? string(text) : nil
  }

  /// Copies all metadata of an instruction, with its debug location.
  public func copyMetadata(from other: Value) { NBLCopyMetadata(ref, other.ref, nil) }

  /// Copies metadata of these kinds only.
  public func copyMetadata(from other: Value, kinds: [String]) {
    for kind in kinds { NBLCopyMetadata(ref, other.ref, kind) }
  }

  /// The name of the accessed type in the `!tbaa` tag.
  public var tbaaAccessTypeName: String? {
    var name = NBLString()
    return NBLTBAAAccessTypeName(ref, &name) ? string(name) : nil
  }

  /// The fields that a `memcpy` with `!tbaa.struct` copies.
  public var tbaaStruct: [(offset: Int, size: Int, typeName: String)] {
    (0..<NBLTBAAStructCount(ref)).compactMap { index in
      var offset: UInt64 = 0
      var size: UInt64 = 0
      var name = NBLString()
      guard NBLTBAAStructField(ref, index, &offset, &size, &name) else { return nil }
      return (Int(offset), Int(size), string(name))
    }
  }
}

/// A set of memory accesses of a function that share no memory with others, which are marked with the scope, too.
public struct AliasScope {
  private let list: MetadataNode

  /// A new scope in `function`. It has to be declared there.
  public init(in function: Function, name: String) {
    list = MetadataNode(ref: NBLCreateAliasScope(function.ref, name))
  }

  /// The scope holds from the function's entry on: each inlined copy of the function has its own.
  public func declare(in function: Function) { NBLDeclareAliasScope(function.ref, list.ref) }

  /// A load or store of the scope's memory.
  public func add(_ access: Value) { access.setMetadata(named: "alias.scope", list) }

  /// A load or store of other memory.
  public func exclude(_ access: Value) { access.setMetadata(named: "noalias", list) }
}
