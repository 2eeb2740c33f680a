// Optimisers put the words of an enum's payload together to vectors where another case holds one. A vector that has been
// made of words is stored word by word, so that each is stored as what it is: an address, a number, an integer.

import LLVM

struct VectorStores {
  let module: Module

  func separateWords(in function: Function) {
    for store in function.instructions where store.opcode == .store && !store.isVolatile {
      let vector = store.operand(0)
      guard vector.type.isVector, module.dataLayout.bitSize(of: vector.type) % 64 == 0, isMadeOfWords(vector) else {
        continue
      }
      separate(store, vector)
    }
  }

  /// Whether words that are not constant have been put into a vector, or into one of those that it is chosen from.
  private func isMadeOfWords(_ vector: Value) -> Bool {
    var seen: Set<Value> = []
    var work = [vector]
    while let value = work.popLast() {
      guard value.isInstruction, seen.insert(value).inserted, seen.count < 64 else { continue }
      switch value.opcode {
      case .insertElement:
        if value.operand(1).type.integerWidth == 64, !value.operand(1).isConstant { return true }
        work.append(value.operand(0))
      case .phi, .shuffleVector: work += value.operands.filter { $0.type.isVector }
      case .select: work += value.operands.dropFirst()
      case .bitCast where value.operand(0).type.isVector: work.append(value.operand(0))
      default: break
      }
    }
    return false
  }

  private func separate(_ store: Value, _ vector: Value) {
    let builder = Builder(module.context)
    builder.position(before: store)
    builder.copyDebugLocation(from: store)
    let word = Type.integer(64, module.context)
    let words = Type.vector(word, module.dataLayout.bitSize(of: vector.type) / 64)
    let whole = vector.type == words ? vector : builder.bitcast(vector, words)
    for lane in 0..<words.count {
      let value = Self.word(lane, of: whole) ?? builder.extractElement(whole, lane)
      if value.isUndefOrPoison { continue }
      let alignment = lane == 0 ? store.alignment : min(store.alignment, 8)
      builder.store(Self.original(value), builder.ptrAdd(store.operand(1), 8 * lane), alignment: alignment)
    }
    store.erase()
    if !whole.hasUses, whole.isInstruction { whole.erase() }
  }

  /// The word that was put into a lane; nil if that cannot be seen.
  private static func word(_ lane: Int, of vector: Value) -> Value? {
    var vector = vector
    while vector.isInstruction, vector.opcode == .insertElement, let index = vector.operand(2).constantInt {
      if Int(index) == lane { return vector.operand(1) }
      vector = vector.operand(0)
    }
    return vector.isConstant ? vector.constantElement(lane) : nil
  }

  /// What a word was before it became an integer.
  private static func original(_ word: Value) -> Value {
    guard word.isInstruction, word.opcode == .ptrToInt || word.opcode == .bitCast else { return word }
    return word.operand(0)
  }
}
