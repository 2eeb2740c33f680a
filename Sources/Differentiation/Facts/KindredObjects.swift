// Variables of one type on the stack of one function, such as the texts that it passes on. Where there are more than sets
// of objects tell apart, they count as one object: what is said about one of them is said about all, which is better
// than to say it about everything.

struct KindredObjects {
  /// By function: the types of which there are many, with the first object of each.
  private var families: [[IRType: NodeID?]]

  init(_ program: Program) {
    families = program.functions.map { function in
      var counts: [IRType: Int] = [:]
      for value in function.values {
        if case .alloca = value.operation, case .structure = value.accessType {
          counts[value.accessType, default: 0] += 1
        }
      }
      return counts.filter { $0.value > ObjectSet.limit }.mapValues { _ in nil }
    }
  }

  /// The objects that stand for a variable with this node.
  mutating func objects(_ function: FunctionID, _ type: IRType, _ node: NodeID) -> ObjectSet {
    guard let first = families[function][type] else { return ObjectSet(node) }
    families[function][type] = first ?? node
    return ObjectSet(first ?? node)
  }
}
