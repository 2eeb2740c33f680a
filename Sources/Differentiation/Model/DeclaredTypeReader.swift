// Reads declared types from debug information, from alias metadata, and from the types of address computations.
//
// Each source type is read once; pointers name what they lead to by id, so that types may refer to themselves.

import LLVM

final class DeclaredTypeReader {
  private(set) var types: [DeclaredType] = []
  private let layout: TypeReader
  private var debugTypes: [DebugType: DeclaredTypeID] = [:]
  private var aliasTypes: [MetadataNode: DeclaredTypeID] = [:]
  private var plainTypes: [IRType: DeclaredTypeID] = [:]

  /// Arrays up to this length are listed element by element.
  private static let shortArray = 64

  init(_ layout: TypeReader) { self.layout = layout }

  private func reserve() -> DeclaredTypeID {
    types.append(DeclaredType())
    return types.count - 1
  }

  // MARK: Debug information

  func id(_ type: DebugType) -> DeclaredTypeID {
    if let known = debugTypes[type] { return known }
    let id = reserve()
    debugTypes[type] = id
    types[id] = DeclaredType(size: size(type), parts: withPadding(parts(type), type))
    return id
  }

  private func size(_ type: DebugType) -> Int {
    type.kind == .array && type.size == 0 ? type.element.map(size) ?? 0 : type.size
  }

  private func parts(_ type: DebugType) -> [DeclaredType.Part] {
    switch type.kind {
    case .integer, .character, .byte: [.init(offset: 0, size: type.size, kind: .integer)]
    case .float: format(type).map { [.init(offset: 0, size: $0.size, kind: .float($0))] } ?? []
    case .complex: complexParts(type)
    case .pointer: [.init(offset: 0, size: 8, kind: .pointer, target: type.element.map { id($0) })]
    case .array: arrayParts(type)
    case .record: type.members.flatMap { moved(parts($0.type), by: $0.offset) }
    case .union: unionParts(type)
    case .other: []
    }
  }

  private func format(_ type: DebugType) -> FloatFormat? {
    switch type.size {
    case 2: type.name.contains("bf") ? .bfloat : .half
    case 4: .single
    case 8: .double
    case 16: type.name.contains("128") ? .quad : .extended
    default: nil
    }
  }

  private func complexParts(_ type: DebugType) -> [DeclaredType.Part] {
    let formats: [Int: FloatFormat] = [8: .single, 16: .double, 32: .extended]
    guard let format = formats[type.size] else { return [] }
    let part = DeclaredType.Part(offset: 0, size: format.size, kind: .float(format))
    return [part] + moved([part], by: type.size / 2)
  }

  private func arrayParts(_ type: DebugType) -> [DeclaredType.Part] {
    // Raw storage may hold anything.
    guard let element = type.element, element.kind != .byte, element.size > 0 else { return [] }
    let parts = parts(element)
    if (1...Self.shortArray).contains(type.count) {
      return (0..<type.count).flatMap { moved(parts, by: $0 * element.size) }
    }
    return parts.map { part in
      var part = part
      if part.stride == 0 { part.stride = element.size }
      return part
    }
  }

  /// Numbers count before integers; where different numbers, or numbers and addresses, share bytes, the numbers are only
  /// what may be there.
  private func unionParts(_ type: DebugType) -> [DeclaredType.Part] {
    let all = Set(type.members.flatMap { parts($0.type) })
    let telling = all.filter { $0.kind != .integer }
    let isAmbiguous = telling.contains { part in telling.contains { $0.kind != part.kind && $0.overlaps(part) } }
    let members = isAmbiguous ? telling.filter { $0.kind != .pointer }.map(alternative) : Array(all)
    return members.sorted { $0.offset < $1.offset }
  }

  private func alternative(_ part: DeclaredType.Part) -> DeclaredType.Part {
    var part = part
    part.isAlternative = true
    return part
  }

  private func moved(_ parts: [DeclaredType.Part], by offset: Int) -> [DeclaredType.Part] {
    parts.map { part in
      var part = part
      part.offset += offset
      return part
    }
  }

  /// Bytes between the fields of a record hold nothing.
  private func withPadding(_ parts: [DeclaredType.Part], _ type: DebugType) -> [DeclaredType.Part] {
    guard type.kind == .record, !parts.isEmpty, isTransparent(type) else { return parts }
    var result = parts
    var end = 0
    for part in parts.sorted(by: { $0.offset < $1.offset }) {
      if part.stride > 0 { return parts }
      if part.offset > end { result.append(.init(offset: end, size: part.offset - end, kind: .integer)) }
      end = max(end, part.offset + part.size)
    }
    if type.size > end { result.append(.init(offset: end, size: type.size - end, kind: .integer)) }
    return result
  }

  /// True if all bytes of a type are accounted for by its fields.
  private func isTransparent(_ type: DebugType) -> Bool {
    switch type.kind {
    case .record: type.members.allSatisfy { isTransparent($0.type) }
    case .array: type.element.map { $0.kind != .byte && isTransparent($0) } ?? false
    case .union, .other: false
    default: true
    }
  }

  // MARK: Alias metadata

