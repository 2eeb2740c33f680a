// A function model in print: blocks with their loops, instructions by id.
//
//     function f(%0: ptr, %1: i64) -> double
//     loop 1 in 0: header b1, latch b1, backedge taken %3 times
//     b1 in loop 1, from b0 b1, to b1 b2
//       %4: i64 = phi b0: 0, b1: %9

extension FunctionModel: CustomStringConvertible {
  var description: String {
    let parameters = arguments.map { "%\($0): \(values[$0].type)" }.joined(separator: ", ")
    var lines = ["function \(name)(\(parameters)) -> \(returnType)"]
    for (id, loop) in loops.enumerated().dropFirst() { lines.append(describe(loop, id)) }
    for block in order {
      lines.append(heading(block))
      for id in blocks[block].instructions { lines.append("  " + describe(id)) }
    }
    return lines.joined(separator: "\n")
  }

  private func describe(_ loop: ModelLoop, _ id: LoopID) -> String {
    let count = loop.tripCount.map { "backedge taken \(spelling($0)) times" } ?? "number of iterations not known before"
    return "loop \(id) in \(loop.parent ?? 0): header b\(loop.header), latch b\(loop.latch), \(count)"
  }

  private func heading(_ id: BlockID) -> String {
    let block = blocks[id]
    var parts = ["b\(id) in loop \(block.loop)"]
    func list(_ word: String, _ blocks: [BlockID]) {
      if !blocks.isEmpty { parts.append("\(word) " + blocks.map { "b\($0)" }.joined(separator: " ")) }
    }
    list("from", block.predecessors)
    list("to", block.successors)
    if !block.reachesReturn { parts.append("never returns") }
    return parts.joined(separator: ", ")
  }

  private func describe(_ id: ValueID) -> String {
    let value = values[id]
    let result = value.type == .void ? "" : "%\(id): \(value.type) = "
    return result + value.operation.spelled(value.operands.map { spelling($0) })
  }

  /// A value as an operand: constants by what they are, everything else by id.
  func spelling(_ id: ValueID) -> String {
    guard case .constant(let kind) = values[id].operation else { return "%\(id)" }
    switch kind {
    case .integer(let number): return "\(number)"
    case .float: return "a constant \(values[id].type)"
    case .zero: return values[id].type == .pointer ? "null" : "zero"
    case .undefined: return "undefined"
    case .global(let global, let offset): return "global \(global)" + (offset == 0 ? "" : " + \(offset)")
    case .function(let name): return "@\(name)"
    case .other: return "a constant \(values[id].type)"
    }
  }
}

extension Operation {
  /// The operation with its operands.
  fileprivate func spelled(_ operands: [String]) -> String {
    let list = operands.joined(separator: ", ")
    switch self {
    case .phi(let blocks): return "phi " + zip(blocks, operands).map { "b\($0): \($1)" }.joined(separator: ", ")
    case .store: return "store \(operands[0]) to \(operands[1])"
    case .gep(let constant, let terms):
      let variable = terms.map { " + \($0.stride) * \(operands[$0.operand])" }.joined()
      return "address \(operands[0])" + (constant == 0 ? "" : " + \(constant)") + variable
    case .alloca(let size): return "alloca " + (size.map { "\($0) bytes" } ?? list)
    case .call(let callee): return "call \(callee.spelled)(\(list))"
    default: return list.isEmpty ? word : "\(word) \(list)"
    }
  }

  private var word: String {
    switch self {
    case .rule(let rule): rule.name
    case .integerArithmetic(let operation): operation == .other ? "integer arithmetic" : "integer \(operation)"
    case .extractValue(let path): "extract \(path.map(String.init).joined(separator: ".")) of"
    case .insertValue(let path): "insert at \(path.map(String.init).joined(separator: ".")):"
    case .extractElement: "element of"
    case .insertElement: "insert element:"
    case .shuffle(let mask): "shuffle [\(mask.map(String.init).joined(separator: " "))]"
    case .reduceAdd(let hasStart): hasStart ? "sum of start and elements" : "sum of elements"
    case .pointerToInteger: "pointer to integer"
    case .integerToPointer: "integer to pointer"
    case .zeroExtend: "zero extend"
    case .signExtend: "sign extend"
    case .numericConversion: "convert"
    case .unsupported(let what): "unsupported: \(what):"
    default: "\(self)"
    }
  }
}

extension Callee {
  fileprivate var spelled: String {
    switch self {
    case .function(let id): "function \(id)"
    case .library(let library): library.name
    case .unknown(let name): "unknown \(name)"
    case .indirect: "through pointer"
    case .assembly: "assembly"
    }
  }
}
