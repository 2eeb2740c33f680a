// Blocks of a function.

internal import CLLVM

/// A straight run of instructions that ends in a terminator.
public struct BasicBlock: Hashable {
  let ref: OpaquePointer

  init(_ ref: OpaquePointer) { self.ref = ref }

  /// Nil unless the value is a block.
  public init?(_ value: Value) {
    guard value.kind == .basicBlock else { return nil }
    ref = LLVMValueAsBasicBlock(value.ref)
  }

  public var asValue: Value { Value(LLVMBasicBlockAsValue(ref)) }

  public var name: String {
    get { asValue.name }
    nonmutating set { asValue.name = newValue }
  }

  public var parent: Function { Function(ref: LLVMGetBasicBlockParent(ref)) }

  public var instructions: [Value] {
    chain(LLVMGetFirstInstruction(ref)) { LLVMGetNextInstruction($0) }.map(Value.init)
  }

  /// The phis at the start.
  public var phis: [Value] {
    var result: [Value] = []
    var next = LLVMGetFirstInstruction(ref)
    while let current = next, LLVMGetInstructionOpcode(current) == LLVMPHI {
      result.append(Value(current))
      next = LLVMGetNextInstruction(current)
    }
    return result
  }

  public var first: Value? { LLVMGetFirstInstruction(ref).map(Value.init) }

  public var last: Value? { LLVMGetLastInstruction(ref).map(Value.init) }

  /// The first instruction that is no phi.
  public var firstNonPhi: Value? { NBLFirstNonPhi(ref).map(Value.init) }

  /// Nil while the block is being built.
  public var terminator: Value? { LLVMGetBasicBlockTerminator(ref).map(Value.init) }

  public var next: BasicBlock? { LLVMGetNextBasicBlock(ref).map(BasicBlock.init) }

  public var previous: BasicBlock? { LLVMGetPreviousBasicBlock(ref).map(BasicBlock.init) }

  /// Where control may go next; a block comes as often as the terminator names it.
  public var successors: [BasicBlock] { terminator?.successors ?? [] }

  /// The blocks that may come before, each once, in no particular order.
  public var predecessors: [BasicBlock] {
    var seen: Set<BasicBlock> = []
    return asValue.users.compactMap { user in
      guard user.isTerminator, seen.insert(user.parentBlock).inserted else { return nil }
      return user.parentBlock
    }
  }

  public func moveAfter(_ other: BasicBlock) { LLVMMoveBasicBlockAfter(ref, other.ref) }

  public func moveBefore(_ other: BasicBlock) { LLVMMoveBasicBlockBefore(ref, other.ref) }

  /// Moves an instruction and all after it to a new block, which this one then branches to.
  public func split(before instruction: Value, name: String = "") -> BasicBlock {
    BasicBlock(NBLSplitBlockBefore(instruction.ref, name))
  }

  /// Puts a number in place of the block's address wherever that is used.
  public func replaceAddress(by number: Int) { NBLReplaceBlockAddress(ref, UInt64(number)) }

  /// Removes the block and destroys its instructions.
  public func erase() { LLVMDeleteBasicBlock(ref) }
}

extension BasicBlock: CustomStringConvertible {
  public var description: String { asValue.description }
}
