// Which loads can be done again in the reverse sweep, because nothing overwrites or releases their memory in between.
//
// A load qualifies if no function of the program writes its node at all. In the function that holds both sweeps it
// also qualifies if no writer that may run after it touches the object, as far as alias analysis can tell. Only
// whole objects are compared: "different elements" in one iteration may be the same element in the next.

/// Answers of LLVM's alias analysis, by value id of one function.
protocol AliasOracle {
  /// True if `instruction` may write any byte of the object that `pointer` points into.
  func mayWrite(_ instruction: ValueID, objectOf pointer: ValueID) -> Bool
}

struct Clobbers {
  private let activity: ActivityFacts
  private let function: FunctionModel
  private let holdsBothSweeps: Bool
  private let oracle: any AliasOracle
  private var writers: [NodeID: [ValueID]] = [:]
  private var writersOfEverything: [ValueID] = []
  private var externalWriters: [ValueID] = []
  private var position: [Int]
  private let anyExternalWritten: Bool
  /// How many alias questions one load may cost before it counts as overwritten.
  private let budget = 256

  init(
    _ activity: ActivityFacts, _ summary: WriteSummary, function: FunctionModel, holdsBothSweeps: Bool,
    oracle: any AliasOracle
  ) {
    self.activity = activity
    self.function = function
    self.holdsBothSweeps = holdsBothSweeps
    self.oracle = oracle
    anyExternalWritten = summary.anyExternalWritten
    position = Array(repeating: 0, count: function.blocks.count)
    for (index, block) in function.order.enumerated() { position[block] = index }
    guard holdsBothSweeps else { return }
    for block in function.order where function.blocks[block].reachesReturn {
      for id in function.blocks[block].instructions { addWriter(id, summary) }
    }
  }

  private mutating func addWriter(_ id: ValueID, _ summary: WriteSummary) {
    if Self.isPostponedRelease(id, in: function) { return }
    switch summary.effect(of: function.values[id], in: function.id) {
    case .none: return
    case .everything: writersOfEverything.append(id)
    case .nodes(let nodes):
      for node in nodes {
        writers[node, default: []].append(id)
        if summary.isExternal(node) { externalWriters.append(id) }
      }
    }
  }

  /// Releases outside loops wait until the reverse sweep is over where one function holds both sweeps, so that it can
  /// read the memory again: the object to be released, or nil.
  static func postponedRelease(_ id: ValueID, in function: FunctionModel) -> ValueID? {
    let value = function.values[id]
    guard case .call(.library(let library)) = value.operation, value.operands.count == 1, value.type == .void,
      function.loop(of: id) == 0
    else { return nil }
    switch library.effect {
    case .deallocate(0): return value.operands[0]
    case .inactive where library.name == "swift_release": return value.operands[0]
    default: return nil
    }
  }

  static func isPostponedRelease(_ id: ValueID, in function: FunctionModel) -> Bool {
    postponedRelease(id, in: function) != nil
  }

  /// True if the load gives the same result when repeated in the reverse sweep.
  func isRepeatable(_ load: ValueID) -> Bool {
    let value = function.values[load]
    return !value.isVolatile && isUnchanged(value.operands[0], since: load)
  }

  /// True if the memory behind a pointer still is as it was at an instruction when the reverse sweep comes there; with
  /// `isBefore` also if the instruction itself does not write it.
  func isUnchanged(_ pointer: ValueID, since load: ValueID, isBefore: Bool = false) -> Bool {
    guard let fact = activity.memory.target(function.id, pointer) else { return false }
    let graph = activity.memory.graph
    let flags = graph.flags(fact.node)
    if activity.program.sweepsAreApart, mayChangeBetweenSweeps(flags) { return false }
    let exclusive = activity.program.argumentsAreExclusive
    let isExternal = !flags.isDisjoint(with: [.external, .constant]) || !flags.contains(.owned)
    let mayBeAnother = isExternal && !exclusive
    if !flags.contains(.written) && !flags.contains(.owned) && !(mayBeAnother && anyExternalWritten) { return true }
    guard holdsBothSweeps else { return false }

    var candidates = writersOfEverything + (writers[fact.node] ?? [])
    if mayBeAnother { candidates += externalWriters }
    func counts(_ writer: ValueID) -> Bool { mayRun(writer, after: load) || (isBefore && writer == load) }
    guard let roots = roots(of: pointer) else { return !candidates.contains(where: counts) }
    var questions = 0
    for writer in candidates where counts(writer) {
      questions += roots.count
      if questions > budget || roots.contains(where: { oracle.mayWrite(writer, objectOf: $0) }) { return false }
    }
    return true
  }

