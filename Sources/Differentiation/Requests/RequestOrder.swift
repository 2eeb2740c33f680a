// Which requests can be served now: those whose primal reaches no request that is still open.
//
// A function reaches what it names; where it calls through pointers, also every function of a fitting type whose address
// is taken somewhere.

import LLVM

struct RequestOrder {
  private let module: Module
  private let symbols: Set<String>

  init(_ module: Module, _ requests: [Request]) {
    self.module = module
    symbols = Set(requests.compactMap(\.symbolName))
  }

  func ready(_ requests: [Request]) -> [Request] {
    let certain = ready(requests, throughPointers: true)
    // By their types alone, calls through pointers may seem to lead in a circle: then only what is named counts.
    return certain.isEmpty ? ready(requests, throughPointers: false) : certain
  }

  private func ready(_ requests: [Request], throughPointers: Bool) -> [Request] {
    var known: [String: Bool] = [:]
    return requests.filter { request in
      if let known = known[request.primal.name] { return known }
      let isReady = !reachesRequest(request.primal, throughPointers)
      known[request.primal.name] = isReady
      return isReady
    }
  }

  private func reachesRequest(_ start: Function, _ throughPointers: Bool) -> Bool {
    var seen: Set<Function> = [start]
    var work = [start]
    var indirect: Set<Type> = []
    while true {
      while let function = work.popLast() {
        for instruction in function.instructions {
          if instruction.isCall, instruction.calledFunction == nil, instruction.calledValue.kind != .inlineAsm {
            indirect.insert(instruction.calledFunctionType)
          }
          // A function that is passed on or stored may be called in the end.
          for callee in instruction.operands.compactMap({ Function($0) }) {
            if RequestFunction.named(callee) != nil || symbols.contains(callee.name) { return true }
            if !callee.isDeclaration, seen.insert(callee).inserted { work.append(callee) }
          }
        }
      }
      if indirect.isEmpty || !throughPointers { return false }
      work = module.functions.filter { function in
        !function.isDeclaration && indirect.contains(function.functionType) && !seen.contains(function)
          && WorkModule.isAddressTaken(function)
      }
      if work.isEmpty { return false }
      seen.formUnion(work)
    }
  }

  /// What to say when no request is ready: each needs another's derivative first.
  func circle(_ requests: [Request]) -> Refusal {
    let names = Set(requests.map { "'\(demangled($0.primal.name))'" }).sorted()
    var place: SourcePlace?
    if case .call(let call, _, _) = requests.first?.site { place = SourcePlace(call.debugLocation) }
    return Refusal(
      place: place,
      construct: "requests that need each other's derivatives in a circle: \(names.joined(separator: ", "))",
      advice: "let the differentiated function not call its own derivative", concernsRequest: true)
  }
}
