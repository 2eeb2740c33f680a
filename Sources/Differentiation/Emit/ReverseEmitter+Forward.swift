// The forward sweep of reverse mode: shadows of addresses, records of what is kept, counts of iterations.

import LLVM

extension ReverseEmitter {
  func emitForwardSweep() {
    for block in model.order {
      for id in model.blocks[block].instructions { emitShadow(id) }
    }
    finishPhis()
    for (loop, slots) in plan.frames.enumerated() {
      for slot in slots { keep(slot, in: loop) }
    }
    if program.options.replays, !isJoint { logResults() }
    for loop in model.loops.indices { emitLoopRecords(loop) }
  }

  // MARK: Keeping

  private func keep(_ item: Slot, in loop: LoopID) {
    switch item {
    case .value(let need):
      if let kept = keptContents[need] {
        builder.position(after: kept)
        write([kept], to: item, in: loop)
        return
      }
      position(after: need.value)
      let values = need.channel == .primal ? [primal(need.value)] : shadow(need.value)
      if need.channel == .shadow, let last = values.last, last.isInstruction { positionBehind(last, need.value) }
      write(values, to: item, in: loop)
    case .entry(let block): keepEntry(block, item, in: loop)
    case .count: break  // written where the loop is left
    }
  }

  /// Moves the builder behind a shadow, which may stand behind the copy of its primal.
  private func positionBehind(_ shadow: Value, _ id: ValueID) {
    if shadow.opcode == .phi {
      builder.position(atFirstNonPhiOf: shadow.parentBlock)
    } else {
      builder.position(after: shadow)
    }
  }

  func write(_ values: [Value], to item: Slot, in loop: LoopID) {
    for (lane, value) in values.enumerated() {
      if let slots = rootSlots[item], loop == 0 {
        builder.store(value, slots[lane])
      } else {
        let store = builder.store(value, slotAddress(item, lane, in: loop), alignment: 1)
        if isJoint { adjointMemory.exclude(store) }
        if isCount(item) { support.count(store) }
      }
    }
  }

  private func slotAddress(_ item: Slot, _ lane: Int, in loop: LoopID) -> Value {
    let offset = builder.load(support.integerType(64), frameOffsets[loop])
    let place = builder.add(offset, offset.type.constant(frames[loop].offsets[item]![lane]))
    return tape.address(place, with: builder)
  }

  private func keepEntry(_ block: BlockID, _ item: Slot, in loop: LoopID) {
    let type = support.integerType(16)
    builder.position(before: blocks[block].first!)
    let phi = builder.phi(type, name: "entered.from")
    for (index, predecessor) in model.blocks[block].predecessors.enumerated() {
      // A predecessor with several edges to this block (a switch) appears once for each of them.
      let edges = model.blocks[predecessor].successors.filter { $0 == block }.count
      for _ in 0..<edges { phi.addIncoming(type.constant(index), from: endBlock(predecessor)) }
    }
    builder.position(atFirstNonPhiOf: blocks[block])
    write([phi], to: item, in: loop)
  }

  /// The block in which the copy of a model block ends now.
  func endBlock(_ block: BlockID) -> BasicBlock {
    copies[model.blocks[block].instructions.last!].parentBlock
  }

  // MARK: Loops

  /// Counts iterations, opens a frame per iteration and closes it with its offset where inner records follow it.
  private func emitLoopRecords(_ loop: LoopID) {
    let integer = support.integerType(64)
    if loop == 0 {
      if usesTape { openFrame(0, before: setupEnd.nextInstruction!) }
      return
    }
    guard !plan.inertLoops[loop] else { return }
    let info = model.loops[loop]
    var isCounted = false
    if case .counted = plan.counts[loop] { isCounted = true }
    if isCounted {
      builder.position(before: endBlock(info.preheader).terminator!)
      builder.store(integer.zero, iterations[loop])
    }
    if frames[loop].size > 0 { openFrame(loop, before: blocks[info.header].firstNonPhi!) }
    closeFrame(loop, before: endBlock(info.latch).terminator!)
    if isCounted {
      builder.position(before: endBlock(info.latch).terminator!)
      builder.store(builder.add(builder.load(integer, iterations[loop]), integer.constant(1)), iterations[loop])
    }
    for exit in exits(of: loop) where model.blocks[exit].reachesReturn { emitExit(of: loop, to: exit, isCounted) }
  }