  /// Only memory that the caller promised to leave alone, and constants, are known to stay.
  private func mayChangeBetweenSweeps(_ flags: MemoryGraph.Flags) -> Bool {
    flags.contains(.exposed) || flags.isDisjoint(with: [.external, .constant])
  }

  /// The values that an address is computed from, if none of them changes from iteration to iteration: alias analysis
  /// compares values of one moment, but the load and the writer run at different ones.
  private func roots(of pointer: ValueID) -> [ValueID]? {
    var seen: Set<ValueID> = [pointer]
    var work = [pointer]
    var roots: [ValueID] = []
    while let current = work.popLast() {
      var sources: [ValueID] = []
      switch function.values[current].operation {
      case .gep, .bitcast, .freeze: sources = [function.values[current].operands[0]]
      case .phi: sources = function.values[current].operands
      case .select: sources = Array(function.values[current].operands.dropFirst())
      default:
        guard function.loop(of: current) == 0 else { return nil }
        roots.append(current)
      }
      for source in sources where seen.insert(source).inserted { work.append(source) }
      if seen.count > 64 { return nil }
    }
    return roots
  }

  private func mayRun(_ writer: ValueID, after load: ValueID) -> Bool {
    let (a, b) = (function.values[writer].block, function.values[load].block)
    if shareLoop(a, b) { return true }
    if a == b { return writer > load }
    return position[a] > position[b]
  }

  private func shareLoop(_ a: BlockID, _ b: BlockID) -> Bool {
    var loop = function.blocks[a].loop
    while loop != 0 {
      if function.loop(function.blocks[b].loop, isInside: loop) { return true }
      loop = function.loops[loop].parent ?? 0
    }
    return false
  }
}

/// Which memory each function of a program may write, its callees included.
struct WriteSummary {
  enum Effect {
    case none, everything
    case nodes(Set<NodeID>)
  }

  private let activity: ActivityFacts
  private var written: [Set<NodeID>]
  private var writesEverything: [Bool]
  private(set) var anyExternalWritten = false

  init(_ activity: ActivityFacts) {
    self.activity = activity
    let functions = activity.program.functions
    written = functions.map { _ in [] }
    writesEverything = functions.map { _ in false }
    var changed = true
    while changed {
      changed = false
      // Callees come after their callers: what they write arrives in one round.
      for function in functions.reversed() {
        for block in function.order {
          for id in function.blocks[block].instructions
          where add(effect(of: function.values[id], in: function.id), to: function.id) {
            changed = true
          }
        }
      }
    }
    let root = activity.program.root
    anyExternalWritten = writesEverything[root] || written.contains { $0.contains { isExternal($0) } }
  }

  func isExternal(_ node: NodeID) -> Bool {
    let flags = activity.memory.graph.flags(node)
    return !flags.isDisjoint(with: [.external, .constant]) || !flags.contains(.owned)
  }

  private mutating func add(_ effect: Effect, to f: FunctionID) -> Bool {
    switch effect {
    case .none: return false
    case .everything:
      defer { writesEverything[f] = true }
      return !writesEverything[f]
    case .nodes(let nodes):
      let before = written[f].count
      written[f].formUnion(nodes)
      return written[f].count != before
    }
  }

  /// What a function may overwrite or release.
  func effect(ofCalling g: FunctionID) -> Effect { writesEverything[g] ? .everything : .nodes(written[g]) }

