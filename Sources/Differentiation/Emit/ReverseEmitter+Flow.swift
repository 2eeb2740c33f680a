// The control flow of the reverse sweep: blocks backwards, loops from their last iteration to their first.
//
// The reverse of a block ends by going to the reverse of the block it was entered from. A loop is entered at its exits
// with the number of iterations at hand and left when its header has been reversed for the first iteration. A loop
// with several exits gets a dispatcher, so that its reverse is again a loop with one entry.

import LLVM

/// Directs the entries of a reversed loop to the reverse of the block where an iteration ended.
struct Dispatcher {
  var block: BasicBlock
  /// 0 for the latch, otherwise the index of the exiting edge plus 1.
  var choice: Value
  var edges: [LoopEdge]
}

/// An edge that leaves a loop.
struct LoopEdge: Hashable {
  var from: BlockID
  var to: BlockID
}

extension ReverseEmitter {
  func emitReverseSweep() {
    reverseBlocks = model.blocks.indices.map { block in
      let info = model.blocks[block]
      guard info.isReachable, info.reachesReturn, !isInert(info.loop) else { return nil }
      return reverseFunction.appendBlock("reverse.\(snapshot.blocks[block].name)")
    }
    makeDispatchers()
    guard let last = model.order.first(where: { isReturn($0) }), let start = reverseBlocks[last] else {
      finishWithoutSweep()
      return
    }
    openReverseRoot()
    seedResult()
    reverse.br(start)
    for block in model.order.reversed() where reverseBlocks[block] != nil { emitReverse(of: block) }
    fillDispatchers()
  }

  private func isReturn(_ block: BlockID) -> Bool {
    if case .ret = model.values[model.blocks[block].instructions.last!].operation { return true }
    return false
  }

  /// The root is never inert: its reverse at least returns.
  func isInert(_ loop: LoopID) -> Bool { loop != 0 && plan.inertLoops[loop] }

  /// A function that never returns, or has nothing to reverse.
  private func finishWithoutSweep() {
    reverse.unreachable()
  }

  /// The records of a whole call: its root frame lies below those of its loops.
  private func openReverseRoot() {
    stepBack(0)
  }

  private func seedResult() {
    guard program.resultIsActive(f), let result = model.returnValue else { return }
    for lane in lanes { accumulate(result, lane, seeds[lane]) }
  }

  private func emitReverse(of block: BlockID) {
    reverse.position(atEndOf: reverseBlocks[block]!)
    currentBlock = block
    atHand = [:]
    for id in model.blocks[block].instructions.reversed() {
      if case .phi = model.values[id].operation { break }
      if queries.hasAdjoint(id) {
        reverse.copyDebugLocation(from: copies[id])
        emitAdjoint(of: id)
      }
    }
    let phis = model.blocks[block].instructions.prefix {
      if case .phi = model.values[$0].operation { true } else { false }
    }
    let active = phis.filter { queries.hasAdjoint($0) }
    let adjoints = active.map { ($0, takeAdjoint($0)) }
    leave(block, adjoints)
  }

  // MARK: Leaving a block

  private func leave(_ block: BlockID, _ phis: [(ValueID, [Value])]) {
    let info = model.blocks[block]
    if info.loop != 0 && model.loops[info.loop].header == block {
      leaveIteration(info.loop, phis)
      return
    }
    if info.predecessors.isEmpty {
      finishFrame(0)
      returnAdjoints()
      return
    }
    switch plan.entries[block] {
    case .single: followEdge(from: info.predecessors[0], to: block, phis)
    case .skip(let dominator): reverse.br(reverseBlocks[dominator]!)
    case .kept:
      let index = read(.entry(block), in: info.loop)
      branch(on: index, Array(info.predecessors.enumerated().map { ($0.offset, $0.element) }), to: block, phis)
    case .condition(let dominator, let reached): branchOnCondition(of: dominator, reached, to: block, phis)
    }
  }

  /// Goes to the predecessor whose number `index` holds.
  private func branch(
    on index: Value, _ targets: [(number: Int, predecessor: BlockID)], to block: BlockID, _ phis: [(ValueID, [Value])]
  ) {
    let edges = targets.map { _ in reverseFunction.appendBlock("edge") }
    reverse.switchInst(
      index, default: edges[0], cases: zip(targets, edges).dropFirst().map { (index.type.constant($0.number), $1) })
    for (target, edge) in zip(targets, edges) {
      reverse.position(atEndOf: edge)
      followEdge(from: target.predecessor, to: block, phis)
    }
  }

