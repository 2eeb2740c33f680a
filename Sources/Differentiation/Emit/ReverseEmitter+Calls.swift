// Calls, allocations and block copies in both sweeps of reverse mode.
//
// Shadows of released memory live until the reverse sweep is over: they are listed on the tape. Shadows of Swift
// objects are raw memory that no reference counting touches, listed when they are made.

import LLVM

extension ReverseEmitter {
  // MARK: Forward sweep

  func augmentCall(_ id: ValueID, _ value: ModelValue, _ g: FunctionID) {
    builder.position(before: copies[id])
    builder.copyDebugLocation(from: copies[id])
    tape.store(with: builder)
    let arguments = argumentsWithShadows(g, value.operands) + [tape.memory]
    let result = builder.call(program.variant(g, .augmented), arguments)
    tape.load(with: builder)
    guard value.type != .void else {
      copies[id].erase()
      replaceCopy(id, with: result)
      return
    }
    let primalResult = builder.extractValue(result, 0)
    if program.resultHasShadow(g, forward: false) { setShadow(id, lanes.map { builder.extractValue(result, 1 + $0) }) }
    copies[id].replaceAllUses(with: primalResult)
    copies[id].erase()
    replaceCopy(id, with: primalResult)
  }

  /// Has `shadow` released after the reverse sweep.
  func deferRelease(_ shadow: Value, by release: SupportLibrary.Release = .free) {
    builder.call(support.tapeDefer, [tape.memory, shadow, support.integerType(64).constant(release.rawValue)])
  }

  func reallocateShadow(_ id: ValueID, _ value: ModelValue) {
    let size = reallocationSize(id, value)
    let old = shadow(value.operands[0])
    setShadow(
      id,
      lanes.map { lane in
        let memory = builder.call(support.allocateZeroed, [size], name: "shadow")
        switch reallocated(id, value) {
        case .uniform: break
        case .none: builder.memcpy(memory, old[lane], smallerSize(old[lane], size, builder))
        case .repeated(let period, let parts):
          copyAddresses(parts, period, memory, old[lane], smallerSize(old[lane], size, builder))
        case .fixed(let parts):
          let carried = smallerSize(old[lane], size, builder)
          for part in parts where part.holdsAddress {
            let (to, from) = (builder.ptrAdd(memory, part.offset), builder.ptrAdd(old[lane], part.offset))
            builder.call(
              support.copyAddresses(part), [to, from, isWithin(part, carried, builder), size.type.constant(8)])
          }
        case .unknown(let reason):
          program.refuse(
            f, id, "a reallocation of memory whose layout is not known: \(reason)",
            "allocate new memory and copy the elements, or keep numbers in an array of their own")
        }
        deferRelease(old[lane])
        return memory
      })
  }

  /// What a reallocated block consists of: an array of records, or one record.
  private func reallocated(_ id: ValueID, _ value: ModelValue) -> MemorySegments.Pattern {
    let pattern = MemorySegments(activity, f, id, nil, model).pattern
    guard case .unknown = pattern else { return pattern }
    return MemorySegments(activity, f, id, value.operands[1], model).pattern
  }

  /// 1 if the part lies in the first `size` bytes, else 0.
  private func isWithin(_ part: MemorySegment, _ size: Value, _ builder: Builder) -> Value {
    let end = size.type.constant(part.offset + part.size)
    return builder.zextOrTrunc(builder.icmp(.uge, size, end), size.type)
  }

  /// The bytes that a reallocation carries over.
  private func smallerSize(_ old: Value, _ size: Value, _ builder: Builder) -> Value {
    let usable = builder.call(support.usableSize, [old])
    return builder.callIntrinsic("llvm.umin", overloads: [size.type], [usable, size])
  }

