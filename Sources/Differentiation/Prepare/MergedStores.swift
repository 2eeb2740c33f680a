// Optimisers join the stores of several cases of an enum to one: of a number, which is made of the bits of an address on
// some ways. What is chosen so, and only stored, is chosen and stored as an integer, as other words that may be either.

import LLVM

struct MergedStores {
  let module: Module

  func separateWords(in function: Function) {
    for phi in function.basicBlocks.flatMap(\.phis) where phi.type.kind == .double {
      let stores = phi.users
      guard phi.operands.contains(where: { Self.word(of: $0) != nil }),
        stores.allSatisfy({ $0.isInstruction && $0.opcode == .store && $0.operand(0) == phi && !$0.isVolatile })
      else { continue }
      replace(phi, stores)
    }
  }

  /// The integer that a number's bits come from.
  private static func word(of number: Value) -> Value? {
    guard number.isInstruction, number.opcode == .bitCast, number.operand(0).type.integerWidth == 64 else { return nil }
    return number.operand(0)
  }

  private func replace(_ phi: Value, _ stores: [Value]) {
    let builder = Builder(module.context)
    let word = Type.integer(64, module.context)
    let incoming = phi.incoming.map { number, block in
      if let known = Self.word(of: number) { return (value: known, block: block) }
      builder.position(before: block.terminator!)
      return (value: builder.bitcast(number, word), block: block)
    }
    builder.position(before: phi)
    let bits = builder.phi(word, incoming)
    for store in stores {
      builder.position(before: store)
      builder.copyDebugLocation(from: store)
      builder.store(bits, store.operand(1), alignment: store.alignment)
      store.erase()
    }
    phi.erase()
  }
}
