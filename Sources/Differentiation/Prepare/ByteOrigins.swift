// Where the bytes of a value were loaded from, through shifts, casts, vectors and variables that take words apart and put
// them together.

import LLVM

struct ByteOrigins {
  enum Origin {
    /// The byte at `offset` of what `load` loads.
    case loaded(load: Value, offset: Int)
    /// The byte at `offset` of a value that was computed, chosen or comes from elsewhere.
    case given(Value, offset: Int)
    case zero
  }

  let layout: DataLayout

  /// Where byte `index` of a value comes from; nil if that is not known.
  func origin(of value: Value, _ index: Int) -> Origin? {
    guard value.isInstruction else {
      if value.isConstant { return value.constantUInt == 0 ? .zero : nil }
      return .given(value, offset: index)
    }
    switch value.opcode {
    case .load: return value.isVolatile ? nil : stored(value, index) ?? .loaded(load: value, offset: index)
    case .bitCast where value.operand(0).type.isFloatingPoint:
      return origin(of: value.operand(0), index)
        ?? .given(value.operand(0), offset: index)
    case .bitCast, .ptrToInt, .trunc, .freeze: return origin(of: value.operand(0), index)
    case .zext: return index < size(value.operand(0)) ? origin(of: value.operand(0), index) : .zero
    case .lshr, .shl: return shifted(value, index)
    case .or: return joined(value, index)
    case .and: return masked(value, index)
    case .extractElement, .insertElement, .shuffleVector: return element(of: value, index)
    case .phi, .select, .call, .invoke, .extractValue: return .given(value, offset: index)
    default: return nil
    }
  }

  /// True if a number is nothing but bytes that were loaded or given, in pieces smaller than the number.
  func areJoined(in bits: Value, _ start: Int, _ width: Int) -> Bool {
    var areSmaller = false
    for index in start..<start + width {
      switch origin(of: bits, index) {
      case .loaded(let source, _), .given(let source, _): areSmaller = areSmaller || size(source) < width
      default: return false
      }
    }
    return areSmaller
  }

  /// The value of 64 bits that all bytes of a word come from, each at its place.
  func whole(_ word: Value) -> Value? {
    var source: Value?
    for index in 0..<8 {
      let value: Value
      switch origin(of: word, index) {
      case .loaded(let load, index): value = load
      case .given(let given, index): value = given
      default: return nil
      }
      guard size(value) == 8, source == nil || source == value else { return nil }
      source = value
    }
    return source
  }

  private func size(_ value: Value) -> Int { layout.bitSize(of: value.type) / 8 }

  // MARK: Variables

  /// Where a byte comes from that was stored in a variable just before; nil if that cannot be seen.
  private func stored(_ load: Value, _ index: Int) -> Origin? {
    let (variable, offset) = Self.split(load.operand(0))
    guard Self.isPrivate(variable) else { return nil }
    var next = load.previousInstruction
    for _ in 0..<200 {
      guard let current = next else { return nil }
      next = current.previousInstruction
      guard current.opcode == .store else { continue }
      let (target, start) = Self.split(current.operand(1))
      guard target == variable else { continue }
      let place = offset + index - start
      if (0..<size(current.operand(0))).contains(place) { return origin(of: current.operand(0), place) }
    }
    return nil
  }

  /// An address as a base and a constant distance.
  static func split(_ address: Value) -> (base: Value, offset: Int) {
    var (base, offset) = (address, 0)
    while base.isInstruction, base.opcode == .getElementPtr, base.operandCount == 2,
      base.sourceElementType.integerWidth == 8, let distance = base.operand(1).constantInt
    {
      (base, offset) = (base.operand(0), offset + Int(distance))
    }
    return (base, offset)
  }

  /// True for a variable that is only loaded and stored, at constant distances.
  static func isPrivate(_ variable: Value) -> Bool {
    variable.isInstruction && variable.opcode == .alloca && isAccessedOnly(variable)
  }

  private static func isAccessedOnly(_ address: Value) -> Bool {
    address.uses.allSatisfy { use in
      switch use.user.opcode {
      case .load: !use.user.isVolatile
      case .store: use.operandIndex == 1 && !use.user.isVolatile
      case .getElementPtr: split(use.user).base != use.user && isAccessedOnly(use.user)
      default: false
      }
    }
  }

  // MARK: Operations

  private func shifted(_ value: Value, _ index: Int) -> Origin? {
    guard let bits = value.operand(1).constantUInt, bits % 8 == 0, bits < 512 else { return nil }
    let source = value.opcode == .lshr ? index + Int(bits) / 8 : index - Int(bits) / 8
    return (0..<size(value)).contains(source) ? origin(of: value.operand(0), source) : .zero
  }

  private func masked(_ value: Value, _ index: Int) -> Origin? {
    guard index < 8, let mask = value.operand(1).constantUInt else { return nil }
    switch mask >> UInt64(8 * index) & 0xff {
    case 0: return .zero
    case 0xff: return origin(of: value.operand(0), index)
    default: return nil
    }
  }

  private func joined(_ value: Value, _ index: Int) -> Origin? {
    guard let first = origin(of: value.operand(0), index), let second = origin(of: value.operand(1), index) else {
      return nil
    }
    if case .zero = first { return second }
    if case .zero = second { return first }
    return nil
  }

  private func element(of value: Value, _ index: Int) -> Origin? {
    let vector = value.operand(0)
    let width = layout.bitSize(of: vector.type.element) / 8
    guard width > 0 else { return nil }
    switch value.opcode {
    case .extractElement:
      guard let lane = value.operand(1).constantUInt else { return nil }
      return origin(of: vector, Int(lane) * width + index)
    case .insertElement:
      guard let lane = value.operand(2).constantUInt else { return nil }
      let isInserted = index / width == Int(lane)
      return isInserted ? origin(of: value.operand(1), index % width) : origin(of: vector, index)
    default:
      let lane = value.mask[index / width]
      guard lane >= 0 else { return nil }
      let count = vector.type.count
      return origin(of: value.operand(lane / count), lane % count * width + index % width)
    }
  }
}
