// A number that was computed in a way that has no rule, and is known to move along another one: `along(value, x, slope)`
// is `value`, and its derivative is `slope` times that of x.
//
// Preparation plants the calls, the emitters see an operation with a rule, and at the end `value` takes their place.

import DerivativeRules
import LLVM

enum Along {
  private static let prefix = "nabla.along."

  static func rule(named name: String) -> Rule? { name.hasPrefix(prefix) ? rule : nil }

  private static let rule = Rule(
    "along", [], [.real, .real, .real], [.constant(0), .operand(2), .constant(0)],
    domain: [-1...1, -1...1, -1...1])

  static func emit(_ value: Value, _ x: Value, _ slope: Value, _ builder: Builder, _ module: Module) -> Value {
    let type = value.type
    let name = prefix + type.description.filter { $0 != " " }
    let function = module.function(named: name) ?? declare(name, type, module)
    return builder.call(function, [value, x, slope])
  }

  private static func declare(_ name: String, _ type: Type, _ module: Module) -> Function {
    let function = module.addFunction(name: name, type: .function(params: [type, type, type], returns: type))
    // "memory" without a number: reads and writes none.
    for attribute in ["nounwind", "willreturn", "memory", "speculatable", "nosync", "nofree"] {
      function.addAttribute(attribute)
    }
    return function
  }

  /// Puts the values in the place of the calls.
  static func dissolve(in module: Module) {
    for function in module.functions where function.isDeclaration && function.name.hasPrefix(prefix) {
      for call in function.value.users where call.isInstruction {
        call.replaceAllUses(with: call.argument(0))
        call.erase()
      }
      function.erase()
    }
  }
}
