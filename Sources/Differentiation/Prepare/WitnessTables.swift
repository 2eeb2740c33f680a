// The functions in Swift's witness tables by their place, so that a call of a protocol's requirement has only those
// targets that stand at its place in some table.

import LLVM

struct WitnessTables {
  /// Names of functions by their offset in bytes.
  private var functionsByOffset: [Int: Set<String>] = [:]
  private let types: TypeReader

  init(of module: Module) {
    types = TypeReader(module.dataLayout)
    for table in module.globals where table.name.hasPrefix("$s") && table.name.hasSuffix("WP") {
      guard let entries = table.initializer?.operands else { continue }
      for (index, entry) in entries.enumerated() where entry.kind == .function {
        functionsByOffset[8 * index, default: []].insert(entry.name)
      }
    }
  }

  /// Whether `call` may reach the function of this name.
  func mayReach(_ name: String, from call: Value) -> Bool {
    guard let offset = requirement(of: call) else { return true }
    return functionsByOffset[offset]?.contains(name) == true
  }

  /// Where in its witness table a call finds its function: the table itself is passed last.
  private func requirement(of call: Value) -> Int? {
    guard call.argumentCount > 1, let (table, offset) = types.loadedWord(call.calledValue),
      table == call.argument(call.argumentCount - 1)
    else { return nil }
    return offset
  }
}

extension TypeReader {
  /// The address that a word is loaded from, as a base and a constant distance.
  func loadedWord(_ value: Value) -> (base: Value, offset: Int)? {
    guard value.isInstruction, value.opcode == .load else { return nil }
    return place(value.operand(0))
  }

  /// An address as a base and a constant distance.
  func place(_ address: Value) -> (base: Value, offset: Int) {
    var (base, distance) = (address, 0)
    while base.isInstruction || base.kind == .constantExpr, base.opcode == .getElementPtr {
      let (offset, terms) = offsets(of: base)
      guard terms.isEmpty else { break }
      distance += offset
      base = base.operand(0)
    }
    return (base, distance)
  }
}
