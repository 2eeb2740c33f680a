// Loads and stores of numbers say so in alias metadata, where the front end has not: optimisers turn a store of bits that
// were made a number into one of the bits, and the metadata is then all that tells that a number was meant. So do those
// of integers that are fields of C and C++ structures by the type of their address.

import LLVM

struct NumberTags {
  private let tags: [Type.Kind: MetadataNode]

  init(_ context: Context) {
    let zero = Type.integer(64, context).zero
    let names: [Type.Kind: String] = [
      .float: "float", .double: "double", .x86FP80: "long double", .integer(32): "int", .integer(64): "long",
    ]
    tags = names.mapValues { name in
      // A tree for each type: alias analysis concludes nothing about accesses of different trees.
      let root = MetadataNode([.string("nabla \(name)")], in: context)
      let type = MetadataNode([.string(name), .node(root), .value(zero)], in: context)
      return MetadataNode([.node(type), .node(type), .value(zero)], in: context)
    }
  }

  func add(to function: Function) {
    for instruction in function.instructions {
      let (type, address): (Type, Value)
      switch instruction.opcode {
      case .load: (type, address) = (instruction.type, instruction.operand(0))
      case .store: (type, address) = (instruction.operand(0).type, instruction.operand(1))
      default: continue
      }
      guard let tag = tags[type.kind], instruction.metadata(named: "tbaa") == nil else { continue }
      if type.isInteger && Self.field(at: address) != type { continue }
      instruction.setMetadata(named: "tbaa", tag)
    }
  }

  /// The type of the field that an address leads to, if it is computed as that of a field of a structure. Unions have none.
  private static func field(at address: Value) -> Type? {
    guard address.isInstruction, address.opcode == .getElementPtr else { return nil }
    var type = address.sourceElementType
    var isField = false
    for index in address.operands.dropFirst(2) {
      if type.isStructure {
        guard let number = index.constantInt, let name = type.structName else { return nil }
        isField = name.hasPrefix("struct.") || name.hasPrefix("class.")
        type = type.elements[Int(number)]
      } else {
        isField = false
        type = type.element
      }
    }
    return isField ? type : nil
  }
}
