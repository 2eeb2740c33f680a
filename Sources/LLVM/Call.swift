// Calls: `call`, `invoke`, `callbr`.

internal import CLLVM

extension Value {
  /// Whether the value is a call of any kind.
  public var isCall: Bool { isInstruction && opcode.isCall }

  public var calledValue: Value { Value(LLVMGetCalledValue(ref)) }

  /// The function called directly; nil for an indirect call or inline assembly.
  public var calledFunction: Function? { Function(calledValue) }

  public var calledFunctionType: Type { Type(LLVMGetCalledFunctionType(ref)) }

  public var argumentCount: Int { Int(LLVMGetNumArgOperands(ref)) }

  /// The arguments, without operand bundles and the callee.
  public var arguments: [Value] { (0..<argumentCount).map(operand) }

  public func argument(_ index: Int) -> Value { operand(index) }

  /// LLVM's number for the calling convention of a call or function.
  public var callingConvention: Int {
    get { Int(kind == .function ? LLVMGetFunctionCallConv(ref) : LLVMGetInstructionCallConv(ref)) }
    nonmutating set {
      if kind == .function {
        LLVMSetFunctionCallConv(ref, UInt32(newValue))
      } else {
        LLVMSetInstructionCallConv(ref, UInt32(newValue))
      }
    }
  }

  public var tailCallKind: TailCallKind {
    get { opcode == .call ? TailCallKind(rawValue: LLVMGetTailCallKind(ref).rawValue) ?? .none : .none }
    nonmutating set { LLVMSetTailCallKind(ref, LLVMTailCallKind(newValue.rawValue)) }
  }

  /// Marked `tail` or `musttail`.
  public var isTailCall: Bool { tailCallKind == .tail || tailCallKind == .mustTail }

  /// Makes a plain call of an `invoke`, behind which its normal destination follows.
  @discardableResult
  public func convertInvokeToCall() -> Value { Value(NBLConvertInvokeToCall(ref)) }

  /// Makes an `invoke` of a plain call; what stood behind the call goes to a block of its own.
  @discardableResult
  public func convertCallToInvoke(unwind: BasicBlock) -> Value { Value(NBLConvertCallToInvoke(ref, unwind.ref)) }

  public var hasOperandBundles: Bool { isCall && LLVMGetNumOperandBundles(ref) > 0 }
}
