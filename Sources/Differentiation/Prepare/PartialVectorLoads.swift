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

  /// Loads words apart from the vectors of numbers that they are taken out of.
  func separateWords(in function: Function) {
    for load in function.instructions where load.opcode == .load && !load.isVolatile {
      switch load.type.kind {
      case .vector where load.type.element.isInteger: loadViews(of: load)
      case .vector: loadWords(of: load)
      case .double: loadSharedWord(load)
      default: break
      }
    }
  }

  /// Bytes that the cases of an enum take for vectors of different types, or for words, are loaded as what they are.
  private func loadViews(of bytes: Value) {
    guard module.dataLayout.bitSize(of: bytes.type.element) < 64 else { return }
    for view in bytes.users where view.opcode == .bitCast { loadWhole(view, of: bytes) }
  }

  /// A double whose bits are floats or an address at other times is loaded again as an integer for these.
  private func loadSharedWord(_ number: Value) {
    let views = number.users.filter { $0.opcode == .bitCast && $0.type.integerWidth == 64 }
    guard views.contains(where: { isAddressOrFloats($0) }) else { return }
    for view in views { loadWhole(view, of: number) }
  }

  private func isAddressOrFloats(_ word: Value) -> Bool {
    word.users.contains { user in
      switch user.opcode {
      case .intToPtr: true
      case .trunc: user.users.contains { $0.opcode == .bitCast && $0.type.kind == .float }
      case .lshr: isAddressOrFloats(user)
      default: false
      }
    }
  }

  /// A word that is taken out of a vector of numbers as an integer is loaded as one: it may be an address, where the cases
  /// of an enum share memory.
  private func loadWords(of vector: Value) {
    guard vector.type.element.isFloatingPoint else { return }
    for view in vector.users where view.opcode == .bitCast && view.type.isIntegerOrVectorOfIntegers {
      guard view.type.isVector else {
        loadWhole(view, of: vector)
        continue
      }
      let size = module.dataLayout.bitSize(of: view.type.element) / 8
      guard view.type.count == vector.type.count || size == 8 else { continue }
      for word in view.users where word.opcode == .extractElement {
        guard let lane = word.operand(1).constantInt.map(Int.init), lane < view.type.count else { continue }
        let builder = Builder(module.context)
        builder.position(before: vector)
        builder.copyDebugLocation(from: vector)
        word.replaceAllUses(with: loadPart(of: vector, view.type.element, at: lane * size, builder))
        word.erase()
      }
      if !view.hasUses { view.erase() }
    }
  }

  /// The same for a vector whose bits are taken as one integer.
  private func loadWhole(_ view: Value, of vector: Value) {
    guard module.dataLayout.bitSize(of: view.type) % 64 == 0 else { return }
    let builder = Builder(module.context)
    builder.position(before: vector)
    builder.copyDebugLocation(from: vector)
    view.replaceAllUses(with: loadPart(of: vector, view.type, at: 0, builder))
    view.erase()
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
