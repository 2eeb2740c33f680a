// Integers too small for a number, in memory of which the facts can only tell that it holds such integers as well as
// numbers: the key of a pair in an array that is addressed by computed distances. They are taken for what their types
// say. Half a number would have an adjoint, so the reverse sweep looks, and stops the program where it finds one.

import LLVM

extension ReverseEmitter {
  /// True if something says that there are integers, and no number of which anything is known has room.
  func isSmallInteger(_ size: Int, _ kinds: [Int: KindSet]) -> Bool {
    let all = kinds.values.reduce(into: KindSet()) { $0.formUnion($1) }
    return size < 8 && all.contains(.integer) && all.formats.allSatisfy { $0.size > size }
      && (all.hasFloat || all.contains(.partOfFloat))
  }

  /// True for a byte that is handed from function to function, or chosen from such: the tag of an enum, for one. A byte of a
  /// number would have to be loaded or cut off as one somewhere, which is seen there.
  func isHandedByte(_ id: ValueID) -> Bool {
    var seen: Set<ValueID> = []
    var work = [id]
    while let next = work.popLast() {
      guard seen.insert(next).inserted else { continue }
      let value = model.values[next]
      if case .store = value.operation {
        work.append(value.operands[0])
        continue
      }
      guard value.type == .integer(bits: 8) else { return false }
      switch value.operation {
      case .argument, .constant, .extractValue, .call(.function): continue
      case .phi, .freeze: work += value.operands
      case .select: work += value.operands.dropFirst()
      default: return false
      }
    }
    return true
  }

  /// Where such an integer is written, no adjoint may wait. Memory of the caller may hold a copy of the integer, and an
  /// address has a shadow: there nothing can be said.
  func expectNoAdjoint(_ id: ValueID, _ type: Type, _ address: Value, _ kinds: [Int: KindSet]) {
    guard queries.isOwn(queries.accessedAddress(id)), !kinds.values.contains(where: { $0.contains(.pointer) }) else {
      return
    }
    expectNoAdjoint(reverse.load(type, address, alignment: 1))
  }

  /// Nor may such an integer get an adjoint where it is used.
  func expectNoAdjoint(_ adjoint: Value) {
    if adjoint.isConstant && adjoint.isZero { return }
    let width = program.names.types.layout.bitSize(of: adjoint.type)
    let bits = reverse.bitcast(adjoint, support.integerType(width))
    reverse.call(support.expectNothing, [reverse.zextOrTrunc(bits, support.integerType(64))])
  }

  /// Elements that are integers are moved as bits; the bits of a number can be moved to one place only.
  func expectSingleMoves(_ id: ValueID, _ mask: [Int], _ element: Type) {
    let taken = mask.filter { $0 >= 0 }
    if Set(taken).count == taken.count { return }
    if isSmallInteger(program.names.types.layout.size(of: element), activity.memory.values[f][id].kinds) { return }
    program.refuse(f, id, .partOfNumber)
  }

  /// Of two integers one is nothing, as long as nothing is moved to two places.
  func sumOfElements(_ a: Value, _ b: Value) -> Value { a.type.isInteger ? reverse.or(a, b) : addAdjoints(a, b) }
}

extension SupportLibrary {
  /// Ends the program if its argument is not zero.
  var expectNothing: Function {
    _ = allocateZeroed
    return textual(
      "nabla.expect.nothing",
      #"""
      @nabla.expect.message = private constant [74 x i8] c"nabla: half a floating-point number was copied as an integer; copy wholes\0A"

      declare i64 @write(i32, ptr, i64)
      declare void @abort()

      define internal void @nabla.expect.nothing(i64 %bits) {
        %nothing = icmp eq i64 %bits, 0
        br i1 %nothing, label %done, label %stop
      stop:
        call i64 @write(i32 2, ptr @nabla.expect.message, i64 74)
        call void @abort()
        unreachable
      done:
        ret void
      }
      """#)
  }
}
