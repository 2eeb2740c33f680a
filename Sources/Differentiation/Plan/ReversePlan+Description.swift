// A plan in print, by ids:
//
//     plan of f
//     loop 1, backwards %3 times:
//       keeps %7, shadow of %8, entry of b4
//       recomputes %5
//       counts %4 = 0 + 1k
//     b6 entered by the condition of b2: b3, b4

extension ReversePlan: CustomStringConvertible {
  var description: String {
    var lines = ["plan of \(function.name)"]
    for loop in function.loops.indices where loop == 0 || !inertLoops[loop] { lines += describe(loop) }
    for block in function.order {
      if let text = describe(entries[block]) { lines.append("b\(block) entered \(text)") }
    }
    let read = arguments.primal.sorted().map { "%\($0)" } + arguments.shadow.sorted().map { "shadow of %\($0)" }
    if !read.isEmpty { lines.append("reads \(read.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
  }

  private func describe(_ loop: LoopID) -> [String] {
    var lines = [heading(loop)]
    if !frames[loop].isEmpty { lines.append("  keeps " + frames[loop].map(\.spelling).joined(separator: ", ")) }
    var recomputed: [String] = []
    var inductions: [String] = []
    for (need, availability) in needs(in: loop) {
      switch availability {
      case .recomputed: recomputed.append(need.spelling)
      case .induction(let induction): inductions.append("  counts \(need.spelling) = \(describe(induction))")
      case .direct, .kept: break
      }
    }
    if !recomputed.isEmpty { lines.append("  recomputes " + recomputed.joined(separator: ", ")) }
    return lines + inductions
  }

  private func heading(_ loop: LoopID) -> String {
    if loop == 0 { return "body:" }
    let inner = hasInnerRecords[loop] ? ", with records of its own inside" : ""
    switch counts[loop] {
    case .value(let count): return "loop \(loop), backwards \(function.spelling(count)) times\(inner):"
    case .counted: return "loop \(loop), iterations counted\(inner):"
    }
  }

  /// What is needed of the values defined in a loop, by id.
  func needs(in loop: LoopID) -> [(Need, Availability)] {
    availability.filter { function.isInstruction($0.key.value) && function.loop(of: $0.key.value) == loop }
      .sorted { ($0.key.value, $0.key.channel.rank) < ($1.key.value, $1.key.channel.rank) }
      .map { ($0.key, $0.value) }
  }

  private func describe(_ induction: Induction) -> String {
    let step = induction.step.map { function.spelling($0) } ?? "\(induction.constantStep)"
    return "\(function.spelling(induction.start)) \(induction.negate ? "-" : "+") \(step) * iteration"
  }

  private func describe(_ entry: Entry) -> String? {
    switch entry {
    case .single: return nil
    case .skip(let block): return "from b\(block), past what has no adjoint"
    case .condition(let block, let predecessors):
      let names = predecessors.map { $0 < 0 ? "never" : "b\($0)" }
      return "by the condition of b\(block): \(names.joined(separator: ", "))"
    case .kept: return "as kept"
    }
  }
}

extension Need {
  var spelling: String {
    switch channel {
    case .primal: "%\(value)"
    case .shadow: "shadow of %\(value)"
    case .content(let content): "'\(content.name)' \(content.isAfter ? "after" : "before") %\(value)"
    }
  }
}

extension Slot {
  var spelling: String {
    switch self {
    case .value(let need): need.spelling
    case .entry(let block): "entry of b\(block)"
    case .count(let loop): "count of loop \(loop)"
    }
  }
}
