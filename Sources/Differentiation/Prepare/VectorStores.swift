// Optimisers put the words of an enum's payload together to vectors where another case holds one. A vector that has been
// made of words is stored word by word, so that each is stored as what it is: an address, a number, an integer.

import LLVM

struct VectorStores {
  let module: Module

  func separateWords(in function: Function) {
    let words = VectorWords(module, in: function)
    for store in function.instructions where store.opcode == .store && !store.isVolatile {
      let vector = store.operand(0)
      guard vector.type.isVector, module.dataLayout.bitSize(of: vector.type) % 64 == 0, isMadeOfWords(vector) else {
        continue
      }
      separate(store, vector, words)
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
        if Self.isWord(value.operand(1)) { return true }
        work.append(value.operand(0))
      case .phi, .shuffleVector: work += value.operands.filter { $0.type.isVector }
      case .select: work += value.operands.dropFirst()
      case .bitCast where value.operand(0).type.isVector: work.append(value.operand(0))
      default: break
      }
    }
    return false
  }

  /// An integer, perhaps taken for a number since the other elements are.
  private static func isWord(_ element: Value) -> Bool {
    if element.type.integerWidth == 64 { return !element.isConstant }
    return element.isInstruction && element.opcode == .bitCast && element.operand(0).type.integerWidth == 64
  }

  private func separate(_ store: Value, _ vector: Value, _ words: VectorWords) {
    let builder = Builder(module.context)
    for index in 0..<module.dataLayout.bitSize(of: vector.type) / 64 {
      let word = words.word(index, of: vector)
      if word.isUndefOrPoison { continue }
      builder.position(before: store)
      builder.copyDebugLocation(from: store)
      let alignment = index == 0 ? store.alignment : min(store.alignment, 8)
      builder.store(Self.original(word), builder.ptrAdd(store.operand(1), 8 * index), alignment: alignment)
    }
    store.erase()
  }

  /// What a word was before it became an integer.
  private static func original(_ word: Value) -> Value {
    guard word.isInstruction, word.opcode == .ptrToInt || word.opcode == .bitCast else { return word }
    return word.operand(0)
  }
}
