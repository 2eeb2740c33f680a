// Building instructions: the position, arithmetic, comparisons and casts.

internal import CLLVM

/// Inserts instructions at a position. What folds to a constant comes back as one, without an instruction.
public final class Builder {
  let ref: OpaquePointer
  /// Kept alive while the builder is.
  public let context: Context

  public init(_ context: Context) {
    self.context = context
    ref = LLVMCreateBuilderInContext(context.ref)
  }

  public convenience init(context: Context) { self.init(context) }

  deinit { LLVMDisposeBuilder(ref) }

  // MARK: Position; changing it keeps the debug location

  public func position(atEndOf block: BasicBlock) { LLVMPositionBuilderAtEnd(ref, block.ref) }

  public func position(before instruction: Value) { NBLBuilderPositionBefore(ref, instruction.ref) }

  /// Behind the phis (and a landing pad) of a block.
  public func position(atFirstNonPhiOf block: BasicBlock) { NBLBuilderPositionAtFirstNonPhi(ref, block.ref) }

  /// Right behind an instruction that is no terminator; behind a phi that means behind all phis.
  public func position(after instruction: Value) {
    if instruction.opcode == .phi {
      position(atFirstNonPhiOf: instruction.parentBlock)
    } else if let next = instruction.nextInstruction {
      position(before: next)
    } else {
      position(atEndOf: instruction.parentBlock)
    }
  }

  /// The block instructions go to.
  public var currentBlock: BasicBlock { BasicBlock(LLVMGetInsertBlock(ref)) }

  public var currentFunction: Function { currentBlock.parent }

  /// Gives new instructions the debug location of another instruction.
  public func copyDebugLocation(from instruction: Value) {
    LLVMSetCurrentDebugLocation2(ref, LLVMInstructionGetDebugLoc(instruction.ref))
  }

  public func clearDebugLocation() { LLVMSetCurrentDebugLocation2(ref, nil) }

  /// The flags of new floating-point instructions; see `Value.fastMathFlags`.
  public var fastMathFlags: UInt32 {
    get { NBLBuilderGetFastMathFlags(ref) }
    set { NBLBuilderSetFastMathFlags(ref, newValue) }
  }

  /// Inserts an instruction that is in no block.
  @discardableResult
  public func insert(_ instruction: Value, name: String = "") -> Value {
    LLVMInsertIntoBuilderWithName(ref, instruction.ref, name)
    return instruction
  }

  // MARK: Arithmetic

  public func binary(_ opcode: Opcode, _ left: Value, _ right: Value, name: String = "") -> Value {
    Value(LLVMBuildBinOp(ref, LLVMOpcode(opcode.rawValue), left.ref, right.ref, name))
  }

  public func add(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.add, left, right, name: name) }
  public func sub(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.sub, left, right, name: name) }
  public func mul(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.mul, left, right, name: name) }
  public func udiv(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.udiv, left, right, name: name) }
  public func sdiv(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.sdiv, left, right, name: name) }
  public func urem(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.urem, left, right, name: name) }
  public func srem(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.srem, left, right, name: name) }
  public func and(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.and, left, right, name: name) }
  public func or(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.or, left, right, name: name) }
  public func xor(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.xor, left, right, name: name) }
  public func shl(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.shl, left, right, name: name) }
  public func lshr(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.lshr, left, right, name: name) }
  public func ashr(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.ashr, left, right, name: name) }
  public func fadd(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.fadd, left, right, name: name) }
  public func fsub(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.fsub, left, right, name: name) }
  public func fmul(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.fmul, left, right, name: name) }
  public func fdiv(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.fdiv, left, right, name: name) }
  public func frem(_ left: Value, _ right: Value, name: String = "") -> Value { binary(.frem, left, right, name: name) }

  public func neg(_ value: Value, name: String = "") -> Value { Value(LLVMBuildNeg(ref, value.ref, name)) }

  public func not(_ value: Value, name: String = "") -> Value { Value(LLVMBuildNot(ref, value.ref, name)) }

  public func fneg(_ value: Value, name: String = "") -> Value { Value(LLVMBuildFNeg(ref, value.ref, name)) }

  // MARK: Comparing and choosing

  public func icmp(_ predicate: IntegerPredicate, _ left: Value, _ right: Value, name: String = "") -> Value {
    Value(LLVMBuildICmp(ref, LLVMIntPredicate(predicate.rawValue), left.ref, right.ref, name))
  }

  public func fcmp(_ predicate: FloatPredicate, _ left: Value, _ right: Value, name: String = "") -> Value {
    Value(LLVMBuildFCmp(ref, LLVMRealPredicate(predicate.rawValue), left.ref, right.ref, name))
  }

  public func select(_ condition: Value, _ then: Value, _ otherwise: Value, name: String = "") -> Value {
    Value(LLVMBuildSelect(ref, condition.ref, then.ref, otherwise.ref, name))
  }

  public func freeze(_ value: Value, name: String = "") -> Value { Value(LLVMBuildFreeze(ref, value.ref, name)) }

  // MARK: Casts

  public func cast(_ opcode: Opcode, _ value: Value, _ type: Type, name: String = "") -> Value {
    Value(LLVMBuildCast(ref, LLVMOpcode(opcode.rawValue), value.ref, type.ref, name))
  }

  public func bitcast(_ value: Value, _ type: Type, name: String = "") -> Value {
    cast(.bitCast, value, type, name: name)
  }

  public func inttoptr(_ value: Value, _ type: Type, name: String = "") -> Value {
    cast(.intToPtr, value, type, name: name)
  }

  public func ptrtoint(_ value: Value, _ type: Type, name: String = "") -> Value {
    cast(.ptrToInt, value, type, name: name)
  }

  public func addrspacecast(_ value: Value, _ type: Type, name: String = "") -> Value {
    cast(.addrSpaceCast, value, type, name: name)
  }

  public func fpext(_ value: Value, _ type: Type, name: String = "") -> Value { cast(.fpExt, value, type, name: name) }

  public func fptrunc(_ value: Value, _ type: Type, name: String = "") -> Value {
    cast(.fpTrunc, value, type, name: name)
  }

  public func zext(_ value: Value, _ type: Type, name: String = "") -> Value { cast(.zext, value, type, name: name) }

  public func sext(_ value: Value, _ type: Type, name: String = "") -> Value { cast(.sext, value, type, name: name) }

  public func trunc(_ value: Value, _ type: Type, name: String = "") -> Value { cast(.trunc, value, type, name: name) }

  /// Brings an integer to another width without sign.
  public func zextOrTrunc(_ value: Value, _ type: Type, name: String = "") -> Value {
    Value(LLVMBuildIntCast2(ref, value.ref, type.ref, 0, name))
  }

  /// Brings an integer to another width with its sign.
  public func sextOrTrunc(_ value: Value, _ type: Type, name: String = "") -> Value {
    Value(LLVMBuildIntCast2(ref, value.ref, type.ref, 1, name))
  }

  /// Brings a floating-point value to another format.
  public func fpCast(_ value: Value, _ type: Type, name: String = "") -> Value {
    Value(LLVMBuildFPCast(ref, value.ref, type.ref, name))
  }
}
