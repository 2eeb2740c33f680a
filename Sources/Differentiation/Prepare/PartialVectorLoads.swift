// Vectorisers load a whole vector where the program reads some of its elements: the others are whatever lies beside
// them in memory. Such loads become loads of the elements that are used, so that the types of accesses tell the truth.

import LLVM

struct PartialVectorLoads {
  let module: Module

  func rewrite(in function: Function) {
    for load in function.instructions where load.opcode == .load && load.type.kind == .vector && !load.isVolatile {
      guard let lanes = usedLanes(of: load), !lanes.isEmpty, lanes.count < load.type.count else { continue }
      let elementBits = module.dataLayout.bitSize(of: load.type.element)
      guard elementBits % 8 == 0 else { continue }
      replace(load, lanes.sorted(), elementBits / 8)
    }
  }

  /// The elements that are read; nil if all may be.
  private func usedLanes(of vector: Value) -> Set<Int>? {
    var result: Set<Int> = []
    for use in vector.uses {
      let user = use.user
      switch user.opcode {
      case .extractElement:
        guard let lane = user.operand(1).constantInt else { return nil }
        result.insert(Int(lane))
      case .shuffleVector:
        let first = use.operandIndex * vector.type.count
        result.formUnion(user.mask.filter { (first..<first + vector.type.count).contains($0) }.map { $0 - first })
      default: return nil
      }
    }
    return result
  }

  private func replace(_ load: Value, _ lanes: [Int], _ elementSize: Int) {
    let builder = Builder(module.context)
    builder.position(before: load)
    builder.copyDebugLocation(from: load)
    var vector = load.type.poison
    for lane in lanes {
      let element = loadPart(of: load, load.type.element, at: lane * elementSize, builder)
      element.copyMetadata(from: load, kinds: ["tbaa"])
      vector = builder.insertElement(vector, element, lane)
    }
    load.replaceAllUses(with: vector)
    load.erase()
  }

  /// Loads what lies `offset` bytes behind the beginning of what `load` loads.
  private func loadPart(of load: Value, _ type: Type, at offset: Int, _ builder: Builder) -> Value {
    if offset == 0 { return builder.load(type, load.operand(0), alignment: load.alignment) }
    let address = builder.ptrAdd(load.operand(0), offset)
    return builder.load(type, address, alignment: min(load.alignment, lowestBit(offset)))
  }

  private func lowestBit(_ number: Int) -> Int { number & -number }
}
