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
    var anywhere: [String] = []
    for name in targets {
      let (makers, isInData) = module.function(named: name).map { Self.makers(of: $0.value) } ?? ([], true)
      if isInData || makers.isEmpty { common.insert(name) }
      if makers.isEmpty { anywhere.append(name) }
      for maker in makers { reached[maker, default: []].append(name) }
    }
    for (index, root) in roots.enumerated() {
      var work = [root] + anywhere
      while let name = work.popLast() {
        if self.roots[name, default: []].insert(index).inserted { work += reached[name] ?? [] }
      }
    }
  }

  /// Whether some request may run both.
  func mayMeet(_ target: String, _ caller: String) -> Bool {
    common.contains(target) || roots[target]?.isDisjoint(with: roots[caller] ?? []) == false
  }

  /// The functions that take an address, or name data that holds it, by original name; and whether there is such data.
  private static func makers(of value: Value) -> (makers: Set<String>, isInData: Bool) {
    var (makers, seen, isInData): (Set<String>, Set<Value>, Bool) = ([], [], false)
    var work = [value]
    while let address = work.popLast() {
      for user in address.users {
        if user.isInstruction {
          if user.opcode != .icmp { makers.insert(WorkModule.originalName(user.parentFunction.name)) }
        } else if seen.insert(user).inserted {
          isInData = isInData || user.isGlobalValue
          work.append(user)
        }
      }
    }
    return (makers, isInData)
  }
}
