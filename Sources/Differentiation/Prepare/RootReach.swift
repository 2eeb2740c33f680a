// Which functions the requests of a module may run. Requests are prepared together, and closures look alike: what one
// request makes and calls is most likely not called by another, which makes closures of its own.

import LLVM

struct RootReach {
  /// By original name, the positions of the requests that may run a function.
  private var roots: [String: Set<Int>] = [:]
  /// Functions whose address is in data or is taken by nobody here: anybody may have it.
  private var common: Set<String> = []

  /// - Parameters:
  ///   - primals: the functions that are differentiated.
  ///   - targets: the names of functions that pointers may lead to.
  init(_ module: Module, roots: [String], primals: [Function], targets: Set<String>) {
    var reached: [String: [String]] = [:]
    for function in primals {
      let callees = function.instructions.filter(\.isCall).compactMap(\.calledFunction)
      reached[WorkModule.originalName(function.name)] = callees.map { WorkModule.originalName($0.name) }
    }
    for name in targets {
      let makers = module.function(named: name).flatMap { Self.makers(of: $0.value) }
      guard let makers, !makers.isEmpty else {
        common.insert(name)
        continue
      }
      for maker in makers { reached[maker, default: []].append(name) }
    }
    for (index, root) in roots.enumerated() {
      var work = [root]
      while let name = work.popLast() {
        if self.roots[name, default: []].insert(index).inserted { work += reached[name] ?? [] }
      }
    }
  }

  /// Whether some request may run both.
  func mayMeet(_ target: String, _ caller: String) -> Bool {
    common.contains(target) || roots[target]?.isDisjoint(with: roots[caller] ?? []) == false
  }

  /// The functions that take an address, original names; nil if data has it.
  private static func makers(of value: Value) -> Set<String>? {
    var result: Set<String> = []
    for user in value.users {
      if user.isInstruction {
        if user.opcode == .icmp { continue }
        result.insert(WorkModule.originalName(user.parentFunction.name))
      } else {
        guard [.constantAggregate, .constantExpr].contains(user.kind), let makers = makers(of: user) else { return nil }
        result.formUnion(makers)
      }
    }
    return result
  }
}
