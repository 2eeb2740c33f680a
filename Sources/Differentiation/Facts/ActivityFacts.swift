// Which values and which memory can carry a derivative from an active input to an active output.
//
// Forward: a value is varied if it may depend on an active input. Backward: it is useful if an active output may
// depend on it. Both travel through memory by way of the nodes of `MemoryGraph`. Active is what is both; only active
// values get tangents or adjoints. Flow-insensitive in memory, over the whole program at once.

struct ActivityFacts {
  private(set) var memory: MemoryFacts
  private(set) var varied: [[Bool]]
  private(set) var useful: [[Bool]]
  private var changed = false
  private var inert: [Bool] = []

  var program: Program { memory.program }

  init(_ memory: MemoryFacts) {
    self.memory = memory
    varied = memory.program.functions.map { Array(repeating: false, count: $0.values.count) }
    useful = varied
    seed()
    propagate { $0.spreadForward($1, $2, $3) }
    propagate(backward: true) { $0.spreadBackward($1, $2, $3) }
    markShadowedNodes()
    inert = findInertFunctions()
  }

  /// True if neither sweep of a derivative has anything to do in the function: its primal can be called instead.
  func isInert(_ f: FunctionID) -> Bool { inert[f] }

  /// True if the value's floating-point content needs a tangent or an adjoint.
  func isActive(_ f: FunctionID, _ value: ValueID) -> Bool { varied[f][value] && useful[f][value] }

  /// True if pointers inside the value come with shadow pointers.
  func needsShadow(_ f: FunctionID, _ value: ValueID) -> Bool {
    memory.values[f][value].pointers.values.contains { memory.graph.flags($0.node).contains(.shadowed) }
  }

  /// True if memory behind the pointer may be constant for some executions and active for others: then the shadow
  /// pointer equals the primal one exactly where there is no shadow.
  func isMixed(_ f: FunctionID, _ pointer: ValueID) -> Bool {
    memory.values[f][pointer].pointers.values.contains {
      memory.graph.flags($0.node).isSuperset(of: [.shadowed, .constant])
    }
  }

  /// True if the memory behind a pointer holds something active or points to it.
  func isShadowed(_ f: FunctionID, _ pointer: ValueID) -> Bool {
    guard let fact = memory.target(f, pointer) else { return false }
    return memory.graph.flags(fact.node).contains(.shadowed)
  }

  /// True if numbers in the memory behind a pointer are active.
  func holdsActive(_ f: FunctionID, _ pointer: ValueID) -> Bool {
    guard let fact = memory.target(f, pointer) else { return false }
    return memory.graph.flags(fact.node).isSuperset(of: [.varied, .useful])
  }

  /// True if numbers that depend on active inputs can be reached through pointers inside the value, whether or not
  /// anything is known to use them.
  func reachesVaried(_ f: FunctionID, _ value: ValueID) -> Bool {
    var work = memory.targets(f, value)
    var seen = Set(work)
    while let node = work.popLast() {
      let flags = memory.graph.flags(node)
      if flags.contains(.varied) && !isConstantOnly(node) { return true }
      for next in memory.graph.pointees(of: node) where seen.insert(next).inserted { work.append(next) }
    }
    return false
  }

  /// True if all memory that pointers inside the value reach has shadows of its own.
  func isShadowedThroughout(_ f: FunctionID, _ value: ValueID) -> Bool {
    guard isShadowed(f, value) else { return false }
    var work = memory.targets(f, value)
    var seen = Set(work)
    while let node = work.popLast() {
      let flags = memory.graph.flags(node)
      if flags.contains(.constant) || !flags.contains(.shadowed) { return false }
      for next in memory.graph.pointees(of: node) where seen.insert(next).inserted { work.append(next) }
    }
    return true
  }

  // MARK: Fixpoint

