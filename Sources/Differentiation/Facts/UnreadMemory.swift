// Memory of the caller of which the program has read nothing but the count of an array: its elements may be anything. Code
// that nobody can look into may read them.

extension ActivityFacts {
  /// True if pointers inside the value reach such memory.
  func reachesUnreadElements(_ f: FunctionID, _ value: ValueID) -> Bool {
    var work = memory.targets(f, value)
    var seen = Set(work)
    while let node = work.popLast() {
      if hasUnreadElements(node) { return true }
      for next in memory.graph.pointees(of: node) where seen.insert(next).inserted { work.append(next) }
    }
    return false
  }

  private func hasUnreadElements(_ node: NodeID) -> Bool {
    let flags = memory.graph.flags(node)
    guard flags.contains(.external), !flags.contains(.constant) else { return false }
    let cells = memory.graph.nodes[memory.graph.find(node)].cells
    return cells[Place(SwiftRuntime.arrayCountOffset)] != nil
      && cells.allSatisfy {
        $0.key.stride == 0 && $0.key.offset < SwiftRuntime.arrayHeaderSize && $0.value.kinds == .integer
      }
  }
}
