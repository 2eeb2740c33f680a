// Optimisation before derivatives are made, for front ends that leave it to the engine. Functions with marks, and inline
// functions of libraries that the engine knows by name, must still be called afterwards: they are not inlined, and nothing
// is concluded from their bodies.

import LLVM

/// Optimises a module as far as helps derivatives; vectorising and unrolling come after differentiation.
/// Registrations such as `__enzyme_register_gradient_f` hold afterwards whatever `f` is: static, inline, small.
///
/// - Parameter inlinesOnly: do nothing but what the language demands: functions marked so are inlined.
public func optimizeBeforeDifferentiation(_ module: Module, inlinesOnly: Bool = false) throws {
  InactiveLocals(module).run()
  let tags = NumberTags(module.context)
  for function in module.functions { tags.add(to: function) }
  let marked = MarkedFunctions(module, try MarkReader.read(module))
  try module.run(passes: inlinesOnly ? "always-inline" : preparationPipeline)
  marked.restore()
}

/// Marked functions, shut against optimisation across calls: definitions that another module may replace are opaque.
private struct MarkedFunctions {
  private var saved: [(function: Function, linkage: Linkage, isInlinable: Bool, isInlinedAlways: Bool)] = []

  init(_ module: Module, _ marks: Marks) {
    marks.keepAccesses(in: module)
    for function in module.functions where !function.isDeclaration {
      guard marks.functions.contains(function.name) || WorkModule.isRuntimeFunction(function.name) else { continue }
      saved.append(
        (function, function.linkage, !function.hasAttribute("noinline"), function.hasAttribute("alwaysinline")))
      function.shut()
    }
  }

  func restore() {
    for (function, linkage, isInlinable, isInlinedAlways) in saved {
      function.linkage = linkage
      if isInlinable { function.removeAttribute("noinline") }
      if isInlinedAlways { function.addAttribute("alwaysinline") }
    }
  }
}

extension Marks {
  /// What is read from an inactive global is constant even if something active was stored there just before: optimisers
  /// must not pass it on directly.
  func keepAccesses(in module: Module) {
    for name in inactiveGlobals.sorted() {
      guard let global = module.global(named: name), !global.isGlobalConstant else { continue }
      var work = [global]
      while let address = work.popLast() {
        for use in address.uses {
          switch use.user.isInstruction ? use.user.opcode : nil {
          case .load: use.user.isVolatile = true
          case .store where use.operandIndex == 1: use.user.isVolatile = true
          case .getElementPtr: work.append(use.user)
          case nil where use.user.kind == .constantExpr: work.append(use.user)
          default: break
          }
        }
      }
    }
  }
}

extension Function {
  /// Keeps optimisers from looking into the function at its calls.
  func shut() {
    removeAttribute("alwaysinline")
    addAttribute("noinline")
    linkage = .weakAny
  }
}
