// What a function's front end declares about the memory behind its pointers.

import LLVM

extension SnapshotReader {
  /// Hints from debug information and alias metadata.
  func readHints(_ function: Function, _ ids: [Value: ValueID], _ types: DeclaredTypeReader) -> [PointeeHint] {
    var hints: [PointeeHint] = []
    for (pointer, type) in function.debugPointees {
      guard let id = ids[pointer] else { continue }
      hints.append(PointeeHint(pointer: id, type: types.id(type), repeats: pointer.opcode != .alloca))
    }
    for instruction in function.instructions {
      if instruction.opcode == .alloca, let id = ids[instruction] {
        hints.append(PointeeHint(pointer: id, type: types.id(instruction.allocatedType), repeats: false))
      }
      if instruction.opcode == .getElementPtr, let id = ids[instruction.operand(0)],
        instruction.sourceElementType.kind == .structure
      {
        hints.append(PointeeHint(pointer: id, type: types.id(instruction.sourceElementType), isOfAddress: true))
      }
      hints += unionHints(instruction, ids, types)
      guard let address = instruction.accessedAddress.flatMap({ ids[$0] }) else { continue }
      if let (type, offset) = types.record(ofAccess: instruction) {
        hints.append(PointeeHint(pointer: address, offset: -offset, type: type, repeats: false))
      }
      let value = instruction.opcode == .load ? instruction : instruction.operand(0)
      if let type = types.pointee(ofAccess: instruction), let id = ids[value] {
        hints.append(PointeeHint(pointer: id, type: type))
      }
    }
    return hints
  }

  /// What copies and address computations tell about words that are one thing at some times and another at others.
  private func unionHints(_ instruction: Value, _ ids: [Value: ValueID], _ types: DeclaredTypeReader) -> [PointeeHint] {
    let type: DeclaredTypeID?
    let pointers: [Value]
    if instruction.opcode == .getElementPtr {
      (type, pointers) = (types.unions(in: instruction.sourceElementType), [instruction.operand(0)])
    } else if instruction.isCall, instruction.argumentCount >= 3 {
      (type, pointers) = (types.untypedFields(ofCopy: instruction), [instruction.argument(0), instruction.argument(1)])
    } else {
      return []
    }
    guard let type else { return [] }
    return pointers.compactMap { ids[$0] }.map { PointeeHint(pointer: $0, type: type) }
  }
}

extension Value {
  /// The address that a load or store accesses.
  fileprivate var accessedAddress: Value? {
    switch opcode {
    case .load: operand(0)
    case .store: operand(1)
    default: nil
    }
  }
}