  /// Repeats `step` on all instructions until nothing changes.
  private mutating func propagate(
    backward: Bool = false, _ step: (inout ActivityFacts, FunctionModel, ValueID, ModelValue) -> Void
  ) {
    var sweep = FixpointSweep(isBackward: backward)
    repeat {
      changed = false
      let isBackward = sweep.isBackward
      for function in sweep.isUpward ? program.functions.reversed() : program.functions {
        for block in isBackward ? function.order.reversed() : function.order {
          let instructions = function.blocks[block].instructions
          let last = instructions.count - 1
          for index in 0..<instructions.count {
            let id = instructions.lowerBound + (isBackward ? last - index : index)
            step(&self, function, id, function.values[id])
          }
        }
      }
      sweep.advance()
    } while changed
  }

  private mutating func seed() {
    let root = program.root
    for (index, activity) in program.activities.enumerated() where activity != .constant {
      varied[root][index] = program.functions[root].values[index].type.leaves().contains {
        $0.type.isFloat || $0.type.isInteger
      }
    }
    for node in memory.graph.nodes.indices where memory.graph.find(node) == node {
      guard memory.graph.flags(node).contains(.external) else { continue }
      let cells = memory.graph.nodes[node].cells.values
      if cells.isEmpty || cells.contains(where: { $0.kinds.hasFloat || $0.kinds.isEmpty }) {
        memory.mark(node, [.varied, .useful])
      }
    }
    if program.returnIsActive, let result = program.functions[root].returnValue { useful[root][result] = true }
    markOutputs()
  }

  /// Memory that the caller finds behind its own pointers, or behind what is returned, is output, whoever allocated it.
  private mutating func markOutputs() {
    let root = program.root
    var work = memory.graph.nodes.indices.filter {
      memory.graph.find($0) == $0 && memory.graph.flags($0).contains(.external)
    }
    if let result = program.functions[root].returnValue { work += memory.targets(root, result) }
    var seen = Set(work)
    while let node = work.popLast() {
      if memory.graph.flags(node).contains(.owned) { memory.mark(node, .useful) }
      for next in memory.graph.pointees(of: node) where seen.insert(next).inserted { work.append(next) }
    }
  }

  mutating func vary(_ f: FunctionID, _ value: ValueID) {
    if !varied[f][value] {
      varied[f][value] = true
      changed = true
    }
  }

  mutating func use(_ f: FunctionID, _ value: ValueID) {
    if !useful[f][value] {
      useful[f][value] = true
      changed = true
    }
  }

  mutating func mark(_ node: NodeID?, _ flags: MemoryGraph.Flags) {
    if let node, memory.mark(node, flags) { changed = true }
  }

  private func node(_ f: FunctionID, _ pointer: ValueID) -> NodeID? { memory.target(f, pointer)?.node }

  private func has(_ f: FunctionID, _ pointer: ValueID, _ flag: MemoryGraph.Flags) -> Bool {
    node(f, pointer).map { memory.graph.flags($0).contains(flag) } ?? false
  }

  /// True if a value of this type and of these kinds can hold numbers at all.
  private func canHoldNumbers(_ f: FunctionID, _ id: ValueID, _ type: IRType) -> Bool {
    if type.leaves().contains(where: { $0.type.isFloat }) { return true }
    if type == .integer(bits: 1) { return false }
    let kinds = memory.values[f][id].kinds
    if kinds.values.contains(where: { $0.hasFloat || $0.contains(.partOfFloat) }) { return true }
    return kinds.isEmpty && type.leaves().contains { $0.type.isInteger && $0.type.size > 1 }
  }

  /// True if a load takes an integer out of memory that holds nothing else there, whatever it meets later.
  private func loadsInteger(_ f: FunctionID, _ load: ModelValue) -> Bool {
    guard load.accessType.isInteger, let fact = memory.target(f, load.operands[0]) else { return false }
    let layout = memory.graph.layout(at: fact, size: load.accessType.size)
    return layout.count == 1 && layout[0].offset == 0 && layout[0].kinds == .integer
  }

  // MARK: Forward

