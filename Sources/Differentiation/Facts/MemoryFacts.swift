// What every value and every byte of memory holds: floats, integers or pointers, and pointers to what.
//
// One pass over the instructions, repeated until nothing changes (a handful of rounds): each instruction exchanges
// what is known about its operands, its result and the memory it touches. Kinds travel both ways, since an integer
// register is often known only by its uses; places travel from definitions to uses. Near-linear in program size.

/// What is known about one value: by byte offset inside it (0 for scalars).
struct ValueFact {
  var pointers: [Int: PointerFact] = [:]
  /// Only for integers, alone or inside aggregates; other types speak for themselves.
  var kinds: [Int: KindSet] = [:]
}

struct MemoryFacts {
  let program: Program
  var graph = MemoryGraph()
  /// By function and value.
  var values: [[ValueFact]]
  /// By function, store and offset: what memory told about the stored value.
  var learned: [[ValueID: [Int: KindSet]]]
  private var kin: KindredObjects
  private(set) var globalNodes: [NodeID] = []
  var changed = false
  var inventsObjects = false

  init(_ program: Program) {
    self.program = program
    values = program.functions.map { Array(repeating: ValueFact(), count: $0.values.count) }
    learned = program.functions.map { _ in [:] }
    kin = KindredObjects(program)
    seedGlobals()
    seedArguments()
    settle()
    // Only now is it clear which addresses come from nowhere that could be followed: they get objects of their own.
    inventsObjects = true
    settle()
    applyHints()
  }

  /// Facts travel from definitions to uses and back.
  mutating func settle() {
    var sweep = FixpointSweep(isBackward: false)
    repeat {
      changed = false
      let version = graph.version
      for function in sweep.isUpward ? program.functions.reversed() : program.functions {
        visit(function, backward: sweep.isBackward)
      }
      changed = changed || graph.version != version
      sweep.advance()
    } while changed
  }

  /// The target of a scalar pointer-like value.
  func target(_ function: FunctionID, _ value: ValueID) -> PointerFact? {
    values[function][value].pointers[0].map {
      PointerFact(node: graph.find($0.node), place: $0.place, objects: $0.objects)
    }
  }

  /// The nodes that pointers inside the value reach.
  func targets(_ function: FunctionID, _ value: ValueID) -> [NodeID] {
    values[function][value].pointers.values.map { graph.find($0.node) }
  }

  @discardableResult
  mutating func mark(_ node: NodeID, _ flags: MemoryGraph.Flags) -> Bool { graph.mark(node, flags) }

  // MARK: Seeds

  mutating func seedGlobals() {
    globalNodes = program.globals.map { global in
      // What describes a type holds no numbers: values of any type that point to it are as constant as they were.
      if SwiftRuntime.describesType(global.name) { return graph.makeNode() }
      let node = graph.makeObject(global.isConstant ? [.constant] : [.owned], size: global.size)
      if !global.isConstant, program.isSwift { graph.origins.add(.variable, to: node) }
      return node
    }
    for (id, global) in program.globals.enumerated() {
      if global.isConstant, case .array(.integer(8), _, _) = global.type {
        graph.origins.add(.text, to: globalNodes[id])
      }
      claimLeaves(of: global.type, at: PointerFact(node: globalNodes[id], place: .start))
      for pointer in global.pointers {
        let target = PointerFact(node: globalNodes[pointer.target], place: Place(pointer.targetOffset))
        let place = global.pointers.count > 16 ? Place(pointer.offset, stride: 8) : Place(pointer.offset)
        graph.store(target, at: PointerFact(node: globalNodes[id], place: place))
      }
    }
  }

  mutating func seedArguments() {
    let root = program.functions[program.root]
    for (index, activity) in program.activities.enumerated() {
      let type = root.values[index].type
      for leaf in type.leaves() {
        let carriesPointer = leaf.type.isPointer
        guard carriesPointer else { continue }
        var flags: MemoryGraph.Flags = activity == .constant ? [.constant] : [.external]
        if program.mixed.contains(index) { flags.insert(.constant) }
        if program.sweepsAreApart, !program.stable[index] { flags.insert(.exposed) }
        let node = graph.makeNode(flags, program.fixed.contains(index) ? .fixed : [])
        values[program.root][index].pointers[leaf.offset] = PointerFact(node: node, place: .start)
      }
    }
  }