  /// The record that an access goes through, and where in it the accessed part lies.
  func record(ofAccess value: Value) -> (type: DeclaredTypeID, offset: Int)? {
    guard let tag = value.metadata(named: "tbaa")?.operands, tag.count >= 3, case .node(let base) = tag[0],
      case .value(let offset) = tag[2], let bytes = offset.constantInt, tag[0] != tag[1]
    else { return nil }
    return (id(base), Int(bytes))
  }

  /// What the pointer that an access reads or writes leads to, if alias metadata names it.
  func pointee(ofAccess value: Value) -> DeclaredTypeID? {
    guard let name = value.tbaaAccessTypeName, name.hasPrefix("p1 "),
      case .float(let format) = MemoryKind(typeName: String(name.dropFirst(3)))
    else { return nil }
    return id(.float(format))
  }

  private func id(_ node: MetadataNode) -> DeclaredTypeID {
    if let known = aliasTypes[node] { return known }
    let id = reserve()
    aliasTypes[node] = id
    let parts = parts(node)
    types[id] = DeclaredType(size: 0, parts: parts)
    return id
  }

  private func parts(_ node: MetadataNode) -> [DeclaredType.Part] {
    let operands = node.operands
    guard case .string(let name)? = operands.first else { return [] }
    if let kind = MemoryKind(typeName: name) {
      return [.init(offset: 0, size: kind.size, kind: kind)]
    }
    if isUntyped(node) { return [] }
    return stride(from: 1, to: operands.count - 1, by: 2).flatMap { index -> [DeclaredType.Part] in
      guard case .node(let field) = operands[index], case .value(let offset) = operands[index + 1] else { return [] }
      return moved(isUntyped(field) ? [Self.eitherWord] : parts(field), by: Int(offset.constantInt ?? 0))
    }
  }

  /// The fields of a copied structure of which alias metadata says only where they are: unions, arrays of bytes.
  func untypedFields(ofCopy call: Value) -> DeclaredTypeID? {
    let fields = call.tbaaStruct.filter { MemoryKind(typeName: $0.typeName) == nil && $0.size % 8 == 0 }
    let words = fields.flatMap { Array(stride(from: $0.offset, to: $0.offset + $0.size, by: 8)) }
    return alternatives(at: words, size: Int(call.argument(2).constantInt ?? 0))
  }

  /// The unions in a type whose largest member is a number or an address: others are not in LLVM's type.
  func unions(in type: Type) -> DeclaredTypeID? {
    guard type.kind == .structure, !type.isOpaque else { return nil }
    return alternatives(at: unionWords(in: type), size: layout.layout.size(of: type))
  }

  private func unionWords(in type: Type) -> [Int] {
    if type.structName?.hasPrefix("union.") == true {
      return layout.type(type).leaves().filter { $0.type == .pointer || $0.type == .float(.double) }.map(\.offset)
    }
    return type.elements.enumerated().flatMap { index, field -> [Int] in
      guard field.kind == .structure, !field.isOpaque else { return [] }
      return unionWords(in: field).map { $0 + layout.elementOffset(type, index) }
    }
  }

  /// Words that may hold doubles.
  private func alternatives(at offsets: [Int], size: Int) -> DeclaredTypeID? {
    if offsets.isEmpty { return nil }
    let parts = offsets.prefix(Self.shortArray).flatMap { moved([Self.eitherWord], by: $0) }
    types.append(DeclaredType(size: size, parts: parts))
    return types.count - 1
  }

  /// True for what alias metadata says of unions and of single bytes.
  private func isUntyped(_ node: MetadataNode) -> Bool {
    if case .string("omnipotent char")? = node.operands.first { return true }
    return false
  }

  /// A word that may hold a double.
  private static let eitherWord = DeclaredType.Part(offset: 0, size: 8, kind: .float(.double), isAlternative: true)

  // MARK: Plain types

  func id(_ type: IRType) -> DeclaredTypeID {
    if let known = plainTypes[type] { return known }
    let id = reserve()
    plainTypes[type] = id
    let parts = type.leaves().compactMap { leaf -> DeclaredType.Part? in
      guard let kind = MemoryKind(leaf.type) else { return nil }
      return .init(offset: leaf.offset, size: leaf.type.size, kind: kind)
    }
    types[id] = DeclaredType(size: type.size, parts: parts)
    return id
  }

  func id(_ type: Type) -> DeclaredTypeID { id(layout.type(type)) }
}

extension DeclaredType.Part {
  fileprivate func overlaps(_ other: Self) -> Bool {
    offset < other.offset + other.size && other.offset < offset + size
  }
}

extension MemoryKind {
  /// The bytes that are surely meant where alias metadata names a kind; sizes of integers are not told apart.
  fileprivate var size: Int {
    switch self {
    case .integer: 1
    case .pointer: 8
    case .float(let format): format.size
    }
  }

  /// What a scalar type stands for; small integers are bytes of anything.
  fileprivate init?(_ type: IRType) {
    switch type {
    case .float(let format): self = .float(format)
    case .pointer: self = .pointer
    case .integer(let bits) where bits == 32 || bits == 64: self = .integer
    default: return nil
    }
  }
}
