// Which functions the requests of a module may run. Requests are prepared together, and closures look alike: what one
// request makes and calls is most likely not called by another, which makes closures of its own.

import LLVM

struct RootReach {
  /// By original name, the positions of the requests that may run a function.
  private var roots: [String: Set<Int>] = [:]
  /// Functions whose address only data that no code names has: anybody may have it.
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
      guard let makers = module.function(named: name).flatMap({ Self.makers(of: $0.value) }) else {
        common.insert(name)
        continue
      }
      for maker in makers { reached[maker, default: []].append(name) }
    }
    for (index, root) in roots.enumerated() {
      var work = [root] + common
      while let name = work.popLast() {
        if self.roots[name, default: []].insert(index).inserted { work += reached[name] ?? [] }
      }
    }
  }

  /// Whether some request may run both.
  func mayMeet(_ target: String, _ caller: String) -> Bool {
    common.contains(target) || roots[target]?.isDisjoint(with: roots[caller] ?? []) == false
  }

  /// The functions that take an address, or name data that holds it, by original name; nil if only data has it.
  private static func makers(of value: Value) -> Set<String>? {
    var (result, seen): (Set<String>, Set<Value>) = ([], [])
    var work = [value]
    while let address = work.popLast() {
      for user in address.users {
        if user.isInstruction {
          if user.opcode != .icmp { result.insert(WorkModule.originalName(user.parentFunction.name)) }
        } else if seen.insert(user).inserted {
          work.append(user)
        }
      }
    }
    return result.isEmpty ? nil : result
  }
}