  func copyAddresses(_ id: ValueID, _ value: ModelValue) {
    let (target, source) = (value.operands[0], value.operands[1])
    guard activity.isShadowed(f, target) else { return }
    let targets = shadow(target)
    let sources = shadow(source)
    let segments = MemorySegments(activity, copy: id, model)
    refuseForeignWords(id, segments)
    for lane in lanes {
      let size = safeSize(target, targets[lane], primal(target), primal(value.operands[2]), with: builder)
      switch segments.pattern {
      case .uniform: break
      case .none: builder.memmove(targets[lane], sources[lane], size)
      case .fixed(let parts):
        refuseGaps(id, segments)
        let memory = safeAddress(target, targets[lane], primal(target), for: wholeType(parts), with: builder)
        // The blocks may overlap: everything is read before anything is written.
        let addresses = parts.filter(\.holdsAddress).map { part in
          (part, address(part, builder.ptrAdd(sources[lane], part.offset)))
        }
        for (part, address) in addresses {
          let place = builder.ptrAdd(memory, part.offset)
          builder.store(part.mayBeAddress ? leaving(seedOf: target, address, place) : address, place, alignment: 1)
        }
      case .repeated(let period, let parts):
        refuseGaps(id, segments)
        copyAddresses(parts, period, targets[lane], sources[lane], size, leavesSeeds: mayHoldSeeds(target))
      case .unknown(let reason): refuseCopy(id, reason)
      }
    }
  }

  /// The address in shadow memory at `place`.
  private func address(_ part: MemorySegment, _ place: Value) -> Value {
    guard part.mayBeAddress else { return builder.load(support.pointerType, place, alignment: 1) }
    return builder.call(
      support.addressBits, [builder.load(support.integerType(64), place, alignment: 1)])
  }

  /// Copies the addresses in an array of records of `size` bytes.
  private func copyAddresses(
    _ parts: [MemorySegment], _ period: Int, _ target: Value, _ source: Value, _ size: Value, leavesSeeds: Bool = false
  ) {
    for part in parts where part.holdsAddress {
      let (to, from) = (builder.ptrAdd(target, part.offset), builder.ptrAdd(source, part.offset))
      let count = repetitions(of: part, every: period, in: size, with: builder)
      builder.call(
        support.copyAddresses(part, leavesSeeds: leavesSeeds), [to, from, count, count.type.constant(period)])
    }
  }

  private func wholeType(_ parts: [MemorySegment]) -> Type {
    .array(support.integerType(8), parts.map { $0.offset + $0.size }.max() ?? 1)
  }

  /// A part of the caller's records that is only copied, without a type, could hold a number.
  private func refuseGaps(_ id: ValueID, _ segments: MemorySegments) {
    guard let gap = segments.firstGap else { return }
    refuseCopy(id, "nothing tells what the bytes from \(gap) hold")
  }

  private func refuseCopy(_ id: ValueID, _ reason: String) {
    program.refuse(f, id, .layout(reason))
  }

  /// No address but null is made of equal bytes. Zero is no number's adjoint either, whatever the bytes hold.
  func setAddresses(_ id: ValueID, _ value: ModelValue) {
    let target = value.operands[0]
    guard activity.isShadowed(f, target) else { return }
    let byte = primal(value.operands[1])
    for shadow in shadow(target) {
      let size = safeSize(target, shadow, primal(target), primal(value.operands[2]), with: builder)
      switch MemorySegments(activity, f, target, value.operands[2], model).pattern {
      case .uniform: break
      case .none: builder.memset(shadow, byte, size)
      case .fixed(let parts):
        let memory = safeAddress(target, shadow, primal(target), for: wholeType(parts), with: builder)
        for part in parts where part.holdsAddress {
          builder.memset(builder.ptrAdd(memory, part.offset), byte.type.zero, support.integerType(64).constant(8))
        }
      case .repeated(let period, let parts): clearAddresses(id, parts, period, shadow, size)
      case .unknown where queries.isOwn(target): builder.memset(shadow, byte.type.zero, size)
      case .unknown(let reason): refuseCopy(id, reason)
      }
    }
  }

