// Optimisers take the word of an enum's payload apart where one case has a flag or a small integer in it: the byte and the
// rest are chosen one by one, and put together again. Where what is put together is a whole word on some way, it is chosen
// as one.

import LLVM

struct JoinedChoices {
  let module: Module

  func rewrite(in function: Function) {
    for word in function.instructions where word.opcode == .or && word.type.integerWidth == 64 {
      let phis = [word.operand(0), word.operand(1)].map(Self.choice)
      guard let first = phis[0], let second = phis[1], first != second, first.parentBlock == second.parentBlock else {
        continue
      }
      rewrite(word, first, second)
    }
  }

  /// The choice that part of a word is taken from.
  private static func choice(_ part: Value) -> Value? {
    guard part.isInstruction else { return nil }
    switch part.opcode {
    case .phi: return part
    case .and, .shl: return part.operand(1).constantUInt == nil ? nil : choice(part.operand(0))
    case .zext: return choice(part.operand(0))
    default: return nil
    }
  }

  private func rewrite(_ word: Value, _ first: Value, _ second: Value) {
    let builder = Builder(module.context)
    builder.copyDebugLocation(from: word)
    let others = Dictionary(second.incoming.map { ($0.block, $0.value) }) { known, _ in known }
    var isWhole = false
    var incoming: [(value: Value, block: BasicBlock)] = []
    for (value, block) in first.incoming {
      if let known = incoming.first(where: { $0.block == block }) {
        incoming.append(known)
        continue
      }
      guard let other = others[block] else { return }
      builder.position(before: block.terminator!)
      let joined = builder.binary(
        .or, copy(of: word.operand(0), with: value, builder), copy(of: word.operand(1), with: other, builder))
      let whole = ByteOrigins(layout: module.dataLayout).whole(joined).map { original in
        original.type == word.type ? original : builder.bitcastOrAddress(original, word.type)
      }
      isWhole = isWhole || whole != nil
      incoming.append((whole ?? joined, block))
    }
    // What was written for nothing, is removed as unused.
    guard isWhole else { return }
    builder.position(before: first)
    word.replaceAllUses(with: builder.phi(word.type, incoming))
    word.erase()
  }

  /// The same part of another word.
  private func copy(of part: Value, with value: Value, _ builder: Builder) -> Value {
    switch part.opcode {
    case .zext: builder.zext(copy(of: part.operand(0), with: value, builder), part.type)
    case .and, .shl: builder.binary(part.opcode, copy(of: part.operand(0), with: value, builder), part.operand(1))
    default: value
    }
  }
}

extension Builder {
  fileprivate func bitcastOrAddress(_ value: Value, _ type: Type) -> Value {
    value.type.isPointer ? ptrtoint(value, type) : bitcast(value, type)
  }
}
