// Where an enum has a small integer in one case and a number in another, optimisers load the number in halves and put
// them together again. Numbers whose bytes were loaded from one place, in whatever pieces, are loaded as what they are.

import LLVM

struct JoinedNumbers {
  let module: Module

  private struct Place {
    var base: Value
    var offset: Int
    var loads: Set<Value>
  }

  func rewrite(in function: Function) {
    for value in function.instructions where value.type.isFloatOrFloatVector {
      switch value.opcode {
      case .bitCast where value.operand(0).type.isIntegerOrVectorOfIntegers: rewrite(value)
      case .load where ByteOrigins.isPrivate(ByteOrigins.split(value.operand(0)).base): rewrite(value)
      default: break
      }
    }
    for variable in function.entry.instructions where ByteOrigins.isPrivate(variable) { removeIfUnread(variable) }
  }

  /// Removes a variable that is only stored to.
  private func removeIfUnread(_ variable: Value) {
    var work = [variable]
    var found: [Value] = []
    while let address = work.popLast() {
      found.append(address)
      for user in address.users {
        switch user.opcode {
        case .getElementPtr: work.append(user)
        case .store: found.append(user)
        default: return
        }
      }
    }
    for instruction in found.filter({ $0.opcode == .store }) + found.reversed().filter({ $0.opcode != .store }) {
      instruction.erase()
    }
  }

  private func rewrite(_ bits: Value) {
    let number = bits.type.isVector ? bits.type.element : bits.type
    let width = module.dataLayout.bitSize(of: number) / 8
    let lanes = bits.type.isVector ? Self.usedLanes(of: bits) : [0]
    guard [4, 8].contains(width), let lanes, !lanes.isEmpty else { return }
    var places: [(lane: Int, place: Place, last: Value)] = []
    for lane in lanes.sorted() {
      guard let place = place(of: bits, lane * width, width), let last = last(of: place.loads) else { return }
      places.append((lane, place, last))
    }
    guard places.contains(where: { isInPieces($0.place, width) }) else { return }
    let builder = Builder(module.context)
    var result = bits.type.poison
    for (lane, place, last) in places {
      builder.position(before: last)
      builder.copyDebugLocation(from: last)
      let value = builder.load(number, builder.ptrAdd(place.base, place.offset), alignment: min(last.alignment, width))
      builder.position(before: bits)
      result = bits.type.isVector ? builder.insertElement(result, value, lane) : value
    }
    bits.replaceAllUses(with: result)
    bits.erase()
  }

  /// The elements that are used; nil if all may be.
  private static func usedLanes(of vector: Value) -> Set<Int>? {
    var result: Set<Int> = []
    for user in vector.users {
      guard user.opcode == .extractElement, let lane = user.operand(1).constantUInt else {
        return Set(0..<vector.type.count)
      }
      result.insert(Int(lane))
    }
    return result
  }

  /// True if the number is not simply loaded as an integer of its size or more.
  private func isInPieces(_ place: Place, _ width: Int) -> Bool {
    place.loads.count > 1
      || place.loads.contains {
        $0.type.isPointer || $0.type.isVector && module.dataLayout.bitSize(of: $0.type.element) < 8 * width
      }
  }

  /// Where the bytes `start..<start + width` lie in memory, if side by side.
  private func place(of bits: Value, _ start: Int, _ width: Int) -> Place? {
    let origins = ByteOrigins(layout: module.dataLayout)
    var result: Place?
    for index in 0..<width {
      guard case .loaded(let load, let offset)? = origins.origin(of: bits, start + index) else { return nil }
      let (base, distance) = ByteOrigins.split(load.operand(0))
      if var place = result {
        guard place.base == base, place.offset + index == distance + offset else { return nil }
        place.loads.insert(load)
        result = place
      } else {
        result = Place(base: base, offset: distance + offset, loads: [load])
      }
    }
    return result
  }

  /// The load that comes last, if no other memory was written since the first.
  private func last(of loads: Set<Value>) -> Value? { loads.first { comesLast($0, loads) } }

  private func comesLast(_ load: Value, _ loads: Set<Value>) -> Bool {
    var missing = loads
    var next: Value? = load
    for _ in 0..<1000 {
      guard let current = next else { return false }
      missing.remove(current)
      if missing.isEmpty { return true }
      if current.mayWriteMemory, !Self.isRetain(current) { return false }
      if let previous = current.previousInstruction {
        next = previous
      } else {
        let predecessors = current.parentBlock.predecessors
        next = predecessors.count == 1 ? predecessors[0].terminator : nil
      }
    }
    return false
  }

  private static func isRetain(_ call: Value) -> Bool {
    call.isCall && call.calledFunction.map { SwiftRuntime.retains.contains($0.name) } ?? false
  }
}
