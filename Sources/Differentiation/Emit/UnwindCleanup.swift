// What is released when an exception leaves a derivative.
//
// A tape belongs to the function that holds both sweeps, or that makes a tape of split mode. There every call that may
// throw becomes one with a landing pad, which releases the tape and lets the exception pass. Programs that throw nothing
// have none of this.

import LLVM

struct UnwindCleanup {
  private let module: Module

  /// Nil if nothing in the module throws.
  init?(_ module: Module) {
    guard module.functions.contains(where: { CxxRuntime.isThrower($0.name) && $0.value.hasUses }) else { return nil }
    self.module = module
  }

  /// Runs what `release` builds whenever an exception leaves the function.
  func apply(to function: Function, release: (Builder) -> Void) {
    let calls = function.instructions.filter { mayThrow($0) }
    if calls.isEmpty { return }
    if function.personality == nil { function.personality = personality.value }
    let pad = function.appendBlock("unwind")
    let builder = Builder(module.context)
    builder.position(atEndOf: pad)
    let pair = Type.structure([.pointer(module.context), .integer(32, module.context)], module.context)
    let exception = builder.landingPad(pair, clauses: [], isCleanup: true)
    release(builder)
    builder.resume(exception)
    for call in calls { call.convertCallToInvoke(unwind: pad) }
  }

  private func mayThrow(_ call: Value) -> Bool {
    guard call.opcode == .call, !call.hasAttribute("nounwind"), call.calledValue.kind != .inlineAsm else {
      return false
    }
    guard let callee = call.calledFunction else { return true }
    return callee.intrinsicID == 0 && !callee.value.hasAttribute("nounwind") && !isOfTapes(callee.name)
  }

  /// True for the functions that keep tapes and logs.
  private func isOfTapes(_ name: String) -> Bool {
    if ["nabla.tape.", "nabla.log."].contains(where: name.hasPrefix) { return true }
    let prefix = "nabla.split."
    return name.hasPrefix(prefix)
      && ["open", "check", "save", "settle", "rewind", "close"].contains(String(name.dropFirst(prefix.count)))
  }

  private var personality: Function {
    let name = "__gxx_personality_v0"
    return module.function(named: name)
      ?? module.addFunction(
        name: name, type: .function(params: [], returns: .integer(32, module.context), varArg: true))
  }
}