  private func branchOnCondition(
    of dominator: BlockID, _ reached: [BlockID], to block: BlockID, _ phis: [(ValueID, [Value])]
  ) {
    let terminator = model.blocks[dominator].instructions.last!
    let condition = atReverse(Need(value: model.values[terminator].operands[0], channel: .primal))[0]
    var edges: [BlockID: BasicBlock] = [:]
    for predecessor in reached where predecessor >= 0 && edges[predecessor] == nil {
      edges[predecessor] = reverseFunction.appendBlock("edge")
    }
    let fallback = edges.values.first!
    let original = copies[terminator]
    if original.opcode == .br {
      reverse.condBr(condition, edges[reached[0]] ?? fallback, edges[reached[1]] ?? fallback)
    } else {
      let byBlock = Dictionary(
        zip(model.blocks[dominator].successors, reached).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
      func edge(_ successor: BasicBlock) -> BasicBlock {
        byBlock[blockID(ofOriginal: successor)].flatMap { edges[$0] } ?? fallback
      }
      let switchValue = snapshot.values[terminator]
      reverse.switchInst(
        condition, default: edge(switchValue.defaultDestination),
        cases: switchValue.cases.map { ($0.value, edge($0.block)) })
    }
    for (predecessor, edge) in edges.sorted(by: { $0.key < $1.key }) {
      reverse.position(atEndOf: edge)
      followEdge(from: predecessor, to: block, phis)
    }
  }

  private func blockID(ofOriginal block: BasicBlock) -> BlockID { snapshot.blockIDs[block]! }

  /// Hands adjoints of phis to what came in over the edge, and goes to the reverse of its origin.
  private func followEdge(from predecessor: BlockID, to block: BlockID, _ phis: [(ValueID, [Value])]) {
    for (phi, adjoints) in phis {
      guard case .phi(let origins) = model.values[phi].operation, let index = origins.firstIndex(of: predecessor) else {
        continue
      }
      for lane in lanes { accumulate(model.values[phi].operands[index], lane, adjoints[lane]) }
    }
    let entered = loopsEntered(from: predecessor, to: block)
    for loop in entered.prefix(while: { !isInert($0) }) { enterReversed(loop) }
    reverse.br(entrance(entered, LoopEdge(from: predecessor, to: block)))
  }

  /// The loops that the reverse sweep enters by this edge, outermost first.
  private func loopsEntered(from predecessor: BlockID, to block: BlockID) -> [LoopID] {
    var result: [LoopID] = []
    var loop = model.blocks[predecessor].loop
    while !model.loop(model.blocks[block].loop, isInside: loop) {
      result.insert(loop, at: 0)
      loop = model.loops[loop].parent!
    }
    return result
  }

  // MARK: Loops

  /// Sets the iteration and finds the frame of the last one.
  private func enterReversed(_ loop: LoopID) {
    let count: Value
    switch plan.counts[loop] {
    case .value(let value): count = uncached { atReverse(Need(value: value, channel: .primal))[0] }
    case .counted: count = read(.count(loop), in: model.loops[loop].parent!)
    }
    reverse.store(reverse.zextOrTrunc(count, support.integerType(64)), reverseIterations[loop])
    stepBack(loop)
  }

  /// Makes the frame of the iteration before the cursor the current one.
  private func stepBack(_ loop: LoopID) {
    let size = frames[loop].size
    guard size > 0 else { return }
    let integer = support.integerType(64)
    let cursor = reverse.load(integer, reverseTape.cursor)
    if plan.hasInnerRecords[loop] {
      let place = reverse.sub(cursor, integer.constant(8))
      reverse.store(place, reverseTape.cursor)
      let offset = reverse.load(integer, reverseTape.address(place, with: reverse), alignment: 1)
      adjointMemory.exclude(offset)
      reverse.store(support.count(offset), reverseFrameOffsets[loop])
    } else {
      let offset = reverse.sub(cursor, integer.constant(size))
      reverse.store(offset, reverseTape.cursor)
      reverse.store(offset, reverseFrameOffsets[loop])
    }
  }

  /// Drops the frame of an iteration that has been reversed.
  private func finishFrame(_ loop: LoopID) {
    guard frames[loop].size > 0 else { return }
    reverse.store(reverse.load(support.integerType(64), reverseFrameOffsets[loop]), reverseTape.cursor)
  }

  private func leaveIteration(_ loop: LoopID, _ phis: [(ValueID, [Value])]) {
    let info = model.loops[loop]
    let integer = support.integerType(64)
    finishFrame(loop)
    let iteration = reverse.load(integer, reverseIterations[loop])
    let isFirst = reverse.icmp(.eq, iteration, integer.zero)
    let out = reverseFunction.appendBlock("loop.start")
    let again = reverseFunction.appendBlock("loop.again")
    reverse.condBr(isFirst, out, again)
    let header = info.header
    reverse.position(atEndOf: out)
    followEdge(from: info.preheader, to: header, phis)
    reverse.position(atEndOf: again)
    reverse.store(reverse.sub(iteration, integer.constant(1)), reverseIterations[loop])
    atHand = [:]
    stepBack(loop)
    handToLatch(phis, info, header)
  }

  private func handToLatch(_ phis: [(ValueID, [Value])], _ info: ModelLoop, _ header: BlockID) {
    for (phi, adjoints) in phis {
      guard case .phi(let origins) = model.values[phi].operation, let index = origins.firstIndex(of: info.latch) else {
        continue
      }
      let operand = model.values[phi].operands[index]
      carriedAdjoints.insert(operand)
      for lane in lanes { accumulate(operand, lane, adjoints[lane]) }
    }
    let loop = model.blocks[header].loop
    if let dispatcher = dispatchers[loop] {
      reverse.store(support.integerType(32).zero, dispatcher.choice)
      reverse.br(dispatcher.block)
    } else {
      reverse.br(reverseBlocks[info.latch]!)
    }
  }

  // MARK: Several exits

  private func makeDispatchers() {
    for loop in model.loops.indices.dropFirst() where !isInert(loop) {
      var edges: [LoopEdge] = []
      for block in model.order where model.loop(model.blocks[block].loop, isInside: loop) {
        for successor in Set(model.blocks[block].successors).sorted()
        where model.blocks[successor].reachesReturn && !model.loop(model.blocks[successor].loop, isInside: loop) {
          edges.append(LoopEdge(from: block, to: successor))
        }
      }
      guard edges.count > 1 else { continue }
      dispatchers[loop] = Dispatcher(
        block: reverseFunction.appendBlock("loop.enter"), choice: reverseSlot(support.integerType(32), "entrance"),
        edges: edges)
    }
  }

  /// Where to go to reverse the iteration that ended with `edge`; sets the choices of all dispatchers on the way.
  private func entrance(_ entered: [LoopID], _ edge: LoopEdge) -> BasicBlock {
    for inner in entered {
      if let dispatcher = dispatchers[inner], let index = dispatcher.edges.firstIndex(of: edge) {
        reverse.store(support.integerType(32).constant(index + 1), dispatcher.choice)
      }
    }
    return nextStop(entered[...], edge)
  }

  /// A loop without adjoints is passed by: its reverse is the reverse of what stands before it.
  private func nextStop(_ entered: ArraySlice<LoopID>, _ edge: LoopEdge) -> BasicBlock {
    for loop in entered {
      if isInert(loop) { return reverseBlocks[model.loops[loop].preheader]! }
      if let dispatcher = dispatchers[loop] { return dispatcher.block }
    }
    return reverseBlocks[edge.from]!
  }

  private func fillDispatchers() {
    let integer = support.integerType(32)
    for (loop, dispatcher) in dispatchers.sorted(by: { $0.key < $1.key }) {
      reverse.position(atEndOf: dispatcher.block)
      reverse.clearDebugLocation()
      let cases = dispatcher.edges.enumerated().map { index, edge in
        let entered = loopsEntered(from: edge.from, to: edge.to)
        let deeper = entered.drop { $0 != loop }.dropFirst()
        return (value: integer.constant(index + 1), block: nextStop(deeper, edge))
      }
      reverse.switchInst(
        reverse.load(integer, dispatcher.choice), default: reverseBlocks[model.loops[loop].latch]!, cases: cases)
    }
  }
}
