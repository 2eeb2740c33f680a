// Atomic additions to numbers, and exchanges of numbers, with a comparison or without: each becomes a call of a small
// function that does the same and has a derivative of its own, which is atomic too. They are inlined again when all is
// done.

import LLVM

struct AtomicUpdates {
  private static let prefix = "nabla.atomic."

  private let module: Module

  init(_ module: Module) { self.module = module }

  /// - Throws: `LLVMError` if the functions do not load.
  func run() throws {
    let functions = module.functions.filter { !$0.isDeclaration && !$0.name.hasPrefix(Self.prefix) }
    for function in functions where function.instructions.contains(where: { $0.opcode == .cmpXchg }) {
      // Comparisons are of bits: what they are the bits of is not seen while variables are in memory.
      for name in ["optnone", "noinline"] where function.hasAttribute("optnone") { function.removeAttribute(name) }
      try module.run(passes: "sroa,early-cse,instcombine<no-verify-fixpoint>", on: function)
    }
    let updates = functions.flatMap { function in
      function.instructions.filter { Self.symbol(of: $0) != nil }
    }
    for update in updates {
      let name = Self.symbol(of: update)!
      if module.function(named: name) == nil {
        let text = ComparedExchange(update)?.text(name) ?? Self.text(update)
        let library = try Module.parse(text: text, name: "nabla.atomic", in: module.context)
        library.targetTriple = module.targetTriple
        library.dataLayoutString = module.dataLayoutString
        let names = library.functions.map(\.name)
        try module.link(library)
        for name in names { module.function(named: name)?.linkage = .internal }
      }
      let builder = Builder(module.context)
      builder.position(before: update)
      builder.copyDebugLocation(from: update)
      let function = module.function(named: name)!
      let result =
        ComparedExchange(update)?.replacement(function, update, builder)
        ?? builder.call(function, [update.operand(0), update.operand(1)])
      if update.hasUses { update.replaceAllUses(with: result) }
      update.erase()
    }
  }

  private static func symbol(of instruction: Value) -> String? {
    if let exchange = ComparedExchange(instruction) { return "\(prefix)compared.\(exchange.number)" }
    guard instruction.opcode == .atomicRMW, let word = word(instruction),
      instruction.type.kind == .float || instruction.type.kind == .double
    else { return nil }
    return "\(prefix)\(word).\(instruction.type)"
  }

  private static func word(_ instruction: Value) -> String? {
    switch instruction.atomicOperation {
    case .fadd: "fadd"
    case .fsub: "fsub"
    case .xchg: "xchg"
    default: nil
    }
  }

  /// The function with its derivatives. What it returns is the old number, to whose place the seed belongs.
  private static func text(_ update: Value) -> String {
    let (name, word, type) = (symbol(of: update)!, word(update)!, "\(update.type)")
    let adjoint =
      word == "xchg"
      ? "%adjoint = atomicrmw xchg ptr %dp, \(type) %seed seq_cst"
      : """
      %sum = atomicrmw fadd ptr %dp, \(type) %seed seq_cst
      %adjoint = \(word == "fadd" ? "fadd \(type) %sum, -0.0" : "fneg \(type) %sum")
      """
    return """
      define \(type) @\(name)(ptr %p, \(type) %v) alwaysinline
          !enzyme_augment !{ptr @\(name).augmented} !enzyme_gradient !{ptr @\(name).reverse}
          !enzyme_derivative !{ptr @\(name).forward} {
        %old = atomicrmw \(word) ptr %p, \(type) %v seq_cst
        ret \(type) %old
      }

      define \(type) @\(name).augmented(ptr %p, ptr %dp, \(type) %v) alwaysinline {
        %old = atomicrmw \(word) ptr %p, \(type) %v seq_cst
        ret \(type) %old
      }

      define \(type) @\(name).reverse(ptr %p, ptr %dp, \(type) %v, \(type) %seed) alwaysinline {
        \(adjoint)
        ret \(type) %adjoint
      }

      define { \(type), \(type) } @\(name).forward(ptr %p, ptr %dp, \(type) %v, \(type) %dv) alwaysinline {
        %old = atomicrmw \(word) ptr %p, \(type) %v seq_cst
        %dold = atomicrmw \(word) ptr %dp, \(type) %dv seq_cst
        %both = insertvalue { \(type), \(type) } poison, \(type) %old, 0
        %result = insertvalue { \(type), \(type) } %both, \(type) %dold, 1
        ret { \(type), \(type) } %result
      }
      """
  }
}
