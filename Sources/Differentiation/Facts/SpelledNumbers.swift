// Where numbers that depend on active inputs lie as text or in files.
//
// Text has no derivative: numbers may be printed beside the computation, but not come back out of text. A call of a
// library function that is given such a number, or memory that already holds such text, leaves text of it behind all
// addresses that it is given or returns: the buffer of `snprintf`, the stream of `fprintf`, the copy of `strcpy`.

struct SpelledNumbers {
  private let activity: ActivityFacts
  private var nodes: Set<NodeID> = []
  private var isBehindDescriptors = false
  private var changed = false

  private struct OpenFile {
    var node: NodeID
    /// The constant with the file's name; nil if the name is not known.
    var name: [Int]?
  }
  private var files: [OpenFile] = []

  init(_ activity: ActivityFacts) {
    self.activity = activity
    repeat {
      changed = false
      files = []
      for function in activity.program.functions {
        for id in function.blocks.lazy.flatMap(\.instructions) { spread(function, id) }
      }
      spreadBetweenFiles()
    } while changed
  }

  /// True if the call makes useful numbers of such text.
  func isReadBack(_ function: FunctionModel, _ id: ValueID) -> Bool {
    guard let name = Self.name(of: function.values[id]), let reader = TextFunctions.reader(name) else { return false }
    let operands = function.values[id].operands
    switch reader {
    case .result(let text): return activity.useful[function.id][id] && isSpelled(function, operands, text)
    case .memory(let text):
      return isSpelled(function, operands, text)
        && operands.indices.contains { $0 != text && holdsUseful(function.id, operands[$0]) }
    case .descriptor: return isBehindDescriptors && operands.contains { holdsUseful(function.id, $0) }
    }
  }

  private static func name(of value: ModelValue) -> String? {
    switch value.operation {
    case .call(.library(let library)):
      switch library.effect {
      case .inactive, .detached, .method, .text: return library.name
      default: return nil
      }
    case .call(.unknown(let name)): return name
    default: return nil
    }
  }

  private func isSpelled(_ function: FunctionModel, _ operands: [ValueID], _ index: Int) -> Bool {
    index < operands.count && activity.memory.targets(function.id, operands[index]).contains(where: nodes.contains)
  }

  private func holdsUseful(_ f: FunctionID, _ pointer: ValueID) -> Bool {
    activity.memory.targets(f, pointer).contains { node in
      activity.memory.graph.flags(node).contains(.useful)
        && activity.memory.graph.nodes[node].cells.values.contains { $0.kinds.hasFloat }
    }
  }

  // MARK: Spreading

  private mutating func spread(_ function: FunctionModel, _ id: ValueID) {
    let value = function.values[id]
    let operands = value.operands
    if case .call(.library(let library)) = value.operation, case .copyMemory = library.effect {
      if isSpelled(function, operands, 1) { mark(function.id, operands[0]) }
      return
    }
    guard let name = Self.name(of: value) else { return }
    if TextFunctions.opens(name), let node = activity.memory.target(function.id, id)?.node {
      files.append(OpenFile(node: node, name: constantName(function, operands[0])))
    }
    if TextFunctions.opensStream(name), operands.count > 1,
      let node = activity.memory.target(function.id, operands[0])?.node
    {
      files.append(OpenFile(node: node, name: constantName(function, operands[1])))
    }
    let spells = operands.indices.contains { index in
      let isNumber = function.values[operands[index]].type.isFloat && activity.varied[function.id][operands[index]]
      return isNumber || isSpelled(function, operands, index)
        || TextFunctions.writesBytes(name) && holdsVaried(function.id, operands[index])
    }
    guard spells else { return }
    if TextFunctions.usesDescriptor(name) && !isBehindDescriptors {
      isBehindDescriptors = true
      changed = true
    }
    for operand in operands + [id] { mark(function.id, operand) }
  }

  private func holdsVaried(_ f: FunctionID, _ pointer: ValueID) -> Bool {
    activity.memory.targets(f, pointer).contains { node in
      activity.memory.graph.flags(node).contains(.varied)
        && activity.memory.graph.nodes[node].cells.values.contains { $0.kinds.hasFloat }
    }
  }

  /// Everything that a pointer leads to, but for constants such as formats.
  private mutating func mark(_ f: FunctionID, _ pointer: ValueID) {
    var work = activity.memory.targets(f, pointer)
    while let node = work.popLast() {
      let flags = activity.memory.graph.flags(node)
      let isConstant = flags.contains(.constant) && flags.isDisjoint(with: [.owned, .written])
      if isConstant || !nodes.insert(node).inserted { continue }
      changed = true
      work += activity.memory.graph.pointees(of: node)
    }
  }

  /// What is written to a file by one stream may be read by another one, unless their names differ for certain.
  private mutating func spreadBetweenFiles() {
    for written in files where nodes.contains(written.node) {
      for file in files where written.name == nil || file.name == nil || written.name == file.name {
        if nodes.insert(file.node).inserted { changed = true }
      }
    }
  }

  private func constantName(_ function: FunctionModel, _ operand: ValueID) -> [Int]? {
    guard case .constant(.global(let global, let offset)) = function.values[operand].operation,
      activity.program.globals[global].isConstant
    else { return nil }
    return [global, offset]
  }
}
