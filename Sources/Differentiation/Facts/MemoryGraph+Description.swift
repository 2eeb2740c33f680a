// The memory graph in print: each object that is left after unification, with what its bytes hold.
//
//     m0: external, varied, useful, shadowed
//       at 8k: double
//       at 0: pointer -> m1 at 0

extension MemoryGraph: CustomStringConvertible {
  var description: String {
    nodes.indices.filter { find($0) == $0 }.map { describe($0) }.joined(separator: "\n")
  }

  /// Numbers of the objects in print: consecutive, in the order in which they were met first.
  func printedNumber(of node: NodeID) -> Int {
    let root = find(node)
    return (0..<root).count { find($0) == $0 }
  }

  func spelling(_ fact: PointerFact) -> String { "m\(printedNumber(of: fact.node)) at \(fact.place)" }

  private func describe(_ node: NodeID) -> String {
    let flags = flags(node).description
    let heading = "m\(printedNumber(of: node))" + (flags.isEmpty ? "" : ": \(flags)")
    let cells = nodes[node].cells.sorted { ($0.key.stride, $0.key.offset) < ($1.key.stride, $1.key.offset) }
    return ([heading] + cells.map { "  at \($0.key): \(describe($0.value))" }).joined(separator: "\n")
  }

  private func describe(_ cell: Cell) -> String {
    cell.kinds.description + (cell.pointee.map { " -> \(spelling($0))" } ?? "")
  }
}

extension MemoryGraph.Flags: CustomStringConvertible {
  var description: String {
    let names: [(MemoryGraph.Flags, String)] = [
      (.constant, "constant"), (.external, "external"), (.owned, "owned"), (.written, "written"), (.varied, "varied"),
      (.useful, "useful"), (.shadowed, "shadowed"),
    ]
    return names.filter { contains($0.0) }.map(\.1).joined(separator: ", ")
  }
}