  private mutating func spreadForward(_ function: FunctionModel, _ id: ValueID, _ value: ModelValue) {
    let f = function.id
    let operands = value.operands
    switch value.operation {
    case .rule(let rule):
      for (index, partial) in rule.partials.enumerated() where index < operands.count {
        if let partial, !partial.isZero, varied[f][operands[index]] { vary(f, id) }
      }
    case .load:
      if has(f, operands[0], .varied), canHoldNumbers(f, id, value.accessType), !loadsInteger(f, value) { vary(f, id) }
    case .store:
      if varied[f][operands[0]], let target = node(f, operands[1]), !isConstantOnly(target) { mark(target, .varied) }
    case .phi, .freeze, .bitcast, .truncate, .zeroExtend, .signExtend, .insertValue, .extractValue,
      .insertElement, .shuffle, .integerArithmetic, .reduceAdd:
      if !varied[f][id], operands.contains(where: { varied[f][$0] }), canHoldNumbers(f, id, value.type) { vary(f, id) }
    case .select:
      if varied[f][operands[1]] || varied[f][operands[2]] { vary(f, id) }
    case .extractElement:
      if varied[f][operands[0]] { vary(f, id) }
    case .call(.function(let g)):
      for (index, operand) in operands.prefix(program.functions[g].argumentCount).enumerated() where varied[f][operand]
      {
        vary(g, index)
      }
      if let result = program.functions[g].returnValue, varied[g][result] { vary(f, id) }
    case .call(.library(let library)):
      if case .copyMemory = library.effect, has(f, operands[1], .varied),
        let target = node(f, operands[0]), !isConstantOnly(target)
      {
        mark(target, .varied)
      }
      if case .linearAlgebra(let routine) = library.effect { spreadForward(f, id, operands, routine) }
    case .ret where program.rules[f] != nil: spreadForward(throughRuleOf: function)
    default: break
    }
  }

  /// Everything that a routine of linear algebra writes depends on everything that it reads.
  private mutating func spreadForward(
    _ f: FunctionID, _ id: ValueID, _ operands: [ValueID], _ routine: LinearAlgebraFunction
  ) {
    let isVaried =
      routine.arrays.contains { $0.access != .write && !$0.isPivots && has(f, operands[$0.index], .varied) }
      || routine.scalars.contains { varied[f][operands[$0.index]] }
    guard isVaried else { return }
    if routine.routine.returnsNumber { vary(f, id) }
    for array in routine.arrays where array.access != .read && !array.isPivots {
      if let target = node(f, operands[array.index]), !isConstantOnly(target) { mark(target, .varied) }
    }
  }

  private mutating func spreadBackward(
    _ f: FunctionID, _ id: ValueID, _ operands: [ValueID], _ routine: LinearAlgebraFunction
  ) {
    let isUseful =
      useful[f][id] || routine.arrays.contains { $0.access != .read && has(f, operands[$0.index], .useful) }
    guard isUseful else { return }
    for array in routine.arrays where array.access != .write && !array.isPivots {
      mark(node(f, operands[array.index]), .useful)
    }
    for scalar in routine.scalars { use(f, operands[scalar.index]) }
  }

  /// Memory that the request declares constant drops what is stored there.
  func isConstantOnly(_ node: NodeID) -> Bool {
    let flags = memory.graph.flags(node)
    return flags.contains(.constant) && !flags.contains(.external) && !flags.contains(.owned)
  }

  // MARK: Backward

