// All facts about a program in print: its memory, then per function which values carry derivatives and what pointers
// point to.

extension ActivityFacts: CustomStringConvertible {
  var description: String {
    ([memory.graph.description] + program.functions.map { describe($0) }).filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private func describe(_ function: FunctionModel) -> String {
    let f = function.id
    let ids = Array(0..<function.instructionEnd)
    var lines = ["\(function.name)" + (isInert(f) ? ": inert" : "")]
    func list(_ title: String, _ chosen: [ValueID]) {
      if !chosen.isEmpty { lines.append("  \(title): " + chosen.map { "%\($0)" }.joined(separator: " ")) }
    }
    list("active", ids.filter { isActive(f, $0) })
    list("varied only", ids.filter { varied[f][$0] && !useful[f][$0] })
    list("useful only", ids.filter { !varied[f][$0] && useful[f][$0] })
    list("with shadow", ids.filter { needsShadow(f, $0) })
    list("perhaps without shadow", ids.filter { isMixed(f, $0) })
    for id in ids {
      let targets = memory.values[f][id].pointers.sorted { $0.key < $1.key }.map { offset, fact in
        (offset == 0 ? "" : "\(offset): ") + memory.graph.spelling(fact)
      }
      if !targets.isEmpty { lines.append("  %\(id) -> \(targets.joined(separator: ", "))") }
    }
    return lines.joined(separator: "\n")
  }
}
