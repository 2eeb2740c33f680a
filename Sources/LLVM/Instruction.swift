// Instructions: place, control flow, phis.

internal import CLLVM

extension Value {
  /// What an instruction, or a constant expression, does.
  public var opcode: Opcode {
    let raw = isInstruction ? LLVMGetInstructionOpcode(ref) : LLVMGetConstOpcode(ref)
    guard let opcode = Opcode(rawValue: raw.rawValue) else { preconditionFailure("unknown opcode in \(self)") }
    return opcode
  }

  public var isTerminator: Bool { isInstruction && opcode.isTerminator }

  /// Whether this is a load or store instruction.
  public var isLoadOrStore: Bool { isInstruction && (opcode == .load || opcode == .store) }

  /// The block of an instruction.
  public var parentBlock: BasicBlock { BasicBlock(LLVMGetInstructionParent(ref)) }

  /// The function of an instruction.
  public var parentFunction: Function { parentBlock.parent }

  public var nextInstruction: Value? { LLVMGetNextInstruction(ref).map(Value.init) }

  public var previousInstruction: Value? { LLVMGetPreviousInstruction(ref).map(Value.init) }

  /// Removes and destroys the instruction; it must have no uses.
  public func erase() { LLVMInstructionEraseFromParent(ref) }

  /// Takes the instruction out of its block.
  public func removeFromParent() { LLVMInstructionRemoveFromParent(ref) }

  /// A copy of the instruction outside any block, with the same operands.
  public func clone() -> Value { Value(LLVMInstructionClone(ref)) }

  /// Puts an instruction that is in no block before another.
  public func insert(before position: Value) { NBLInsertBefore(ref, position.ref) }

  /// Puts an instruction that is in no block at the end of one.
  public func insert(atEndOf block: BasicBlock) { NBLInsertAtEnd(ref, block.ref) }

  public func moveBefore(_ position: Value) { NBLMoveBefore(ref, position.ref) }

  public var mayReadMemory: Bool { NBLMayReadMemory(ref) }

  public var mayWriteMemory: Bool { NBLMayWriteMemory(ref) }

  /// Writes memory, unwinds, or does not return.
  public var mayHaveSideEffects: Bool { NBLMayHaveSideEffects(ref) }

  // MARK: Control flow

  /// The blocks a terminator may go to, in order of its operands.
  public var successors: [BasicBlock] {
    (0..<LLVMGetNumSuccessors(ref)).map { BasicBlock(LLVMGetSuccessor(ref, $0)) }
  }

  public func setSuccessor(_ index: Int, _ block: BasicBlock) { LLVMSetSuccessor(ref, UInt32(index), block.ref) }

  /// Whether a `br` has a condition.
  public var isConditional: Bool { opcode == .br && LLVMIsConditional(ref) != 0 }

  /// The condition of a conditional `br`, a `switch` or a `select`.
  public var condition: Value {
    get { opcode == .br ? Value(LLVMGetCondition(ref)) : operand(0) }
    nonmutating set {
      if opcode == .br { LLVMSetCondition(ref, newValue.ref) } else { setOperand(0, newValue) }
    }
  }

  /// The cases of a `switch`.
  public var cases: [(value: Value, block: BasicBlock)] {
    (0..<NBLSwitchCaseCount(ref)).map { index in
      var block: OpaquePointer?
      let value = NBLSwitchCase(ref, index, &block)
      return (Value(value!), BasicBlock(block!))
    }
  }

  /// Where a `switch` goes without a matching case.
  public var defaultDestination: BasicBlock { BasicBlock(LLVMGetSwitchDefaultDest(ref)) }

  /// Adds a case to a `switch`.
  public func addCase(_ value: Value, _ block: BasicBlock) { LLVMAddCase(ref, value.ref, block.ref) }

  /// Where an `invoke` goes on return.
  public var normalDestination: BasicBlock { BasicBlock(LLVMGetNormalDest(ref)) }

  /// Where an `invoke` goes on an exception.
  public var unwindDestination: BasicBlock { BasicBlock(LLVMGetUnwindDest(ref)) }

  // MARK: Phis

  /// The values of a phi and the blocks they come from.
  public var incoming: [(value: Value, block: BasicBlock)] {
    (0..<LLVMCountIncoming(ref)).map {
      (Value(LLVMGetIncomingValue(ref, $0)), BasicBlock(LLVMGetIncomingBlock(ref, $0)))
    }
  }

  public func addIncoming(_ value: Value, from block: BasicBlock) {
    var value: OpaquePointer? = value.ref
    var block: OpaquePointer? = block.ref
    LLVMAddIncoming(ref, &value, &block, 1)
  }

  public func setIncomingBlock(_ index: Int, _ block: BasicBlock) {
    NBLSetIncomingBlock(ref, UInt32(index), block.ref)
  }

  public func setIncomingValue(_ index: Int, _ value: Value) { setOperand(index, value) }

  /// Removes the first entry from a block; the phi stays even without entries.
  public func removeIncoming(_ block: BasicBlock) { NBLRemoveIncoming(ref, block.ref) }
}
