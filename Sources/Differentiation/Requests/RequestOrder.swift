// Which requests can be served now: those whose primal reaches no request that is still open.

import LLVM

struct RequestOrder {
  private let module: Module

  init(_ module: Module) { self.module = module }

  func ready(_ requests: [Request]) -> [Request] {
    let symbols = Set(requests.compactMap(\.symbolName))
    var known: [String: Bool] = [:]
    return requests.filter { request in
      if let known = known[request.primal.name] { return known }
      let isReady = !reachesRequest(request.primal, symbols)
      known[request.primal.name] = isReady
      return isReady
    }
  }

  private func reachesRequest(_ start: Function, _ symbols: Set<String>) -> Bool {
    var seen: Set<Function> = [start]
    var work = [start]
    while let function = work.popLast() {
      // A function that is passed on or stored may be called in the end.
      for callee in function.instructions.flatMap(\.operands).compactMap({ Function($0) }) {
        if Request.mode(of: callee) != nil || symbols.contains(callee.name) { return true }
        if !callee.isDeclaration, seen.insert(callee).inserted { work.append(callee) }
      }
    }
    return false
  }
}
