// LLVM types, address computations and alias metadata in the terms of the model.

import LLVM

/// LLVM types as `IRType`, remembered.
final class TypeReader {
  let layout: DataLayout
  private var known: [Type: IRType] = [:]
  private var knownAccesses: [Type: IRType] = [:]

  init(_ layout: DataLayout) { self.layout = layout }

  func type(_ type: Type) -> IRType {
    if let result = known[type] { return result }
    let result = read(type)
    known[type] = result
    return result
  }

  /// A type as far as it binds what memory holds: the type of a union names only its largest member.
  func accessed(_ type: Type) -> IRType {
    if let result = knownAccesses[type] { return result }
    let result = readAccess(type)
    knownAccesses[type] = result
    return result
  }

  private func readAccess(_ type: Type) -> IRType {
    switch type.kind {
    case .array: .array(accessed(type.element), count: type.count, stride: layout.size(of: type.element))
    case .structure where type.isOpaque: .other
    case .structure where type.structName?.hasPrefix("union.") == true:
      .array(.integer(bits: 8), count: layout.size(of: type), stride: 1)
    case .structure: structure(type, type.elements.map { accessed($0) })
    default: self.type(type)
    }
  }

  private func structure(_ type: Type, _ fields: [IRType]) -> IRType {
    let offsets = fields.indices.map { layout.offset(of: $0, in: type) }
    return .structure(fields, offsets: offsets, size: layout.size(of: type))
  }

  private func read(_ type: Type) -> IRType {
    switch type.kind {
    case .void: return .void
    case .half: return .float(.half)
    case .bfloat: return .float(.bfloat)
    case .float: return .float(.single)
    case .double: return .float(.double)
    case .x86FP80: return .float(.extended)
    case .fp128: return .float(.quad)
    case .integer(let bits): return .integer(bits: bits)
    case .pointer: return .pointer
    case .array: return .array(self.type(type.element), count: type.count, stride: layout.size(of: type.element))
    case .vector:
      let bits = layout.bitSize(of: type.element)
      return .vector(self.type(type.element), count: type.count, stride: max(1, bits / 8))
    case .structure where !type.isOpaque: return structure(type, type.elements.map { self.type($0) })
    default: return .other
    }
  }

  func elementOffset(_ type: Type, _ index: Int) -> Int {
    switch type.kind {
    case .structure: layout.offset(of: index, in: type)
    default: layout.size(of: type.element) * index
    }
  }

  /// The byte offset of an address computation: a constant and the variable operands with their strides.
  func offsets(of gep: Value) -> (constant: Int, terms: [GEPTerm]) {
    var constant = 0
    var terms: [GEPTerm] = []
    var current = gep.sourceElementType
    for index in 1..<gep.operandCount {
      let operand = gep.operand(index)
      if index == 1 {
        add(operand, index, layout.size(of: current), &constant, &terms)
      } else if current.isStructure {
        let field = Int(operand.constantInt ?? 0)
        constant += layout.offset(of: field, in: current)
        current = current.elements[field]
      } else {
        current = current.element
        add(operand, index, layout.size(of: current), &constant, &terms)
      }
    }
    return (constant, terms)
  }

  private func add(_ operand: Value, _ index: Int, _ stride: Int, _ constant: inout Int, _ terms: inout [GEPTerm]) {
    if let number = operand.constantInt {
      constant += Int(number) * stride
    } else {
      terms.append(GEPTerm(operand: index, stride: stride))
    }
  }
}

extension MemoryKind {
  /// What a type name in alias metadata stands for; nil for names that say nothing (`omnipotent char`).
  init?(typeName: String) {
    switch typeName {
    case "double", "f64": self = .float(.double)
    case "float", "f32": self = .float(.single)
    case "long double": self = .float(.extended)
    case "_Float16", "__fp16": self = .float(.half)
    case "int", "long", "long long", "short", "bool", "_Bool", "unsigned int", "__int128", "wchar_t", "char16_t",
      "char32_t":
      self = .integer
    case "any pointer", "vtable pointer": self = .pointer
    default:
      if typeName.hasPrefix("p1 ") || typeName.hasPrefix("p2 ") || typeName.hasPrefix("p3 ") {
        self = .pointer
      } else if typeName.hasPrefix("_ZTS") {
        // Only enumerations are accessed under their own names.
        self = .integer
      } else {
        return nil
      }
    }
  }
}
