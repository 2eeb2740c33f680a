// Optimisers load a word of an enum's payload once for all cases: as an address where one of them holds an object, or as a
// double where one holds a number. The others take the bits of that for what they have. For these the word is loaded again,
// as an integer.

import LLVM

struct SharedWords {
  let module: Module

  func separate(in function: Function) {
    for number in function.instructions where number.opcode == .load && number.type.kind == .double {
      if !number.isVolatile { loadAgain(number) }
    }
    for bits in function.instructions where bits.opcode == .ptrToInt && bits.type.integerWidth == 64 {
      var seen: Set<Value> = []
      guard Self.isNumber(bits, &seen) else { continue }
      var words: [Value: Value] = [:]
      let word = word(of: bits.operand(0), &words)
      if let word { bits.replaceAllUses(with: word) }
    }
  }

  /// Loads the bits of a double again, if they are floats or an address at other times.
  private func loadAgain(_ number: Value) {
    let views = number.users.filter { $0.opcode == .bitCast && $0.type.integerWidth == 64 }
    guard views.contains(where: { Self.isAddressOrFloats($0) }) else { return }
    let builder = Builder(module.context)
    builder.position(before: number)
    builder.copyDebugLocation(from: number)
    let word = builder.load(.integer(64, module.context), number.operand(0), alignment: number.alignment)
    for view in views {
      view.replaceAllUses(with: word)
      view.erase()
    }
  }

  private static func isAddressOrFloats(_ word: Value) -> Bool {
    word.users.contains { user in
      switch user.opcode {
      case .intToPtr: true
      case .trunc: user.users.contains { $0.opcode == .bitCast && $0.type.kind == .float }
      case .lshr: isAddressOrFloats(user)
      default: false
      }
    }
  }

  /// True for an integer whose bits are taken for a number, or half of them.
  private static func isNumber(_ word: Value, _ seen: inout Set<Value>) -> Bool {
    guard seen.insert(word).inserted, seen.count < 64 else { return false }
    return word.users.contains { user in
      switch user.opcode {
      case .bitCast: user.type.isFloatOrFloatVector
      case .trunc, .lshr, .phi, .select, .freeze: isNumber(user, &seen)
      default: false
      }
    }
  }

  /// The bits of an address as an integer, from where they were loaded; nil if they are not loaded.
  private func word(of address: Value, _ known: inout [Value: Value]) -> Value? {
    if let word = known[address] { return word }
    guard address.isInstruction else { return nil }
    let type = Type.integer(64, module.context)
    let builder = Builder(module.context)
    switch address.opcode {
    case .load where !address.isVolatile:
      builder.position(before: address)
      builder.copyDebugLocation(from: address)
      known[address] = builder.load(type, address.operand(0), alignment: address.alignment)
    case .phi:
      builder.position(before: address)
      let phi = builder.phi(type, [])
      known[address] = phi
      for (value, block) in address.incoming {
        builder.position(before: block.terminator!)
        let part = word(of: value, &known) ?? builder.ptrtoint(value, type)
        phi.addIncoming(part, from: block)
      }
    default: return nil
    }
    return known[address]
  }
}