  /// Claims what a declared type says; bytes and opaque arrays say nothing.
  mutating func claimLeaves(of type: IRType, at fact: PointerFact) {
    switch type {
    case .array(let element, let count, let stride), .vector(let element, let count, let stride):
      if count <= 16 {
        // One by one: a short array ends before the next field of its record.
        for index in 0..<count {
          claimLeaves(of: element, at: fact.at(fact.place.advanced(by: index * stride)))
        }
      } else {
        claimLeaves(of: element, at: fact.at(fact.place.repeated(every: stride)))
      }
    case .structure(let fields, let offsets, _):
      for (field, offset) in zip(fields, offsets).prefix(256) {
        let place = fact.at(fact.place.advanced(by: offset))
        claimLeaves(of: field, at: place)
        if field.size < 4 && !field.leaves().contains(where: { $0.type.isFloat }) { claimSmall(field.size, at: place) }
      }
    case .float(let format): graph.claim(.float(format), at: fact)
    case .pointer: graph.claim(.pointer, at: fact)
    case .integer(let bits) where bits == 32 || bits == 64: graph.claim(.integer, at: fact)
    default: break
    }
  }

  /// A field too small for a number that could be disguised as bytes.
  mutating func claimSmall(_ size: Int, at fact: PointerFact) {
    for byte in 0..<size {
      graph.claim(.integer, at: fact.at(fact.place.advanced(by: byte)))
    }
  }

  // MARK: Exchange between values

  mutating func setPointer(_ f: FunctionID, _ value: ValueID, _ offset: Int, _ fact: PointerFact) {
    if let old = values[f][value].pointers[offset] {
      let joined = old.joined(fact)
      if joined != old {
        values[f][value].pointers[offset] = joined
        changed = true
      }
      if graph.find(old.node) != graph.find(fact.node) { graph.unify(old.node, fact.node) }
    } else {
      values[f][value].pointers[offset] = fact
      changed = true
    }
  }

  mutating func addKinds(_ f: FunctionID, _ value: ValueID, _ offset: Int, _ kinds: KindSet) {
    guard !kinds.isEmpty, values[f][value].kinds[offset]?.isSuperset(of: kinds) != true else { return }
    values[f][value].kinds[offset, default: []].formUnion(kinds)
    changed = true
  }

  /// Bytes `from..<from + size` of `source` flow to bytes `to...` of `target`; kinds flow back too.
  mutating func flow(
    _ f: FunctionID, _ source: ValueID, _ from: Int, to g: FunctionID, _ target: ValueID, _ to: Int, size: Int,
    backward: Bool = true
  ) {
    guard size > 0 else { return }
    for (offset, fact) in values[f][source].pointers where offset >= from && offset < from + size {
      setPointer(g, target, offset - from + to, fact)
    }
    for (offset, kinds) in values[f][source].kinds where offset >= from && offset < from + size {
      addKinds(g, target, offset - from + to, kinds)
    }
    guard backward, !isConstant(f, source) else { return }
    for (offset, fact) in values[g][target].pointers where offset >= to && offset < to + size {
      let back = offset - to + from
      if let known = values[f][source].pointers[back] {
        if graph.find(known.node) != graph.find(fact.node) { graph.unify(known.node, fact.node) }
      } else {
        setPointer(f, source, back, fact)
      }
    }
    for (offset, kinds) in values[g][target].kinds where offset >= to && offset < to + size {
      addKinds(f, source, offset - to + from, kinds)
    }
  }

  /// The value that another one was made from leads to the same object.
  private mutating func flowPointerBack(_ f: FunctionID, _ made: ValueID, to source: ValueID) {
    guard let fact = values[f][made].pointers[0] else { return }
    if let known = values[f][source].pointers[0] {
      if graph.find(known.node) != graph.find(fact.node) { graph.unify(known.node, fact.node) }
    } else {
      setPointer(f, source, 0, fact)
    }
  }

  func isConstant(_ f: FunctionID, _ value: ValueID) -> Bool {
    if case .constant = program.functions[f].values[value].operation { return true }
    return false
  }

  // MARK: Instructions

  mutating func visit(_ function: FunctionModel, backward: Bool) {
    let f = function.id
    for value in function.instructionEnd..<function.values.count { visitConstant(f, value, function.values[value]) }
    for block in backward ? function.order.reversed() : function.order {
      let instructions = function.blocks[block].instructions
      for id in instructions {
        let next = backward ? instructions.lowerBound + instructions.upperBound - 1 - id : id
        visit(f, next, function.values[next], function)
      }
    }
  }

  mutating func visitConstant(_ f: FunctionID, _ id: ValueID, _ value: ModelValue) {
    if case .constant(.global(let global, let offset)) = value.operation {
      setPointer(f, id, 0, PointerFact(node: globalNodes[global], place: Place(offset)))
    }
  }

