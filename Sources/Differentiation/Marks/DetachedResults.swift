// Results of functions without derivative that come back in memory of the caller. They are written to memory of their own,
// which is known to be constant, and copied from there.

import LLVM

struct DetachedResults {
  private let module: Module

  init(_ module: Module) { self.module = module }

  func separate(_ marks: Marks) {
    for name in marks.inactiveFunctions.sorted() {
      guard let function = module.function(named: name) else { continue }
      if Self.isIdentity(function) { function.addAttribute("memory") }  // without a number: reads and writes none
      for call in function.value.users where call.isInstruction && call.isCall && call.calledFunction == function {
        if SwiftRuntime.carriesNoDerivative(name) { WrittenVariables.mark(call) }
        // Nothing is returned where the size is not known: `Void`.
        if let type = call.structuralType(of: "sret", at: .parameter(0)), type.isSized { separate(call, type) }
      }
    }
  }

  /// `withoutDerivative(at:)` for numbers.
  private static func isIdentity(_ function: Function) -> Bool {
    let types = function.functionType.parameterTypes
    return SwiftRuntime.carriesNoDerivative(function.name) && types == [function.returnType]
      && function.returnType.isFloatOrFloatVector
  }

  private func separate(_ call: Value, _ type: Type) {
    let builder = Builder(module.context)
    builder.position(before: call.parentFunction.entry.first!)
    let alignment = max(module.dataLayout.alignment(of: type), 16)
    let variable = builder.alloca(type, alignment: alignment, name: "constant")
    builder.position(before: call)
    let constant = builder.call(constantMemory, [variable])
    let result = call.argument(0)
    call.setOperand(0, constant)
    builder.position(after: call)
    let size = Type.integer(64, module.context).constant(module.dataLayout.size(of: type))
    builder.memcpy(result, constant, size, destinationAlignment: 1, sourceAlignment: alignment)
  }

  static let memoryName = "nabla.inactive.memory"

  /// Returns its argument: memory that is constant from then on.
  private var constantMemory: Function {
    module.inactiveIdentity(
      Self.memoryName, .pointer(module.context), attributes: ["nounwind", "willreturn", "noinline"])
  }
}
