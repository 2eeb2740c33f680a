// Values: arguments, constants, instructions, blocks, functions, globals.

internal import CLLVM

/// A handle to a value. Equal handles are the same value; a handle to an erased value must not be used.
public struct Value: Hashable {
  let ref: OpaquePointer

  init(_ ref: OpaquePointer) { self.ref = ref }

  public enum Kind: Hashable, Sendable {
    case argument, basicBlock, function, globalVariable, globalAlias, globalIFunc
    case constantInt, constantFP, constantNull, undef, poison
    /// A structure, array or vector with constants as operands.
    case constantAggregate
    /// An array or vector of plain numbers.
    case constantData
    case constantExpr, blockAddress, inlineAsm, instruction, metadataAsValue, other
  }

  /// `constantNull` covers null pointers and zeroed aggregates.
  public var kind: Kind {
    switch LLVMGetValueKind(ref) {
    case LLVMArgumentValueKind: .argument
    case LLVMBasicBlockValueKind: .basicBlock
    case LLVMFunctionValueKind: .function
    case LLVMGlobalVariableValueKind: .globalVariable
    case LLVMGlobalAliasValueKind: .globalAlias
    case LLVMGlobalIFuncValueKind: .globalIFunc
    case LLVMConstantIntValueKind: .constantInt
    case LLVMConstantFPValueKind: .constantFP
    case LLVMConstantPointerNullValueKind, LLVMConstantAggregateZeroValueKind, LLVMConstantTokenNoneValueKind:
      .constantNull
    case LLVMUndefValueValueKind: .undef
    case LLVMPoisonValueValueKind: .poison
    case LLVMConstantArrayValueKind, LLVMConstantStructValueKind, LLVMConstantVectorValueKind: .constantAggregate
    case LLVMConstantDataArrayValueKind, LLVMConstantDataVectorValueKind: .constantData
    case LLVMConstantExprValueKind: .constantExpr
    case LLVMBlockAddressValueKind: .blockAddress
    case LLVMInlineAsmValueKind: .inlineAsm
    case LLVMInstructionValueKind: .instruction
    case LLVMMetadataAsValueValueKind: .metadataAsValue
    default: .other
    }
  }

  public var type: Type { Type(LLVMTypeOf(ref)) }

  public var name: String {
    get {
      var length = 0
      return string(LLVMGetValueName2(ref, &length), length)
    }
    nonmutating set { LLVMSetValueName2(ref, newValue, newValue.utf8.count) }
  }

  /// Any constant: numbers, aggregates, expressions, functions and globals.
  public var isConstant: Bool { LLVMIsConstant(ref) != 0 }

  public var isInstruction: Bool { LLVMGetValueKind(ref) == LLVMInstructionValueKind }

  public var isUndefOrPoison: Bool { LLVMIsUndef(ref) != 0 }

  /// A constant with all bits zero.
  public var isZero: Bool { LLVMIsNull(ref) != 0 }

  public var operandCount: Int { Int(NBLOperandCount(ref)) }

  public func operand(_ index: Int) -> Value { Value(LLVMGetOperand(ref, UInt32(index))) }

  public var operands: [Value] { (0..<operandCount).map(operand) }

  public func setOperand(_ index: Int, _ value: Value) { LLVMSetOperand(ref, UInt32(index), value.ref) }

  /// A place where a value is an operand.
  public struct Use: Hashable {
    public let user: Value
    public let operandIndex: Int
  }

  /// Where the value is used; plain number constants keep no list.
  public var uses: [Use] {
    var result: [Use] = []
    var use = NBLFirstUse(ref)
    while let current = use {
      result.append(Use(user: Value(LLVMGetUser(current)), operandIndex: Int(NBLUseOperandIndex(current))))
      use = LLVMGetNextUse(current)
    }
    return result
  }

  /// The user of every use; one user may come several times.
  public var users: [Value] {
    var result: [Value] = []
    var use = NBLFirstUse(ref)
    while let current = use {
      result.append(Value(LLVMGetUser(current)))
      use = LLVMGetNextUse(current)
    }
    return result
  }

  public var hasUses: Bool { NBLFirstUse(ref) != nil }

  public func replaceAllUses(with value: Value) { LLVMReplaceAllUsesWith(ref, value.ref) }
}

extension Value: CustomStringConvertible {
  public var description: String { take(LLVMPrintValueToString(ref)) ?? "" }
}

extension Value {
  /// An argument's function.
  public var argumentParent: Function? { kind == .argument ? Function(ref: LLVMGetParamParent(ref)) : nil }

  /// The value of an integer constant, sign-extended from its width; nil if it needs more than 64 bits.
  public var constantInt: Int64? {
    var result: Int64 = 0
    return NBLSignedConstant(ref, &result) ? result : nil
  }

  /// The value of an integer constant, zero-extended from its width; nil if it needs more than 64 bits.
  public var constantUInt: UInt64? {
    var result: UInt64 = 0
    return NBLUnsignedConstant(ref, &result) ? result : nil
  }

  /// The value of a floating-point constant, rounded to `Double`.
  public var constantDouble: Double? {
    guard kind == .constantFP else { return nil }
    var losesInformation: LLVMBool = 0
    return LLVMConstRealGetDouble(ref, &losesInformation)
  }

  /// The bytes of an array or vector of plain numbers.
  public var constantBytes: [UInt8]? {
    var bytes = NBLString()
    guard NBLRawBytes(ref, &bytes) else { return nil }
    return Array(UnsafeRawBufferPointer(start: bytes.data, count: bytes.length))
  }

  /// An element of a constant structure, array or vector, however it is stored.
  public func constantElement(_ index: Int) -> Value? { NBLAggregateElement(ref, UInt32(index)).map(Value.init) }

  /// A constant array of bytes.
  public static func bytes(_ bytes: [UInt8], nullTerminated: Bool = false, in context: Context) -> Value {
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        Value(LLVMConstStringInContext2(context.ref, $0.baseAddress, $0.count, nullTerminated ? 0 : 1))
      }
    }
  }

  /// Text and constraints of inline assembly.
  public var inlineAssembly: (text: String, constraints: String)? {
    guard kind == .inlineAsm else { return nil }
    var textLength = 0
    var constraintsLength = 0
    let text = LLVMGetInlineAsmAsmString(ref, &textLength)
    let constraints = LLVMGetInlineAsmConstraintString(ref, &constraintsLength)
    return (string(text, textLength), string(constraints, constraintsLength))
  }
}
