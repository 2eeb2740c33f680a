// Numbers in memory of which nobody knows whose it is have no derivative, and none may be made up: where an address is
// put together from bits in ways that the memory analysis does not follow, the access is refused.

extension ProgramEmitter {
  func refuseUnknownOrigins() {
    let graph = activity.memory.graph
    let excepted = nodesBehindNumbers().union(nodesBehindGlobals())
    for function in activity.program.functions {
      for id in function.blocks.lazy.flatMap(\.instructions) {
        let value = function.values[id]
        guard case .load = value.operation, value.type.leaves(limit: 1).contains(where: { $0.type.isFloat }),
          let fact = activity.memory.target(function.id, value.operands[0])
        else { continue }
        let flags = graph.flags(fact.node)
        guard flags.contains(.useful), flags.isDisjoint(with: [.owned, .external, .constant]),
          !excepted.contains(graph.find(fact.node)), !isNowhere(value.operands[0], function),
          !isNeverStored(fact.node)
        else { continue }
        refuse(function.id, id, .addressFromBits)
      }
    }
  }

  /// Objects behind addresses that are the bits of a number: a call through a pointer was taken for one of a function with
  /// other types, where no execution comes by.
  private func nodesBehindNumbers() -> Set<NodeID> {
    var result: Set<NodeID> = []
    for function in activity.memory.values.indices {
      for value in activity.memory.values[function] {
        for (offset, fact) in value.pointers where value.kinds[offset]?.hasFloat == true {
          result.insert(activity.memory.graph.find(fact.node))
        }
      }
    }
    return result
  }

  /// Objects that global variables lead to: what the program has put there before is constant.
  private func nodesBehindGlobals() -> Set<NodeID> {
    let graph = activity.memory.graph
    var result: Set<NodeID> = []
    var waiting = activity.memory.globalNodes
    while let node = waiting.popLast() {
      if result.insert(graph.find(node)).inserted { waiting += graph.pointees(of: node) }
    }
    return result
  }

  /// Whether an address is one of elements of the shared empty collection, which no execution reads.
  private func isNowhere(_ address: ValueID, _ function: FunctionModel) -> Bool {
    struct Place: Hashable {
      var function: FunctionID
      var value: ValueID
    }
    var seen: Set<Place> = []
    var work = [Place(function: function.id, value: address)]
    while let place = work.popLast() {
      guard seen.insert(place).inserted else { continue }
      let current = activity.program.functions[place.function]
      let value = current.values[place.value]
      switch value.operation {
      case .constant(.zero):
        // The collection, and not a null that somebody adds bits to.
        if snapshots[place.function].values[place.value].isZero { return false }
      case .constant(.undefined): continue
      case .gep: work.append(Place(function: place.function, value: value.operands[0]))
      case .phi: work += value.operands.map { Place(function: place.function, value: $0) }
      default:
        guard place.value < current.argumentCount, place.function != activity.program.root else { return false }
        for caller in activity.program.functions {
          for call in caller.values {
            guard case .call(.function(place.function)) = call.operation else { continue }
            work.append(Place(function: caller.id, value: call.operands[place.value]))
          }
        }
      }
    }
    return true
  }

  /// Whether addresses of an object are only read from memory into which nobody puts addresses, nor bits that could be
  /// one: no execution comes by. A function like `printf`, called without pointers, reads arguments in this way, and a
  /// `switch` the objects of cases that the program never makes.
  private func isNeverStored(_ node: NodeID) -> Bool {
    let graph = activity.memory.graph
    let object = graph.find(node)
    return activity.program.functions.allSatisfy { function in
      function.values.indices.allSatisfy { id in
        let value = function.values[id]
        if activity.memory.targets(function.id, id).contains(object), !handsAddressesOn(value.operation) {
          return false
        }
        let (stored, address): (ValueID?, ValueID)
        switch value.operation {
        case .store: (stored, address) = (value.operands[0], value.operands[1])
        case .atomicUpdate: (stored, address) = (nil, value.operands[0])
        default: return true
        }
        guard let target = activity.memory.target(function.id, address) else { return true }
        let written = function.values[stored ?? id].type.leaves(limit: .max).map {
          target.place.advanced(by: $0.offset)
        }
        let isElement =
          target.place.stride != 0 && stored.map { activity.memory.targets(function.id, $0).isEmpty } ?? false
        let meetsAddress = graph.pointerPlaces(of: target.node).contains { place in
          // An address in a field is none of the elements of an array of integers.
          guard !(isElement && place.stride == 0) else { return false }
          return graph.cell(target.node, place)?.pointee.map { graph.find($0.node) } == object
            && written.contains(where: place.mayOverlap)
        }
        return !meetsAddress || stored.map { !mayHoldAddressBits($0, function, besides: object) } ?? false
      }
    }
  }

  private func handsAddressesOn(_ operation: Operation) -> Bool {
    switch operation {
    case .load, .gep, .phi, .select, .freeze, .argument, .call(.function), .store, .integerToPointer, .extractValue,
      .insertValue, .integerArithmetic(.and), .integerArithmetic(.or):
      true
    default: false
    }
  }

  /// True for a number that arithmetic has made: one that is only moved may be an address that was loaded as a number.
  private func isComputed(_ number: ValueID, _ function: FunctionModel) -> Bool {
    if case .rule = function.values[number].operation { return true }
    return false
  }

  /// Whether integers inside a value are wide enough for an address, and not extended from smaller ones or computed from
  /// such, nor the bits of a number. Those that hand on addresses of `object` come from where these are looked at.
  private func mayHoldAddressBits(_ stored: ValueID, _ function: FunctionModel, besides object: NodeID) -> Bool {
    var seen: Set<ValueID> = []
    var work = [stored]
    while let id = work.popLast() {
      guard seen.insert(id).inserted else { continue }
      let value = function.values[id]
      guard value.type.leaves().contains(where: { !$0.type.isFloat && !$0.type.isPointer && $0.type.size >= 8 }) else {
        continue
      }
      switch value.operation {
      case .constant, .numericConversion: continue
      case .bitcast where isComputed(value.operands[0], function): continue
      case .load, .argument, .extractValue, .call(.function):
        guard activity.memory.targets(function.id, id).contains(object) else { return true }
      case .zeroExtend, .signExtend, .integerArithmetic, .phi, .select, .freeze: work += value.operands
      default: return true
      }
    }
    return false
  }
}
