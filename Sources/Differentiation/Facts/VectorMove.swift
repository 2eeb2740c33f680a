// Which elements of which operands an operation on vectors moves, and where to.

struct VectorMove {
  struct Lane {
    var operand: Int
    /// Byte offsets in the operand and in the result.
    var from: Int
    var to: Int
  }

  let elementSize: Int
  private(set) var lanes: [Lane] = []
  /// False if an index is known only when the program runs.
  private(set) var isKnown = true

  /// nil for other operations than extracting, inserting and shuffling elements.
  init?(_ value: ModelValue, _ function: FunctionModel) {
    guard case .vector(_, let count, let size) = function.values[value.operands[0]].type else { return nil }
    elementSize = size
    switch value.operation {
    case .extractElement:
      guard let index = Self.index(value, 1, function) else {
        isKnown = false
        return
      }
      lanes = [Lane(operand: 0, from: index * size, to: 0)]
    case .insertElement:
      guard let index = Self.index(value, 2, function) else {
        isKnown = false
        return
      }
      lanes = (0..<count).filter { $0 != index }.map { Lane(operand: 0, from: $0 * size, to: $0 * size) }
      lanes.append(Lane(operand: 1, from: 0, to: index * size))
    case .shuffle(let mask):
      for (position, source) in mask.enumerated() where source >= 0 {
        lanes.append(Lane(operand: source / count, from: source % count * size, to: position * size))
      }
    default: return nil
    }
  }

  private static func index(_ value: ModelValue, _ operand: Int, _ function: FunctionModel) -> Int? {
    guard case .constant(.integer(let index)) = function.values[value.operands[operand]].operation else { return nil }
    return Int(index)
  }
}