  /// Zeroes the addresses in an array of records of `size` bytes.
  private func clearAddresses(_ id: ValueID, _ parts: [MemorySegment], _ period: Int, _ target: Value, _ size: Value) {
    for part in parts where part.holdsAddress {
      // Where there may be a number instead, the caller could have put its adjoint.
      guard !part.mayBeAddress || queries.isOwn(model.values[id].operands[0]) else {
        return refuseCopy(id, "addresses in records are set to bytes")
      }
      let word = MemorySegment(offset: 0, size: 8, kind: .float(.double))
      let count = repetitions(of: part, every: period, in: size, with: builder)
      let place = builder.ptrAdd(target, part.offset)
      builder.call(support.clear(word), [place, count, count.type.constant(period)])
    }
  }

  // MARK: Reverse sweep

  func emitCallAdjoint(_ id: ValueID, _ value: ModelValue, _ callee: Callee) {
    switch callee {
    case .function(let g): callReverse(id, value, g)
    case .library(let library):
      switch library.effect {
      case .copyMemory: copyAdjoint(id, value)
      case .setMemory: setAdjoint(id, value)
      case .reallocate: reallocateAdjoint(id, value)
      case .linearAlgebra(let routine): routineAdjoint(id, value, routine)
      default: break
      }
    default: break
    }
  }

  private func callReverse(_ id: ValueID, _ value: ModelValue, _ g: FunctionID) {
    let wanted = program.argumentNeeds(g)
    var arguments: [Value] = []
    for (index, operand) in value.operands.prefix(program.activity.program.functions[g].argumentCount).enumerated() {
      let type = program.snapshots[g].function.parameter(index).type
      let primal = wanted.primal.contains(index)
      arguments.append(primal ? atReverse(Need(value: operand, channel: .primal))[0] : type.poison)
      guard program.hasShadow(g, index, forward: false) else { continue }
      let shadow = wanted.shadow.contains(index)
      arguments += shadow ? atReverse(Need(value: operand, channel: .shadow)) : lanes.map { _ in type.poison }
    }
    if program.resultIsActive(g) {
      let type = program.snapshots[g].function.returnType
      arguments += activity.isActive(f, id) ? takeAdjoint(id) : lanes.map { _ in type.zero }
    }
    reverseTape.store(with: reverse)
    let result = reverse.call(program.variant(g, .reverse), arguments + [reverseTape.memory])
    reverseTape.load(with: reverse)
    var index = 0
    for parameter in program.activeParameters(g) {
      for lane in lanes {
        accumulate(value.operands[parameter], lane, reverse.extractValue(result, index))
        index += 1
      }
    }
  }

  private func reverseSize(_ pointer: ValueID, _ shadow: Value, _ size: Value) -> Value {
    guard activity.isMixed(f, pointer) else { return size }
    let primal = atReverse(Need(value: pointer, channel: .primal))[0]
    return reverse.select(reverse.icmp(.eq, shadow, primal), size.type.zero, size)
  }

