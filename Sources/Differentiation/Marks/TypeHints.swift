// Calls of `__enzyme_double(p)`, `__enzyme_float(p)`, `__enzyme_integer(p)` and `__enzyme_pointer(p)`: they say what the
// memory behind a pointer holds, where neither accesses nor types tell. A second argument is the number of bytes.

import LLVM

enum TypeHints {
  private static let words: [(String, MemoryKind)] = [
    ("float", .float(.single)), ("double", .float(.double)), ("integer", .integer), ("pointer", .pointer),
  ]

  /// What a hint does as a library function; nil for other functions.
  static func libraryFunction(_ function: Function) -> LibraryFunction? {
    guard function.isDeclaration, let kind = kind(function.name) else { return nil }
    return LibraryFunction(name: function.name, effect: .claim(kind))
  }

  private static func kind(_ name: String) -> MemoryKind? {
    guard name.contains("enzyme_") || name.contains("nabla_") else { return nil }
    return words.first { name.contains("__enzyme_" + $0.0) || name.contains("__nabla_" + $0.0) }?.1
  }

  private static func all(in module: Module) -> [Function] {
    module.functions.filter { $0.isDeclaration && kind($0.name) != nil }
  }

  /// Lets the optimiser know that hints touch nothing that the program can see.
  static func prepare(_ module: Module) {
    for function in all(in: module) {
      function.addAttribute("nounwind")
      function.addAttribute("willreturn")
      function.addAttribute("memory", inaccessibleMemoryOnly)
    }
  }

  /// LLVM's encoding: two bits, reads and writes, for each kind of memory; inaccessible memory is the second.
  private static let inaccessibleMemoryOnly: UInt64 = 0b1100

  /// Hints have no meaning when the program runs.
  static func remove(from module: Module) {
    for function in all(in: module) {
      for call in function.value.users where call.isInstruction && call.opcode == .call {
        if call.hasUses { call.replaceAllUses(with: call.type.poison) }
        call.erase()
      }
      if !function.value.hasUses { function.erase() }
    }
  }
}

extension MemoryFacts {
  /// Claims a kind for `size` bytes (nil: all there are).
  mutating func claim(_ kind: MemoryKind, at fact: PointerFact, size: Int?) {
    let step: Int
    switch kind {
    case .float(let format): step = format == .extended ? 16 : format.size
    case .pointer: step = 8
    default: step = 1
    }
    guard let size, size / step <= 256 else {
      graph.claim(KindSet(kind), at: fact.at(fact.place.repeated(every: step)))
      return
    }
    for offset in stride(from: 0, to: max(size, 1), by: step) {
      graph.claim(KindSet(kind), at: fact.at(fact.place.advanced(by: offset)))
    }
  }
}
