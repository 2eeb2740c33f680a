// Arithmetic on integers of which the facts have found that they are the bits of active numbers: what memory passes on as
// integers does not tell before.

import LLVM

struct ActiveBits {
  private let activity: ActivityFacts
  private let snapshots: [SnapshotFunction]
  private let module: Module

  init(_ activity: ActivityFacts, _ snapshots: [SnapshotFunction], _ module: Module) {
    self.activity = activity
    self.snapshots = snapshots
    self.module = module
  }

  /// Writes it as arithmetic on numbers. Returns true if there was any; the functions must be read again then.
  func rewrite() -> Bool {
    let bits = NumberBits(module: module)
    var found = false
    for snapshot in snapshots {
      let model = snapshot.model
      for block in model.order {
        for id in model.blocks[block].instructions {
          guard let type = numbers(in: id, model) else { continue }
          found = bits.rewriteArithmetic(snapshot.values[id], as: type) || found
        }
      }
    }
    return found
  }

  /// The type of the numbers that are changed as integers; nil if they are moved only, or may be no numbers.
  private func numbers(in id: ValueID, _ model: FunctionModel) -> Type? {
    guard case .integerArithmetic(let op) = model.values[id].operation, activity.isActive(model.id, id),
      !movesWholes(id, op, model)
    else { return nil }
    let kinds = activity.memory.values[model.id][id].kinds.values.reduce(into: KindSet()) { $0.formUnion($1) }
    guard kinds.formats.count == 1, !kinds.contains(.pointer), let format = kinds.formats.first,
      format == .double || format == .single
    else { return nil }
    if kinds.contains(.integer) && !changesNumbers(id, op, format, model) { return nil }
    return format == .double ? .double(module.context) : .float(module.context)
  }

  /// True where arithmetic makes sense for numbers only, and nothing is declared to be an integer: masks, and sums with
  /// something that stands in the place of the exponent.
  private func changesNumbers(_ id: ValueID, _ op: IntegerOperator, _ format: FloatFormat, _ model: FunctionModel)
    -> Bool
  {
    if readsDeclaredIntegers(id, model) { return false }
    switch op {
    case .and, .or, .xor: return true
    case .add, .sub:
      let place = format == .double ? 52 : 23
      return model.values[id].operands.contains { operand in
        switch model.values[operand].operation {
        case .constant(.integer(let number)): return number != 0 && number.trailingZeroBitCount >= place
        case .integerArithmetic(.shiftLeft):
          guard case .constant(.integer(let bits)) = model.values[model.values[operand].operands[1]].operation else {
            return false
          }
          return bits >= place
        default: return false
        }
      }
    default: return false
    }
  }

  private func readsDeclaredIntegers(_ id: ValueID, _ model: FunctionModel) -> Bool {
    var seen: Set<ValueID> = [id]
    var work = [id]
    while let value = work.popLast() {
      switch model.values[value].operation {
      case .load: if model.values[value].typeHint == .integer { return true }
      case .integerArithmetic, .phi, .select, .freeze:
        for operand in model.values[value].operands where activity.isActive(model.id, operand) {
          if seen.insert(operand).inserted { work.append(operand) }
        }
      default: break
      }
    }
    return false
  }

  /// True for shifts and masks by which numbers are packed into larger integers.
  private func movesWholes(_ id: ValueID, _ op: IntegerOperator, _ model: FunctionModel) -> Bool {
    let literal = model.values[id].operands.lazy.compactMap { operand -> Int64? in
      if case .constant(.integer(let bits)) = model.values[operand].operation { return bits }
      return nil
    }.first
    switch op {
    case .shiftLeft, .shiftRight: return literal.map { $0 % 8 == 0 } ?? false
    case .and: return literal.map(SweepEmitter.isByteMask) ?? false
    case .or: return literal == nil
    default: return false
    }
  }
}
