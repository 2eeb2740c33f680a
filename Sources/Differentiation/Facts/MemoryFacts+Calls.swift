// What calls tell about values and memory: functions of the closure, allocations, copies, the Swift run-time library.

extension MemoryFacts {
  mutating func visitCall(
    _ f: FunctionID, _ id: ValueID, _ value: ModelValue, _ callee: Callee, _ function: FunctionModel
  ) {
    let operands = value.operands
    switch callee {
    case .function(let g):
      let target = program.functions[g]
      for (index, operand) in operands.prefix(target.argumentCount).enumerated() {
        flow(f, operand, 0, to: g, index, 0, size: max(function.values[operand].type.size, 1))
      }
      if let result = target.returnValue, value.type != .void {
        flow(g, result, 0, to: f, id, 0, size: max(value.type.size, 1))
      }
    case .library(let library):
      visitLibrary(f, id, operands, library.effect, function)
      for hint in value.copyHints {
        for operand in operands.prefix(2) {
          guard let base = values[f][operand].pointers[0] else { continue }
          graph.claim(KindSet(hint.kind), at: base.at(base.place.advanced(by: hint.offset)))
        }
      }
    case .unknown, .indirect, .assembly:
      for operand in operands {
        if let fact = values[f][operand].pointers[0] { graph.mark(fact.node, .written) }
      }
      for leaf in value.type.leaves() where leaf.type.isPointer && values[f][id].pointers[leaf.offset] == nil {
        setPointer(f, id, leaf.offset, PointerFact(node: graph.makeNode(), place: .start))
      }
    }
  }

  mutating func visitLibrary(
    _ f: FunctionID, _ id: ValueID, _ operands: [ValueID], _ effect: LibraryEffect, _ function: FunctionModel
  ) {
    switch effect {
    case .allocate(let size, _):
      if values[f][id].pointers[0] == nil {
        let object = newObject(size, operands, function)
        setPointer(f, id, 0, object)
        if case .swiftBox(let header) = size {
          setPointer(f, id, 8, object.at(Place(header)))
        }
      }
    case .returnsOperand(let index): flow(f, operands[index], 0, to: f, id, 0, size: 8)
    case .reallocate:
      guard let old = addressFact(f, operands[0]) else {
        guard inventsObjects else { return }
        if values[f][id].pointers[0] == nil {
          setPointer(f, id, 0, PointerFact(node: graph.makeNode([.owned, .written]), place: .start))
        }
        return
      }
      graph.mark(old.node, [.owned, .written])
      setPointer(f, id, 0, old)
    case .resizeArray, .appendToArray: visitArrayGrowth(f, operands, effect)
    case .replaceBuffer:
      if let old = addressFact(f, operands[3]) {
        graph.mark(old.node, [.owned, .written])
        setPointer(f, id, 0, old)
      }
    case .linearAlgebra(let routine): visitRoutine(f, operands, routine)
    case .storeWeak:
      guard let reference = addressFact(f, operands[0]) else { return }
      graph.mark(reference.node, .written)
      graph.claim(.pointer, at: reference)
      exchangePointer(f, operands[1], 0, reference, writes: true, mustExist: true)
    case .loadWeak:
      guard let reference = addressFact(f, operands[0]) else { return }
      graph.claim(.pointer, at: reference)
      exchangePointer(f, id, 0, reference, writes: false, mustExist: true)
    case .initializeObject: flow(f, operands[1], 0, to: f, id, 0, size: 8)
    case .copyMemory:
      guard let target = addressFact(f, operands[0]), let source = addressFact(f, operands[1]) else { return }
      graph.mark(target.node, .written)
      // Nothing is copied from or to beyond the end of an object.
      let isMove = graph.find(source.node) == graph.find(target.node)
      let extent = isMove ? [source, target].compactMap { graph.extent(behind: $0) }.min() : nil
      let size = function.constant(operands[2]) ?? extent
      copyCells(from: source, to: target, size: size)
      // What else the target holds at other times is not in constant text.
      if graph.isText(source) { return }
      copyCells(from: target, to: source, size: size, backward: true)
    case .setMemory:
      if let target = addressFact(f, operands[0]) { graph.mark(target.node, .written) }
    case .deallocate(let index):
      if let target = addressFact(f, operands[index]) { graph.mark(target.node, .written) }
    case .claim(let kind):
      guard let target = addressFact(f, operands[0]) else { return }
      var size: Int?
      if operands.count > 1, case .constant(.integer(let bytes)) = function.values[operands[1]].operation {
        size = Int(bytes)
      }
      claim(kind, at: target, size: size)
    case .relink: visitLinks(f, id, operands, function)
    case .text(let written):
      if let written, let target = addressFact(f, operands[written]) { graph.mark(target.node, .written) }
      guard function.values[id].type.isPointer else { return }
      if let searched = addressFact(f, operands[0]) {
        setPointer(f, id, 0, searched.at(searched.place.repeated(every: 1)))
      } else if values[f][id].pointers[0] == nil {
        setPointer(f, id, 0, PointerFact(node: graph.makeNode(), place: .start))
      }
    case .detached(let call):
      let origin: ObjectOrigin = call.returnsMemory ? [.fixed, .given, .returned] : [.fixed, .given]
      for leaf in function.values[id].type.leaves() where leaf.type.isPointer {
        if values[f][id].pointers[leaf.offset] == nil {
          setPointer(f, id, leaf.offset, PointerFact(node: graph.makeNode([.constant], origin), place: .start))
        }
      }
    case .inactive, .method:
      for leaf in function.values[id].type.leaves() where leaf.type.isPointer {
        if values[f][id].pointers[leaf.offset] == nil {
          setPointer(f, id, leaf.offset, PointerFact(node: graph.makeNode(), place: .start))
        }
      }
      guard case .method = effect else { return }
      for node in (operands + [id]).flatMap({ targets(f, $0) }) { graph.mark(node, .written) }
    }
  }