  private func copyAdjoint(_ id: ValueID, _ value: ModelValue) {
    let (target, source) = (value.operands[0], value.operands[1])
    let targets = atReverse(Need(value: target, channel: .shadow))
    let sourceIsActive = activity.holdsActive(f, source)
    let sources = sourceIsActive ? atReverse(Need(value: source, channel: .shadow)) : targets
    let size = atReverse(Need(value: value.operands[2], channel: .primal))[0]
    for lane in lanes {
      let safe = reverseSize(target, targets[lane], size)
      switch MemorySegments(activity, copy: id, model).pattern {
      case .none, .unknown: break
      case .uniform(let format):
        if !sourceIsActive {
          reverse.memset(targets[lane], support.integerType(8).zero, safe)
          continue
        }
        let part = MemorySegment(offset: 0, size: format.size, kind: .float(format))
        moveAdjoints(part, source, sources[lane], targets[lane], safe)
      case .fixed(let parts):
        let sink = reverseSink(wholeType(parts))
        let memory =
          activity.isMixed(f, target)
          ? reverse.select(reverse.icmp(.eq, safe, safe.type.zero), sink, targets[lane]) : targets[lane]
        let runs = MemorySegment.runs(of: parts)
        let origin = runs.count > 1 && mayOverlap(id) ? takenAside(runs, memory) : memory
        for run in runs {
          guard case .float = run.kind else { continue }
          let place = reverse.ptrAdd(origin, run.offset)
          let bytes = support.integerType(64).constant(run.size)
          if sourceIsActive {
            moveAdjoints(run, source, reverse.ptrAdd(sources[lane], run.offset), place, bytes, base: sources[lane])
          } else if run.isUntyped {
            let words = bytes.type.constant(run.size / run.numberStride)
            reverse.call(support.clear(run), [place, words, bytes.type.constant(run.numberStride)])
          } else {
            reverse.memset(place, support.integerType(8).zero, bytes)
          }
        }
      case .repeated(let period, let parts):
        for part in parts {
          guard case .float = part.kind else { continue }
          let place = reverse.ptrAdd(targets[lane], part.offset)
          let count = repetitions(of: part, every: period, in: safe, with: reverse)
          let step = count.type.constant(period)
          if sourceIsActive {
            let from = reverse.ptrAdd(sources[lane], part.offset)
            moveAdjoints(part, source, from, place, count: count, step: step, base: sources[lane])
          } else {
            reverse.call(support.clear(part), [place, count, step])
          }
        }
      }
    }
  }

  private func mayOverlap(_ id: ValueID) -> Bool {
    guard case .call(.library(let library)) = model.values[id].operation,
      case .copyMemory(let mayOverlap) = library.effect
    else { return false }
    return mayOverlap
  }

  /// Moves adjoints out of the way, so that adding some of them to the source does not mix with those still to come.
  private func takenAside(_ runs: [MemorySegment], _ memory: Value) -> Value {
    let scratch = reverseSlot(wholeType(runs), "aside")
    for run in runs {
      guard case .float = run.kind else { continue }
      let bytes = support.integerType(64).constant(run.size)
      let place = reverse.ptrAdd(memory, run.offset)
      reverse.memcpy(reverse.ptrAdd(scratch, run.offset), place, bytes)
      reverse.memset(place, support.integerType(8).zero, bytes)
    }
    return scratch
  }

  /// Adds the adjoints of a copy of `size` bytes to those of its source and clears them.
  private func moveAdjoints(
    _ part: MemorySegment, _ source: ValueID, _ sourceShadow: Value, _ target: Value, _ size: Value, base: Value? = nil
  ) {
    let wide = reverse.zextOrTrunc(size, support.integerType(64))
    let step = wide.type.constant(part.numberStride)
    let count = reverse.udiv(wide, step)
    moveAdjoints(part, source, sourceShadow, target, count: count, step: step, base: base ?? sourceShadow)
  }

  /// The same for `count` numbers that lie `step` bytes apart. At `base` the memory of the source begins.
  private func moveAdjoints(
    _ part: MemorySegment, _ source: ValueID, _ sourceShadow: Value, _ target: Value, count: Value, step: Value,
    base: Value
  ) {
    guard activity.isMixed(f, source) else {
      reverse.call(support.accumulate(part), [sourceShadow, target, count, step])
      return
    }
    let primal = atReverse(Need(value: source, channel: .primal))[0]
    let isConstant = reverse.icmp(.eq, base, primal)
    let active = reverse.select(isConstant, count.type.zero, count)
    let constant = reverse.select(isConstant, count, count.type.zero)
    reverse.call(support.accumulate(part), [sourceShadow, target, active, step])
    reverse.call(support.clear(part), [target, constant, step])
  }

