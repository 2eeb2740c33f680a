// Where a derivative is called: Swift functions throw errors in a register, derivatives leave them in plain memory.

import LLVM

struct ErrorRegisters {
  private let function: Function
  private let context: Context
  private var pairs: [(register: Value, memory: Value)] = []

  init(in function: Function, _ context: Context) {
    self.function = function
    self.context = context
  }

  /// Plain memory with the contents of `value` if that is an error register, and `value` itself otherwise.
  mutating func memory(for value: Value, _ builder: Builder) -> Value {
    guard isRegister(value) else { return value }
    let entry = Builder(context)
    if let first = function.entry.first {
      entry.position(before: first)
    } else {
      entry.position(atEndOf: function.entry)
    }
    let memory = entry.alloca(value.type, alignment: 8, name: "error")
    builder.store(builder.load(value.type, value), memory)
    pairs.append((value, memory))
    return memory
  }

  /// Throws what the derivative has thrown.
  func restore(_ builder: Builder) {
    for (register, memory) in pairs { builder.store(builder.load(register.type, memory), register) }
  }

  private func isRegister(_ value: Value) -> Bool {
    if value.isInstruction { return value.opcode == .alloca && value.isSwiftError }
    return function.parameters.firstIndex(of: value).map {
      function.value.hasAttribute("swifterror", at: .parameter($0))
    } ?? false
  }
}