  private mutating func spreadBackward(_ function: FunctionModel, _ id: ValueID, _ value: ModelValue) {
    let f = function.id
    let operands = value.operands
    switch value.operation {
    case .store:
      if has(f, operands[1], .useful) { use(f, operands[0]) }
    case .load:
      if useful[f][id] { mark(node(f, operands[0]), .useful) }
    case .rule(let rule):
      guard useful[f][id] else { break }
      for (index, partial) in rule.partials.enumerated() where index < operands.count {
        if let partial, !partial.isZero { use(f, operands[index]) }
      }
    case .phi, .freeze, .bitcast, .truncate, .zeroExtend, .signExtend, .insertValue, .extractValue,
      .insertElement, .shuffle, .integerArithmetic, .reduceAdd, .extractElement:
      if useful[f][id] { for operand in operands { use(f, operand) } }
    case .select:
      if useful[f][id] { for operand in operands.dropFirst() { use(f, operand) } }
    case .call(.function(let g)):
      for (index, operand) in operands.prefix(program.functions[g].argumentCount).enumerated() where useful[g][index] {
        use(f, operand)
      }
      if useful[f][id], let result = program.functions[g].returnValue { use(g, result) }
    case .call(.library(let library)):
      if case .copyMemory = library.effect, has(f, operands[0], .useful) { mark(node(f, operands[1]), .useful) }
      if case .linearAlgebra(let routine) = library.effect { spreadBackward(f, id, operands, routine) }
    case .ret where program.rules[f] != nil: spreadBackward(throughRuleOf: function)
    default: break
    }
  }

  // MARK: Shadows

  /// A node has a shadow if its numbers are active or if it points to a node with one.
  private mutating func markShadowedNodes() {
    let roots = memory.graph.nodes.indices.filter { memory.graph.find($0) == $0 }
    for node in roots where memory.graph.flags(node).isSuperset(of: [.varied, .useful]) { memory.mark(node, .shadowed) }
    repeat {
      changed = false
      for node in roots where !memory.graph.flags(node).contains(.shadowed) {
        if memory.graph.pointees(of: node).contains(where: { memory.graph.flags($0).contains(.shadowed) }) {
          mark(node, .shadowed)
        }
      }
    } while changed
  }

  private func findInertFunctions() -> [Bool] {
    var inert = Array(repeating: true, count: program.functions.count)
    var settled = false
    while !settled {
      settled = true
      // Callees come after their callers.
      for function in program.functions.reversed() where inert[function.id] {
        let busy =
          program.rules[function.id] != nil
          ? ruleIsBusy(function)
          : function.order.contains { block in
            function.blocks[block].instructions.contains { isBusy(function, $0, inert) }
          }
        if busy {
          inert[function.id] = false
          settled = false
        }
      }
    }
    return inert
  }

  /// The arguments of a routine of linear algebra that carry derivatives, by name; "result" if its result does.
  func activeArguments(_ f: FunctionID, _ id: ValueID, _ routine: LinearAlgebraFunction) -> Set<String> {
    let operands = program.functions[f].values[id].operands
    let arrays = routine.arrays.filter { !$0.isPivots && holdsActive(f, operands[$0.index]) }.map(\.name)
    let scalars = routine.scalars.filter { isActive(f, operands[$0.index]) }.map(\.name)
    return Set(arrays + scalars + (isActive(f, id) ? ["result"] : []))
  }

  /// True if a derivative comes out of a call of a routine.
  func hasActiveResult(_ f: FunctionID, _ id: ValueID, _ routine: LinearAlgebraFunction) -> Bool {
    let operands = program.functions[f].values[id].operands
    return isActive(f, id)
      || routine.arrays.contains { $0.access != .read && !$0.isPivots && holdsActive(f, operands[$0.index]) }
  }

  private func isBusy(_ function: FunctionModel, _ id: ValueID, _ inert: [Bool]) -> Bool {
    let f = function.id
    let value = function.values[id]
    if isActive(f, id) || needsShadow(f, id) { return true }
    switch value.operation {
    case .store: return isShadowed(f, value.operands[1])
    case .call(.unknown), .call(.indirect), .call(.assembly), .unsupported:
      // What it does is not known: it must be looked at, and perhaps refused.
      return value.operands.contains { varied[f][$0] || needsShadow(f, $0) || reachesVaried(f, $0) }
    case .call(.function(let g)): return !inert[g]
    default: return value.operands.contains { isActive(f, $0) || needsShadow(f, $0) }
    }
  }
}
