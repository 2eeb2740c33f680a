// Requests whose function reaches them through memory, as the field of an object that wraps them, or through a parameter
// in ways that copies do not serve: the code around them is inlined where it is called and optimised, after which most
// of them name their function.

import LLVM

struct UnresolvedRequests {
  private let module: Module
  /// Functions that were inlined for the sake of a request.
  private(set) var inlined: Set<String> = []

  init(_ module: Module) { self.module = module }

  /// Optimises the module if there are such requests; false if there are none.
  /// - Throws: `LLVMError` if a pass fails.
  mutating func resolve() throws -> Bool {
    for _ in 0..<4 {
      let wrappers = Set(calls().map(\.parentFunction)).filter { isCalled($0) }
      if wrappers.isEmpty { break }
      for function in module.functions where function.hasAttribute("optnone") {
        function.removeAttribute("optnone")
        function.removeAttribute("noinline")
      }
      for wrapper in wrappers {
        inlined.insert(wrapper.name)
        wrapper.removeAttribute("noinline")
        wrapper.addAttribute("alwaysinline")
      }
      try optimizeBeforeDifferentiation(module)
    }
    return !inlined.isEmpty
  }

  /// True for a request in a function of which all calls were inlined: only code outside of the module could call it.
  func isLeftOver(_ call: Value) -> Bool {
    inlined.contains(call.parentFunction.name) && !call.parentFunction.value.hasUses
      && calls().contains(call)
  }

  private func calls() -> [Value] {
    module.functions.filter { RequestFunction.named($0)?.isDerivativeCall == true }.flatMap { request in
      request.value.users.filter { call in
        guard call.isInstruction, call.isCall, call.calledFunction == request else { return false }
        let first = call.hasAttribute("sret", at: .parameter(0)) ? 1 : 0
        return first < call.argumentCount && PrimalFunction.behind(call.argument(first)) == nil
      }
    }
  }

  private func isCalled(_ function: Function) -> Bool {
    function.value.users.contains {
      $0.isInstruction && $0.isCall && $0.calledFunction == function && $0.parentFunction != function
    }
  }
}
