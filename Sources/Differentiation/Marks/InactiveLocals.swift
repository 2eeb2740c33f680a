// Local variables and fields of structures marked as inactive: `__attribute__((annotate("enzyme_inactive"))) double y;`.
// Every number that is stored in one or read from it passes through a function without derivative.

import LLVM

struct InactiveLocals {
  private let module: Module

  init(_ module: Module) { self.module = module }

  /// Puts those functions in place of the marks.
  func run() {
    for annotation in module.functions where annotation.intrinsicName == "llvm.var.annotation" {
      for call in annotation.value.users where call.isInstruction && call.isCall && Self.isInactive(call.argument(1)) {
        shield(call.argument(0))
        call.erase()
      }
    }
    for annotation in module.functions where annotation.intrinsicName == "llvm.ptr.annotation" {
      for call in annotation.value.users where call.isInstruction && call.isCall && Self.isInactive(call.argument(1)) {
        shield(call)
        call.replaceAllUses(with: call.argument(0))
        call.erase()
      }
    }
  }

  private static func isInactive(_ text: Value) -> Bool {
    guard text.kind == .globalVariable, let bytes = text.initializer?.constantBytes else { return false }
    let word = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return word == "enzyme_inactive" || word == "nabla_inactive"
  }

  /// All accesses to the variable, as far as its address stays in the function.
  private func shield(_ address: Value) {
    for use in address.uses where use.user.isInstruction {
      let user = use.user
      switch user.opcode {
      case .getElementPtr: shield(user)
      case .store where use.operandIndex == 1:
        let builder = Builder(module.context)
        builder.position(before: user)
        if let constant = constant(user.operand(0), builder) { user.setOperand(0, constant) }
      case .load:
        let uses = user.uses
        let builder = Builder(module.context)
        builder.position(after: user)
        guard let constant = constant(user, builder) else { continue }
        for use in uses { use.user.setOperand(use.operandIndex, constant) }
      default: break
      }
    }
  }

  /// The same number without derivative; nil for what is no number.
  private func constant(_ value: Value, _ builder: Builder) -> Value? {
    guard value.type.isFloatOrFloatVector else { return nil }
    return builder.call(identity(value.type), [value])
  }

  private func identity(_ type: Type) -> Function {
    module.inactiveIdentity("nabla.inactive.\(type)", type, attributes: ["nounwind", "willreturn", "memory"])
  }
}
