// Activity around functions whose derivative the user wrote: what they compute is not looked at. Everything that such a
// function can reach may depend on everything it can reach.

extension ActivityFacts {
  /// If anything that goes in is varied, everything that comes out is.
  mutating func spreadForward(throughRuleOf function: FunctionModel) {
    let f = function.id
    guard function.arguments.contains(where: { varied[f][$0] || reachesVaried(f, $0) }) else { return }
    for node in memoryReached(from: function) where !isConstantOnly(node) { mark(node, .varied) }
    if let result = function.returnValue, holdsNumbers(function.returnType) { vary(f, result) }
  }

  /// If anything that comes out is useful, everything that goes in is.
  mutating func spreadBackward(throughRuleOf function: FunctionModel) {
    let f = function.id
    let reached = memoryReached(from: function)
    let isUseful =
      function.returnValue.map { useful[f][$0] } == true
      || reached.contains { memory.graph.flags($0).contains(.useful) }
    guard isUseful else { return }
    for node in reached { mark(node, .useful) }
    for index in function.arguments where holdsNumbers(function.values[index].type) { use(f, index) }
  }

  /// A call of such a function has a derivative if anything about it is active.
  func ruleIsBusy(_ function: FunctionModel) -> Bool {
    interface(of: function).contains { isActive(function.id, $0) || needsShadow(function.id, $0) }
  }

  private func holdsNumbers(_ type: IRType) -> Bool { type.leaves().contains { $0.type.isFloat } }

  /// Parameters and result.
  private func interface(of function: FunctionModel) -> [ValueID] {
    Array(function.arguments) + (function.returnValue.map { [$0] } ?? [])
  }

  /// The memory that parameters and result lead to.
  private func memoryReached(from function: FunctionModel) -> Set<NodeID> {
    var work = interface(of: function).flatMap { memory.targets(function.id, $0) }
    var seen = Set(work)
    while let node = work.popLast() {
      for next in memory.graph.pointees(of: node) where seen.insert(next).inserted { work.append(next) }
    }
    return seen
  }
}