  mutating func visit(_ f: FunctionID, _ id: ValueID, _ value: ModelValue, _ function: FunctionModel) {
    let operands = value.operands
    let size = max(value.type.size, 1)
    switch value.operation {
    case .phi:
      for operand in operands { flow(f, operand, 0, to: f, id, 0, size: size) }
    case .select:
      flow(f, operands[1], 0, to: f, id, 0, size: size)
      flow(f, operands[2], 0, to: f, id, 0, size: size)
    case .freeze: flow(f, operands[0], 0, to: f, id, 0, size: size)
    case .bitcast: visitBitcast(f, id, value, function)
    case .pointerToInteger, .zeroExtend, .signExtend:
      flow(f, operands[0], 0, to: f, id, 0, size: function.values[operands[0]].type.size)
      if case .pointerToInteger = value.operation, value.type == .integer(bits: 64) { addKinds(f, id, 0, .pointer) }
    case .truncate: flow(f, operands[0], 0, to: f, id, 0, size: size)
    case .integerToPointer: visitIntegerToPointer(f, id, operands[0])
    case .load: exchangeMemory(f, id, value, address: operands[0], store: nil)
    case .store: exchangeMemory(f, operands[0], value, address: operands[1], store: id)
    case .gep(let constant, let terms): visitGEP(f, id, value, constant, terms, function)
    case .alloca(let size):
      if values[f][id].pointers[0] == nil {
        let node = graph.makeObject(size: size)
        let fact = PointerFact(node: node, place: .start, objects: kin.objects(f, value.accessType, node))
        setPointer(f, id, 0, fact)
        claimLeaves(of: value.accessType, at: fact)
      }
    case .integerArithmetic(let op): visitArithmetic(f, id, value, op, function)
    case .extractValue:
      if let offset = leafOffset(value, function) { flow(f, operands[0], offset, to: f, id, 0, size: size) }
    case .insertValue:
      guard let offset = leafOffset(value, function) else { break }
      let inserted = function.values[operands[1]].type.size
      flow(f, operands[0], 0, to: f, id, 0, size: offset)
      flow(f, operands[0], offset + inserted, to: f, id, offset + inserted, size: size - offset - inserted)
      flow(f, operands[1], 0, to: f, id, offset, size: inserted)
    case .extractElement, .insertElement, .shuffle: visitVector(f, id, value, function)
    case .call(let callee): visitCall(f, id, value, callee, function)
    case .atomicUpdate:
      for operand in operands.dropFirst() { addKinds(f, operand, 0, .integer) }
      addKinds(f, id, 0, .integer)
      if let base = addressFact(f, operands[0]) {
        graph.mark(base.node, .written)
        graph.claim(.integer, at: base)
      }
    case .numericConversion:
      if function.values[operands[0]].type.isInteger { addKinds(f, operands[0], 0, .integer) }
      if value.type.isInteger { addKinds(f, id, 0, .integer) }
    default: break
    }
  }

  /// The byte offset of the part that an extractvalue or insertvalue names.
  func leafOffset(_ value: ModelValue, _ function: FunctionModel) -> Int? {
    let indices: [Int]
    switch value.operation {
    case .extractValue(let path), .insertValue(let path): indices = path
    default: return nil
    }
    return function.values[value.operands[0]].type.offset(of: indices)
  }

  mutating func visitBitcast(_ f: FunctionID, _ id: ValueID, _ value: ModelValue, _ function: FunctionModel) {
    let source = function.values[value.operands[0]].type
    flow(f, value.operands[0], 0, to: f, id, 0, size: value.type.size)
    for leaf in source.leaves() {
      if case .float(let format) = leaf.type, !value.type.isFloat { addKinds(f, id, leaf.offset, .float(format)) }
    }
    for leaf in value.type.leaves() {
      if case .float(let format) = leaf.type, !source.isFloat, !isConstant(f, value.operands[0]) {
        addKinds(f, value.operands[0], leaf.offset, .float(format))
      }
    }
  }

  mutating func visitIntegerToPointer(_ f: FunctionID, _ id: ValueID, _ operand: ValueID) {
    flow(f, operand, 0, to: f, id, 0, size: 8)
    guard !isConstant(f, operand) else { return }
    if inventsObjects, values[f][id].pointers[0] == nil {
      setPointer(f, id, 0, PointerFact(node: graph.makeNode(), place: .start))
    }
    flow(f, operand, 0, to: f, id, 0, size: 8)
    addKinds(f, operand, 0, .pointer)
  }

  mutating func visitGEP(
    _ f: FunctionID, _ id: ValueID, _ value: ModelValue, _ constant: Int, _ terms: [GEPTerm], _ function: FunctionModel
  ) {
    for term in terms where !isConstant(f, value.operands[term.operand]) {
      addKinds(f, value.operands[term.operand], 0, .integer)
    }
    guard let base = addressFact(f, value.operands[0]) else { return }
    var place = base.place.advanced(by: constant)
    for term in terms {
      place = place.repeated(every: term.stride * divisor(of: value.operands[term.operand], function))
    }
    setPointer(f, id, 0, base.at(place))
  }