  /// What one instruction may overwrite or release.
  func effect(of value: ModelValue, in f: FunctionID) -> Effect {
    func node(_ operand: Int) -> Effect {
      guard let fact = activity.memory.target(f, value.operands[operand]) else { return .everything }
      return .nodes([fact.node])
    }
    switch value.operation {
    case .store: return node(1)
    case .rule(let rule):
      guard let pointer = rule.operands.firstIndex(of: .pointer) else { return .none }
      return node(pointer)
    case .call(.function(let g)): return effect(ofCalling: g)
    case .call(.library(let library)):
      switch library.effect {
      case .copyMemory, .setMemory: return node(0)
      case .initializeObject: return node(1)
      case .linearAlgebra(let routine): return written(by: routine, value, f)
      case .storeWeak: return node(0)
      case .loadWeak: return .none
      case .deallocate(let index): return node(index)
      case .reallocate: return node(0)
      case .replaceBuffer: return node(3)
      case .resizeArray, .appendToArray: return arrayEffect(value, f)
      case .inactive where library.name == "llvm.stackrestore": return variableArrays(f)
      case .inactive where SwiftRuntime.worksOnText(library.name): return operandNodes(value, f)
      case .inactive: return released(library.name, value, f)
      case .detached(let call): return call.mayWrite ? .everything : .none
      case .text(let written): return written.map(node) ?? .none
      case .method, .relink: return reachable(value, f)
      case .returnsOperand, .allocate, .claim: return .none
      }
    case .call(.unknown), .call(.indirect), .call(.assembly), .unsupported: return .everything
    case .atomicUpdate: return node(0)
    default: return .none
    }
  }

  private func written(by routine: LinearAlgebraFunction, _ value: ModelValue, _ f: FunctionID) -> Effect {
    var nodes: Set<NodeID> = []
    for array in routine.arrays where array.access != .read {
      guard let fact = activity.memory.target(f, value.operands[array.index]) else { return .everything }
      nodes.insert(fact.node)
    }
    return .nodes(nodes)
  }

  /// Arrays on the stack whose scope may end before their function does.
  private func variableArrays(_ f: FunctionID) -> Effect {
    let function = activity.program.functions[f]
    var nodes: Set<NodeID> = []
    for id in function.blocks.lazy.flatMap(\.instructions) {
      guard case .alloca(let size) = function.values[id].operation, size == nil || function.values[id].block != 0,
        let fact = activity.memory.target(f, id)
      else { continue }
      nodes.insert(fact.node)
    }
    return .nodes(nodes)
  }

  /// Text and the state of hashing may be written through every address that is passed.
  private func operandNodes(_ value: ModelValue, _ f: FunctionID) -> Effect {
    let nodes = value.operands.compactMap { activity.memory.target(f, $0)?.node }
    return nodes.isEmpty ? .none : .nodes(Set(nodes))
  }

  /// An array operation writes the variable and the buffer.
  private func arrayEffect(_ value: ModelValue, _ f: FunctionID) -> Effect {
    guard let variable = activity.memory.target(f, value.operands.last!),
      let buffer = activity.memory.graph.knownPointee(at: variable)
    else { return .everything }
    return .nodes([variable.node, activity.memory.graph.find(buffer.node)])
  }

  /// Everything that pointers among the operands lead to.
  private func reachable(_ value: ModelValue, _ f: FunctionID) -> Effect {
    .nodes(closure(of: value.operands.flatMap { activity.memory.targets(f, $0) }))
  }

  private func closure(of start: [NodeID]) -> Set<NodeID> {
    var reached = Set(start)
    var work = start
    while let node = work.popLast() {
      for next in activity.memory.graph.pointees(of: node) where reached.insert(next).inserted { work.append(next) }
    }
    return reached
  }

  /// Releasing a Swift object may free it and what it owns; objects of the caller stay alive.
  private func released(_ name: String, _ value: ModelValue, _ f: FunctionID) -> Effect {
    guard SwiftRuntime.releases.contains(name) || (name.hasSuffix("elease") && name.hasPrefix("swift_")),
      let operand = value.operands.first, let start = activity.memory.target(f, operand)?.node
    else { return .none }
    return .nodes(closure(of: [start]).filter { activity.memory.graph.flags($0).contains(.owned) })
  }
}
