// LLVM's analyses of one function.

internal import CLLVM

/// A natural loop.
public struct LoopDescription: Hashable {
  /// The position in `FunctionAnalyses.loops`.
  public let id: Int
  /// The loop directly around this one.
  public let parent: Int?
  public let header: BasicBlock
  /// All blocks, those of inner loops too.
  public let blocks: [BasicBlock]
  /// The block that jumps back, if there is one only.
  public let latch: BasicBlock?
  /// The block before the loop that goes nowhere else.
  public let preheader: BasicBlock?
  /// Blocks inside that may leave.
  public let exitingBlocks: [BasicBlock]
  /// Blocks outside that leaving leads to, each once.
  public let exitBlocks: [BasicBlock]
  /// 1 for an outermost loop.
  public let depth: Int
}

/// Answers about a function, computed when asked for. After a change of the function call `invalidate()`.
public final class FunctionAnalyses {
  private let ref: OpaquePointer
  public let function: Function
  private var cachedLoops: [LoopDescription]?

  public init(_ function: Function) {
    self.function = function
    ref = NBLCreateAnalyses(function.ref)
  }

  deinit { NBLDisposeAnalyses(ref) }

  /// Forgets everything computed.
  public func invalidate() {
    cachedLoops = nil
    NBLInvalidateAnalyses(ref)
  }

  // MARK: Dominance

  /// Nil for the entry and for unreachable blocks.
  public func immediateDominator(of block: BasicBlock) -> BasicBlock? {
    NBLImmediateDominator(ref, block.ref).map(BasicBlock.init)
  }

  public func dominates(_ a: BasicBlock, _ b: BasicBlock) -> Bool { NBLDominates(ref, a.ref, b.ref) }

  /// Whether a definition is available at an instruction.
  public func dominates(_ definition: Value, _ user: Value) -> Bool {
    NBLInstructionDominates(ref, definition.ref, user.ref)
  }

  /// Whether every way from `b` to the end passes `a`.
  public func postDominates(_ a: BasicBlock, _ b: BasicBlock) -> Bool { NBLPostDominates(ref, a.ref, b.ref) }

  // MARK: Loops

  /// All loops, outer ones before inner ones.
  public var loops: [LoopDescription] {
    if let cachedLoops { return cachedLoops }
    let result = (0..<NBLLoopCount(ref)).map(describe)
    cachedLoops = result
    return result
  }

  private func describe(_ id: UInt32) -> LoopDescription {
    let parent = Int(NBLLoopParent(ref, id))
    return LoopDescription(
      id: Int(id), parent: parent < 0 ? nil : parent,
      header: BasicBlock(NBLLoopGetBlock(ref, id, NBLLoopHeader)), blocks: blocks(id, NBLLoopBlocks),
      latch: NBLLoopGetBlock(ref, id, NBLLoopLatch).map(BasicBlock.init),
      preheader: NBLLoopGetBlock(ref, id, NBLLoopPreheader).map(BasicBlock.init),
      exitingBlocks: blocks(id, NBLLoopExiting), exitBlocks: blocks(id, NBLLoopExits),
      depth: Int(NBLLoopDepth(ref, id)))
  }

  private func blocks(_ loop: UInt32, _ list: NBLLoopList) -> [BasicBlock] {
    collect { NBLLoopListBlocks(ref, loop, list, $0, $1) }.map(BasicBlock.init)
  }

  /// The innermost loop around a block.
  public func loop(of block: BasicBlock) -> Int? {
    let id = Int(NBLLoopOf(ref, block.ref))
    return id < 0 ? nil : id
  }

  /// How often the exit of a block is passed by before it is taken (as i64), computed by instructions added to the
  /// loop's preheader; nil where LLVM cannot say. For loops inside others, the outer ones may get instructions too.
  public func expandExitCount(of loop: Int, _ exitingBlock: BasicBlock) -> Value? {
    NBLExpandExitCount(ref, UInt32(loop), exitingBlock.ref).map(Value.init)
  }

  /// An upper bound of how often the header runs, if LLVM knows one.
  public func constantMaxTripCount(of loop: Int) -> Int? {
    let count = NBLConstantMaxTripCount(ref, UInt32(loop))
    return count == 0 ? nil : Int(count)
  }

  /// Whether there is a cycle that is no natural loop.
  public var isIrreducible: Bool { NBLIsIrreducible(ref) }

  // MARK: Memory

  /// Whether two pointers may lead into the same object (whatever their offsets).
  public func mayAlias(_ a: Value, _ b: Value) -> Bool { NBLMayAlias(ref, a.ref, b.ref) }

  /// Whether an instruction may write the object a pointer leads into.
  public func mayModify(_ instruction: Value, _ pointer: Value) -> Bool {
    NBLModRef(ref, instruction.ref, pointer.ref) & 2 != 0
  }

  /// Whether an instruction may read the object a pointer leads into.
  public func mayRead(_ instruction: Value, _ pointer: Value) -> Bool {
    NBLModRef(ref, instruction.ref, pointer.ref) & 1 != 0
  }

  /// The nearest instruction before that may write what `access` reads; a block (as a value) where several such meet
  /// at its start; nil if the memory is as it was on entry.
  public func clobber(of access: Value) -> Value? { NBLClobber(ref, access.ref).map(Value.init) }

  /// Whether the function may keep or pass on a copy of the pointer.
  public func pointerMayBeCaptured(_ pointer: Value, returnCaptures: Bool = true) -> Bool {
    NBLPointerMayBeCaptured(pointer.ref, returnCaptures)
  }

  /// The allocation, argument, global or load a pointer is derived from by offsets and casts.
  public func underlyingObject(of pointer: Value) -> Value { LLVM.underlyingObject(of: pointer) }
}

/// The allocation, argument, global or load a pointer is derived from by offsets and casts.
public func underlyingObject(of pointer: Value) -> Value { Value(NBLUnderlyingObject(pointer.ref)) }
