// Building instructions: control flow and calls.

internal import CLLVM

extension Builder {
  // MARK: Control flow

  @discardableResult
  public func br(_ block: BasicBlock) -> Value { Value(LLVMBuildBr(ref, block.ref)) }

  @discardableResult
  public func condBr(_ condition: Value, _ then: BasicBlock, _ otherwise: BasicBlock) -> Value {
    Value(LLVMBuildCondBr(ref, condition.ref, then.ref, otherwise.ref))
  }

  @discardableResult
  public func switchInst(_ value: Value, default: BasicBlock, cases: [(value: Value, block: BasicBlock)] = []) -> Value
  {
    let instruction = Value(LLVMBuildSwitch(ref, value.ref, `default`.ref, UInt32(cases.count)))
    for (value, block) in cases { instruction.addCase(value, block) }
    return instruction
  }

  @discardableResult
  public func ret(_ value: Value) -> Value { Value(LLVMBuildRet(ref, value.ref)) }

  @discardableResult
  public func retVoid() -> Value { Value(LLVMBuildRetVoid(ref)) }

  @discardableResult
  public func unreachable() -> Value { Value(LLVMBuildUnreachable(ref)) }

  /// A phi without entries.
  public func phi(_ type: Type, name: String = "") -> Value { Value(LLVMBuildPhi(ref, type.ref, name)) }

  public func phi(_ type: Type, _ incoming: [(value: Value, block: BasicBlock)], name: String = "") -> Value {
    let result = phi(type, name: name)
    for (value, block) in incoming { result.addIncoming(value, from: block) }
    return result
  }

  // MARK: Calls

  /// A call with the plain convention; copy `callingConvention` where the callee has another.
  @discardableResult
  public func call(_ functionType: Type, _ callee: Value, _ arguments: [Value], name: String = "") -> Value {
    var refs = arguments.references
    let name = functionType.returnType.isVoid ? "" : name
    return Value(LLVMBuildCall2(ref, functionType.ref, callee.ref, &refs, UInt32(refs.count), name))
  }

  /// A direct call, with the function's calling convention.
  @discardableResult
  public func call(_ function: Function, _ arguments: [Value], name: String = "") -> Value {
    let result = call(function.functionType, function.value, arguments, name: name)
    result.callingConvention = function.callingConvention
    return result
  }

  @discardableResult
  public func invoke(
    _ functionType: Type, _ callee: Value, _ arguments: [Value], normal: BasicBlock, unwind: BasicBlock,
    name: String = ""
  ) -> Value {
    var refs = arguments.references
    let name = functionType.returnType.isVoid ? "" : name
    return Value(
      LLVMBuildInvoke2(ref, functionType.ref, callee.ref, &refs, UInt32(refs.count), normal.ref, unwind.ref, name))
  }

  public func landingPad(_ type: Type, clauses: [Value], isCleanup: Bool, name: String = "") -> Value {
    let pad = LLVMBuildLandingPad(ref, type.ref, nil, UInt32(clauses.count), name)
    for clause in clauses { LLVMAddClause(pad, clause.ref) }
    LLVMSetCleanup(pad, isCleanup ? 1 : 0)
    return Value(pad!)
  }

  @discardableResult
  public func resume(_ exception: Value) -> Value { Value(LLVMBuildResume(ref, exception.ref)) }

  /// Calls an intrinsic by its name without types, e.g. `llvm.sin`, for the given overload types.
  @discardableResult
  public func callIntrinsic(_ name: String, overloads: [Type], _ arguments: [Value], name result: String = "") -> Value
  {
    let identifier = LLVMLookupIntrinsicID(name, name.utf8.count)
    precondition(identifier != 0, "no intrinsic \(name)")
    var types = overloads.references
    let module = LLVMGetGlobalParent(currentFunction.ref)
    let callee = Function(ref: LLVMGetIntrinsicDeclaration(module, identifier, &types, types.count))
    return call(callee.functionType, callee.value, arguments, name: result)
  }

  public func vaArg(_ list: Value, _ type: Type, name: String = "") -> Value {
    Value(LLVMBuildVAArg(ref, list.ref, type.ref, name))
  }
}
