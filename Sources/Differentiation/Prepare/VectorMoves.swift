// Optimisers copy part of an enum as a vector of numbers where one of its cases holds a vector, though another case has
// put an address and a number there. What is loaded only to be stored elsewhere is moved word by word, if one of the
// places is known to hold words of other kinds.

import LLVM

struct VectorMoves {
  let module: Module

  func separateWords(in function: Function) {
    var moves = function.instructions.filter(isMove)
    // What is moved to memory may be moved on from there.
    while let index = moves.firstIndex(where: movesWords) { separate(moves.remove(at: index)) }
  }

  private func isMove(_ load: Value) -> Bool {
    guard load.opcode == .load, load.type.kind == .vector, load.type.element.isFloatingPoint, !load.isVolatile,
      module.dataLayout.bitSize(of: load.type) % 64 == 0, load.hasUses
    else { return false }
    return load.uses.allSatisfy { $0.user.opcode == .store && $0.operandIndex == 0 && !$0.user.isVolatile }
  }

  private func movesWords(_ load: Value) -> Bool {
    ([load.operand(0)] + load.users.map { $0.operand(1) }).contains { address in
      Self.local(address).map { Self.holdsWords($0) } ?? false
    }
  }

  /// The variable that an address leads to.
  private static func local(_ address: Value) -> Value? {
    var address = address
    while address.isInstruction, address.opcode == .getElementPtr { address = address.operand(0) }
    return address.isInstruction && address.opcode == .alloca ? address : nil
  }

  /// Whether addresses or integers as large are stored in a variable, or loaded from there.
  private static func holdsWords(_ address: Value) -> Bool {
    address.users.contains { user in
      switch user.opcode {
      case .load: isWord(user.type)
      case .store: isWord(user.operand(0).type)
      case .getElementPtr: holdsWords(user)
      default: false
      }
    }
  }

  private static func isWord(_ type: Type) -> Bool { type.isPointer || type.integerWidth == 64 }

  private func separate(_ load: Value) {
    let builder = Builder(module.context)
    let word = Type.integer(64, module.context)
    let starts = stride(from: 0, to: module.dataLayout.bitSize(of: load.type) / 8, by: 8)
    builder.position(before: load)
    builder.copyDebugLocation(from: load)
    let words = starts.map { start in
      builder.load(
        word, builder.ptrAdd(load.operand(0), start), alignment: start == 0 ? load.alignment : min(load.alignment, 8))
    }
    for store in load.users {
      builder.position(before: store)
      builder.copyDebugLocation(from: store)
      for (value, start) in zip(words, starts) {
        builder.store(
          value, builder.ptrAdd(store.operand(1), start),
          alignment: start == 0 ? store.alignment : min(store.alignment, 8))
      }
      store.erase()
    }
    load.erase()
  }
}
