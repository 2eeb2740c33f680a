// Loads and stores of numbers say so in alias metadata, where the front end has not: optimisers turn a store of bits that
// were made a number into one of the bits, and the metadata is then all that tells that a number was meant.

import LLVM

struct NumberTags {
  private let tags: [Type.Kind: MetadataNode]

  init(_ context: Context) {
    let zero = Type.integer(64, context).zero
    let names: [Type.Kind: String] = [.float: "float", .double: "double", .x86FP80: "long double"]
    tags = names.mapValues { name in
      // A tree for each type: alias analysis concludes nothing about accesses of different trees.
      let root = MetadataNode([.string("nabla \(name)")], in: context)
      let type = MetadataNode([.string(name), .node(root), .value(zero)], in: context)
      return MetadataNode([.node(type), .node(type), .value(zero)], in: context)
    }
  }

  func add(to function: Function) {
    for instruction in function.instructions {
      let type: Type
      switch instruction.opcode {
      case .load: type = instruction.type
      case .store: type = instruction.operand(0).type
      default: continue
      }
      guard let tag = tags[type.kind], instruction.metadata(named: "tbaa") == nil else { continue }
      instruction.setMetadata(named: "tbaa", tag)
    }
  }
}