  /// Blocks outside the loop that are entered from it.
  func exits(of loop: LoopID) -> [BlockID] {
    var result: [BlockID] = []
    for block in model.order where model.loop(model.blocks[block].loop, isInside: loop) {
      for successor in model.blocks[block].successors
      where !model.loop(model.blocks[successor].loop, isInside: loop) && !result.contains(successor) {
        result.append(successor)
      }
    }
    return result
  }

  /// Where the loop is left: closes the frame of the last iteration and keeps the count in the parent's frame. If an
  /// edge leaves several loops, inner ones are handled first (they have higher ids and are prepended later).
  private func emitExit(of loop: LoopID, to exit: BlockID, _ isCounted: Bool) {
    let start = blocks[exit].firstNonPhi!
    closeFrame(loop, before: start)
    if isCounted {
      builder.position(before: start)
      let count = builder.load(support.integerType(64), iterations[loop])
      write([count], to: .count(loop), in: model.loops[loop].parent!)
    }
  }

  private func openFrame(_ loop: LoopID, before position: Value) {
    let size = frames[loop].size
    guard size > 0 else { return }
    let integer = support.integerType(64)
    if !reserveWholeLoop(loop) { reserve(size, before: position) }
    builder.position(before: position)
    let cursor = builder.load(integer, tape.cursor)
    builder.store(cursor, frameOffsets[loop])
    builder.store(builder.add(cursor, integer.constant(size)), tape.cursor)
  }

  /// Where inner loops and calls leave records behind the frame, its offset follows them.
  func closeFrame(_ loop: LoopID, before position: Value) {
    guard plan.hasInnerRecords[loop], frames[loop].size > 0 else { return }
    let integer = support.integerType(64)
    reserve(8, before: position)
    let cursor = builder.load(integer, tape.cursor)
    support.count(
      builder.store(builder.load(integer, frameOffsets[loop]), tape.address(cursor, with: builder), alignment: 1))
    builder.store(builder.add(cursor, integer.constant(8)), tape.cursor)
  }

  /// Where the number of iterations is known and nothing else is recorded in between, room for all frames is made
  /// before the loop.
  private func reserveWholeLoop(_ loop: LoopID) -> Bool {
    guard loop != 0, !plan.hasInnerRecords[loop], let count = model.loops[loop].tripCount else { return false }
    let position = endBlock(model.loops[loop].preheader).terminator!
    builder.position(before: position)
    let integer = support.integerType(64)
    let iterations = builder.callIntrinsic(
      "llvm.umin", overloads: [integer], [builder.zextOrTrunc(primal(count), integer), integer.constant(1 << 40)])
    let bytes = builder.mul(builder.add(iterations, integer.constant(1)), integer.constant(frames[loop].size))
    reserve(bytes, before: position)
    return true
  }

  private func reserve(_ size: Int, before next: Value) {
    reserve(support.integerType(64).constant(size), before: next)
  }

  /// Makes sure that `size` bytes fit behind the cursor.
  private func reserve(_ size: Value, before next: Value) {
    builder.position(before: next)
    let integer = support.integerType(64)
    let needed = builder.add(builder.load(integer, tape.cursor), size)
    let isFull = builder.icmp(.ugt, needed, builder.load(integer, tape.capacity))
    let rest = next.parentBlock.split(before: next)
    let check = rest.previous!
    let grow = target.appendBlock("tape.grow")
    grow.moveAfter(check)
    let jump = check.terminator!
    builder.position(before: jump)
    builder.condBr(isFull, grow, rest)
    jump.erase()
    builder.position(atEndOf: grow)
    tape.store(with: builder)
    builder.call(support.tapeGrow, [tape.memory, needed])
    tape.load(with: builder)
    builder.br(rest)
    builder.position(before: next)
  }
}