  private func setAdjoint(_ id: ValueID, _ value: ModelValue) {
    let target = value.operands[0]
    let shadows = atReverse(Need(value: target, channel: .shadow))
    let size = atReverse(Need(value: value.operands[2], channel: .primal))[0]
    for shadow in shadows {
      let safe = reverseSize(target, shadow, size)
      switch MemorySegments(activity, f, target, value.operands[2], model).pattern {
      case .unknown where queries.isOwn(target): reverse.memset(shadow, support.integerType(8).zero, safe)
      case .none, .unknown: break
      case .uniform: reverse.memset(shadow, support.integerType(8).zero, safe)
      case .fixed(let parts):
        let sink = reverseSink(wholeType(parts))
        let memory =
          activity.isMixed(f, target) ? reverse.select(reverse.icmp(.eq, safe, safe.type.zero), sink, shadow) : shadow
        for run in MemorySegment.runs(of: parts) {
          guard case .float = run.kind else { continue }
          reverse.memset(
            reverse.ptrAdd(memory, run.offset), support.integerType(8).zero, support.integerType(64).constant(run.size))
        }
        for gap in MemorySegments.gaps(activity, f, target, value.operands[2], model) where !activity.isMixed(f, target)
        {
          reverse.store(support.integerType(64).zero, reverse.ptrAdd(memory, gap), alignment: 1)
        }
      case .repeated(let period, let parts):
        for part in parts {
          guard case .float = part.kind else { continue }
          let count = repetitions(of: part, every: period, in: safe, with: reverse)
          reverse.call(
            support.clear(part), [reverse.ptrAdd(shadow, part.offset), count, count.type.constant(period)])
        }
      }
    }
  }

  private func reallocateAdjoint(_ id: ValueID, _ value: ModelValue) {
    let parts: [MemorySegment]
    /// The distance between repetitions of a part; nil if there is only one.
    let period: Int?
    switch reallocated(id, value) {
    case .uniform(let format):
      parts = [MemorySegment(offset: 0, size: format.size, kind: .float(format))]
      period = format == .extended ? 16 : format.size
    case .repeated(let step, let found): (parts, period) = (found, step)
    case .fixed(let found): (parts, period) = (found, nil)
    case .none, .unknown: return
    }
    let old = atReverse(Need(value: value.operands[0], channel: .shadow))
    let new = atReverse(Need(value: id, channel: .shadow))
    let size = reverse.zextOrTrunc(
      atReverse(Need(value: value.operands[1], channel: .primal))[0], support.integerType(64))
    for lane in lanes {
      let carried = smallerSize(old[lane], size, reverse)
      for part in parts {
        guard case .float = part.kind else { continue }
        let (to, from) = (reverse.ptrAdd(old[lane], part.offset), reverse.ptrAdd(new[lane], part.offset))
        let count =
          period.map { repetitions(of: part, every: $0, in: carried, with: reverse) }
          ?? isWithin(part, carried, reverse)
        reverse.call(support.accumulate(part), [to, from, count, carried.type.constant(period ?? part.size)])
      }
    }
  }
}

extension MemorySegment {
  /// The distance of one number to the next where they stand side by side.
  var numberStride: Int {
    guard case .float(let format) = kind else { return size }
    return format == .extended ? 16 : format.size
  }

  /// Neighbouring parts of one kind, joined.
  static func runs(of parts: [MemorySegment]) -> [MemorySegment] {
    var runs: [MemorySegment] = []
    for part in parts {
      let stride = part.numberStride
      if let last = runs.last, last.kind == part.kind, last.mayBeAddress == part.mayBeAddress,
        last.isUntyped == part.isUntyped, last.isMixed == part.isMixed,
        last.offset + last.size == part.offset
      {
        runs[runs.count - 1].size += stride
      } else {
        var run = part
        run.size = stride
        runs.append(run)
      }
    }
    return runs
  }
}