  /// All nodes of a linked structure are one, and every link may lead to each of them.
  private mutating func visitLinks(
    _ f: FunctionID, _ id: ValueID, _ operands: [ValueID], _ function: FunctionModel
  ) {
    let nodes = operands.filter { function.values[$0].type.isPointer }.compactMap { addressFact(f, $0) }
    guard let first = nodes.first else { return }
    graph.mark(first.node, .written)
    for node in nodes.dropFirst() { graph.unify(first.node, node.node) }
    for node in nodes {
      for link in stride(from: 0, through: 24, by: 8) {
        let place = node.at(node.place.advanced(by: link))
        guard let target = graph.knownPointee(at: place) else { continue }
        graph.unify(target.node, first.node)
        for other in nodes { graph.store(other, at: place) }
      }
    }
    if function.values[id].type.isPointer { for node in nodes { setPointer(f, id, 0, node) } }
  }

  /// The arrays of a routine hold numbers throughout.
  mutating func visitRoutine(_ f: FunctionID, _ operands: [ValueID], _ routine: LinearAlgebraFunction) {
    for array in routine.arrays {
      guard let base = addressFact(f, operands[array.index]) else { continue }
      if array.access != .read { graph.mark(base.node, .written) }
      let size = array.isPivots ? routine.interface.integerBits / 8 : routine.format.size
      let place = base.at(base.place.repeated(every: size))
      graph.claim(array.isPivots ? .integer : .float(routine.format), at: place)
    }
  }

  /// Fresh memory. The tables of a dictionary count as objects of their own.
  mutating func newObject(
    _ size: AllocationSize, _ operands: [ValueID], _ function: FunctionModel
  ) -> PointerFact {
    var bytes: Int?
    if case .operand(let index) = size { bytes = function.constant(operands[index]) }
    let object = PointerFact(node: graph.makeObject(size: bytes), place: .start)
    if case .swiftTable(let table) = size {
      for place in table.tables {
        let contents = PointerFact(node: graph.makeNode(.owned), place: .start)
        graph.store(contents, at: object.at(Place(place)))
      }
    }
    return object
  }

  /// The buffer of an array variable (the last operand) may be replaced by a larger one, which belongs to the same node.
  mutating func visitArrayGrowth(_ f: FunctionID, _ operands: [ValueID], _ effect: LibraryEffect) {
    guard let variable = addressFact(f, operands.last!) else { return }
    let buffer = graph.pointee(at: variable)
    graph.mark(variable.node, .written)
    graph.mark(buffer.node, [.owned, .written])
    guard case .appendToArray = effect, let element = values[f][operands[1]].pointers[0] else { return }
    let place = buffer.at(Place(SwiftRuntime.arrayHeaderSize, stride: 8))
    graph.claim(.pointer, at: place)
    graph.store(element, at: place)
  }

  /// Everything known about `size` bytes (nil: unknown) at `source` holds at `target` too; going backward, it did before.
  mutating func copyCells(from source: PointerFact, to target: PointerFact, size: Int?, backward: Bool = false) {
    let isSame = graph.find(source.node) == graph.find(target.node) && source.place == target.place
    if isSame && source.objects == target.objects { return }
    for (place, cell) in graph.nodes[graph.find(source.node)].cells {
      let claims = cell.claims.filter { $0.objects.intersects(source.objects) }
      var destination = target.place
      let skipped = max(0, (claims.map(\.start).min() ?? source.place.start) - source.place.start)
      let period = gcd(place.stride, source.place.stride)
      var room = Int.max
      if period == 0 {
        let distance = place.offset - source.place.offset
        room = (size ?? .max) - max(0, distance)
        if distance < 0 || size.map({ distance >= $0 }) == true { continue }
        destination = destination.advanced(by: distance)
      } else {
        if place.stride == 0 && place.offset < source.place.start { continue }
        let distance = (place.offset - source.place.offset).modulo(period)
        if let size, distance >= size { continue }
        room = (size ?? .max) - distance
        destination = destination.advanced(by: distance)
        if size.map({ $0 > period }) != false { destination = destination.repeated(every: period) }
        if destination.stride != 0 {
          destination = Place(destination.offset, stride: destination.stride, start: target.place.start + skipped)
        }
      }
      let fact = target.at(settled(destination, place, source.node, target.node, size))
      let kinds = claims.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
      graph.claim(kinds.fitting(in: room), at: fact)
      guard room >= 8, let pointee = cell.pointee else { continue }
      graph.store(pointee, at: fact)
      if backward { graph.inheritOrigin(of: fact) }
    }
  }

  /// Where a copied claim counts. A block of unknown length that moves inside one object moves its claims again and
  /// again: they count at all multiples of the distance. So do claims that wander between objects without end.
  func settled(_ place: Place, _ from: Place, _ source: NodeID, _ target: NodeID, _ size: Int?) -> Place {
    guard place.stride == 0 else { return place }
    let isMove = size == nil && graph.find(source) == graph.find(target)
    if isMove && place.offset != from.offset { return place.repeated(every: place.offset - from.offset) }
    return graph.cellCount(target) > 256 ? place.repeated(every: 8) : place
  }
}
