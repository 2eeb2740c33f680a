// Building instructions: memory, aggregates and vectors.

internal import CLLVM

extension Builder {
  // MARK: Memory. An alignment of 0 is the type's own.

  public func alloca(_ type: Type, count: Value? = nil, alignment: Int = 0, name: String = "") -> Value {
    let result = Value(
      count.map { LLVMBuildArrayAlloca(ref, type.ref, $0.ref, name) } ?? LLVMBuildAlloca(ref, type.ref, name))
    result.alignment = alignment
    return result
  }

  public func load(
    _ type: Type, _ pointer: Value, alignment: Int = 0, isVolatile: Bool = false, name: String = ""
  ) -> Value {
    let result = Value(LLVMBuildLoad2(ref, type.ref, pointer.ref, name))
    result.alignment = alignment
    if isVolatile { result.isVolatile = true }
    return result
  }

  @discardableResult
  public func store(_ value: Value, _ pointer: Value, alignment: Int = 0, isVolatile: Bool = false) -> Value {
    let result = Value(LLVMBuildStore(ref, value.ref, pointer.ref))
    result.alignment = alignment
    if isVolatile { result.isVolatile = true }
    return result
  }

  public func gep(
    _ type: Type, _ pointer: Value, _ indices: [Value], inBounds: Bool = false, name: String = ""
  ) -> Value {
    var refs = indices.references
    let count = UInt32(refs.count)
    return Value(
      inBounds
        ? LLVMBuildInBoundsGEP2(ref, type.ref, pointer.ref, &refs, count, name)
        : LLVMBuildGEP2(ref, type.ref, pointer.ref, &refs, count, name))
  }

  /// The pointer moved by a number of bytes.
  public func ptrAdd(_ pointer: Value, _ offset: Value, inBounds: Bool = false, name: String = "") -> Value {
    gep(.integer(8, context), pointer, [offset], inBounds: inBounds, name: name)
  }

  /// The pointer moved by a number of bytes; by none it is the same value.
  public func ptrAdd(_ pointer: Value, _ offset: Int, inBounds: Bool = false, name: String = "") -> Value {
    if offset == 0 { return pointer }
    return ptrAdd(pointer, Type.integer(64, context).constant(offset), inBounds: inBounds, name: name)
  }

  @discardableResult
  public func memset(_ pointer: Value, _ byte: Value, _ size: Value, alignment: Int = 1) -> Value {
    Value(LLVMBuildMemSet(ref, pointer.ref, byte.ref, size.ref, UInt32(alignment)))
  }

  @discardableResult
  public func memcpy(
    _ destination: Value, _ source: Value, _ size: Value, destinationAlignment: Int = 1, sourceAlignment: Int = 1
  ) -> Value {
    Value(
      LLVMBuildMemCpy(
        ref, destination.ref, UInt32(destinationAlignment), source.ref, UInt32(sourceAlignment), size.ref))
  }

  @discardableResult
  public func memmove(
    _ destination: Value, _ source: Value, _ size: Value, destinationAlignment: Int = 1, sourceAlignment: Int = 1
  ) -> Value {
    Value(
      LLVMBuildMemMove(
        ref, destination.ref, UInt32(destinationAlignment), source.ref, UInt32(sourceAlignment), size.ref))
  }

  // MARK: Atomics

  @discardableResult
  public func fence(_ ordering: AtomicOrdering, singleThread: Bool = false) -> Value {
    Value(LLVMBuildFence(ref, LLVMAtomicOrdering(ordering.rawValue), singleThread ? 1 : 0, ""))
  }

  @discardableResult
  public func atomicRMW(
    _ operation: AtomicOperation, _ pointer: Value, _ value: Value, ordering: AtomicOrdering, alignment: Int = 0
  ) -> Value {
    let result = Value(
      LLVMBuildAtomicRMW(
        ref, LLVMAtomicRMWBinOp(operation.rawValue), pointer.ref, value.ref, LLVMAtomicOrdering(ordering.rawValue), 0))
    result.alignment = alignment
    return result
  }

  public func cmpXchg(
    _ pointer: Value, expected: Value, new: Value, success: AtomicOrdering, failure: AtomicOrdering
  ) -> Value {
    Value(
      LLVMBuildAtomicCmpXchg(
        ref, pointer.ref, expected.ref, new.ref, LLVMAtomicOrdering(success.rawValue),
        LLVMAtomicOrdering(failure.rawValue), 0))
  }

  // MARK: Aggregates and vectors

  public func extractValue(_ aggregate: Value, _ index: Int, name: String = "") -> Value {
    Value(LLVMBuildExtractValue(ref, aggregate.ref, UInt32(index), name))
  }

  public func extractValue(_ aggregate: Value, _ indices: [Int]) -> Value {
    indices.reduce(aggregate) { extractValue($0, $1) }
  }

  public func insertValue(_ aggregate: Value, _ element: Value, _ index: Int, name: String = "") -> Value {
    Value(LLVMBuildInsertValue(ref, aggregate.ref, element.ref, UInt32(index), name))
  }

  public func insertValue(_ aggregate: Value, _ element: Value, _ indices: [Int]) -> Value {
    guard let index = indices.first else { return element }
    if indices.count == 1 { return insertValue(aggregate, element, index) }
    let inner = insertValue(extractValue(aggregate, index), element, Array(indices.dropFirst()))
    return insertValue(aggregate, inner, index)
  }

  public func extractElement(_ vector: Value, _ index: Value, name: String = "") -> Value {
    Value(LLVMBuildExtractElement(ref, vector.ref, index.ref, name))
  }

  public func extractElement(_ vector: Value, _ index: Int, name: String = "") -> Value {
    extractElement(vector, Type.integer(64, context).constant(index), name: name)
  }

  public func insertElement(_ vector: Value, _ element: Value, _ index: Value, name: String = "") -> Value {
    Value(LLVMBuildInsertElement(ref, vector.ref, element.ref, index.ref, name))
  }

  public func insertElement(_ vector: Value, _ element: Value, _ index: Int, name: String = "") -> Value {
    insertElement(vector, element, Type.integer(64, context).constant(index), name: name)
  }

  /// Picks lanes of two vectors; a lane of -1 is undefined.
  public func shuffle(_ left: Value, _ right: Value, _ mask: [Int], name: String = "") -> Value {
    let lane = Type.integer(32, context)
    var lanes = mask.map { ($0 < 0 ? lane.poison : lane.constant($0)).ref as OpaquePointer? }
    return Value(LLVMBuildShuffleVector(ref, left.ref, right.ref, LLVMConstVector(&lanes, UInt32(lanes.count)), name))
  }
}