  mutating func visitArithmetic(
    _ f: FunctionID, _ id: ValueID, _ value: ModelValue, _ op: IntegerOperator, _ function: FunctionModel
  ) {
    let operands = value.operands
    func constant(_ operand: ValueID) -> Int? {
      if case .constant(.integer(let bits)) = function.values[operand].operation { return Int(bits) }
      return nil
    }
    switch op {
    case .shiftLeft, .shiftRight:
      guard let bits = constant(operands[1]), bits % 8 == 0, bits > 0 else {
        claimIntegers(f, id, operands)
        break
      }
      let bytes = bits / 8
      let size = value.type.size - bytes
      guard size > 0 else { break }
      if op == .shiftLeft {
        flow(f, operands[0], 0, to: f, id, bytes, size: size)
      } else {
        flow(f, operands[0], bytes, to: f, id, 0, size: size)
      }
    case .or, .and, .xor:
      let parts = op == .or ? Self.separateParts(operands, function) : nil
      for (index, operand) in operands.enumerated() where !isConstant(f, operand) {
        if let parts {
          for part in parts[index] {
            flow(f, operand, part.lowerBound, to: f, id, part.lowerBound, size: part.count)
          }
        } else {
          flow(f, operand, 0, to: f, id, 0, size: value.type.size, backward: false)
        }
      }
      if operands.contains(where: { isConstant(f, $0) }), let carrier = operands.first(where: { !isConstant(f, $0) }) {
        flow(f, carrier, 0, to: f, id, 0, size: value.type.size, backward: op != .and)
        // What is left of an address without the bits that tell the case of an enum.
        if op == .and { flowPointerBack(f, id, to: carrier) }
      }
    case .add, .sub:
      let pointers = operands.filter { values[f][$0].pointers[0] != nil }
      if pointers.count == 1, let base = values[f][pointers[0]].pointers[0], op == .add || pointers[0] == operands[0] {
        let other = operands.first { $0 != pointers[0] }
        let step = other.flatMap(constant).map { op == .add ? $0 : -$0 }
        let place = step.map { base.place.advanced(by: $0) } ?? .anywhere
        setPointer(f, id, 0, base.at(place))
      } else if pointers.isEmpty {
        claimIntegers(f, id, operands)
      }
    case .mul, .other: claimIntegers(f, id, operands)
    }
  }

  /// The bytes of an `or` that come from each operand, if they come from different ones: parts of a larger integer, such as
  /// the elements of a vector.
  private static func separateParts(_ operands: [ValueID], _ function: FunctionModel) -> [[Range<Int>]]? {
    let parts = operands.map { OccupiedBytes(of: $0, function) }
    return parts.count == 2 && parts[0].isSeparate(from: parts[1]) ? parts.map(\.ranges) : nil
  }

  mutating func claimIntegers(_ f: FunctionID, _ id: ValueID, _ operands: [ValueID]) {
    for operand in operands where !isConstant(f, operand) { addKinds(f, operand, 0, .integer) }
    addKinds(f, id, 0, .integer)
  }

  /// Vectors of pointers and integers, element by element where it is known which.
  mutating func visitVector(_ f: FunctionID, _ id: ValueID, _ value: ModelValue, _ function: FunctionModel) {
    guard !value.type.isFloat, let operation = VectorMove(value, function) else { return }
    if !operation.isKnown { return mixLanes(f, id, value, function) }
    for lane in operation.lanes {
      flow(f, value.operands[lane.operand], lane.from, to: f, id, lane.to, size: operation.elementSize)
    }
  }

  /// All lanes are taken together.
  private mutating func mixLanes(_ f: FunctionID, _ id: ValueID, _ value: ModelValue, _ function: FunctionModel) {
    let sources = value.operands.filter { !isConstant(f, $0) && !function.values[$0].type.isFloat }
    for source in sources {
      if case .extractElement = value.operation, source != value.operands[0] { continue }
      if case .insertElement = value.operation, value.operands.count > 2, source == value.operands[2] { continue }
      for fact in values[f][source].pointers.values {
        for leaf in value.type.leaves() { setPointer(f, id, leaf.offset, fact) }
      }
      for kinds in values[f][source].kinds.values {
        for leaf in value.type.leaves() { addKinds(f, id, leaf.offset, kinds) }
      }
    }
  }
}

extension IRType {
  /// The byte offset of the part of an aggregate that a path of indices names.
  func offset(of path: [Int]) -> Int? {
    var offset = 0
    var type = self
    for index in path {
      switch type {
      case .structure(let fields, let offsets, _) where index < fields.count:
        offset += offsets[index]
        type = fields[index]
      case .array(let element, _, let stride):
        offset += index * stride
        type = element
      default: return nil
      }
    }
    return offset
  }
}
