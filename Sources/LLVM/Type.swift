// Types: what they are.

internal import CLLVM

/// A type of a context; equal types are the same handle.
public struct Type: Hashable {
  let ref: OpaquePointer

  init(_ ref: OpaquePointer) { self.ref = ref }

  public enum Kind: Hashable, Sendable {
    case void, half, bfloat, float, double, x86FP80, fp128, ppcFP128
    case integer(Int)
    case pointer(addressSpace: Int)
    case structure, array, vector, scalableVector, function, label, metadata, token, other
  }

  public var kind: Kind {
    switch LLVMGetTypeKind(ref) {
    case LLVMVoidTypeKind: .void
    case LLVMHalfTypeKind: .half
    case LLVMBFloatTypeKind: .bfloat
    case LLVMFloatTypeKind: .float
    case LLVMDoubleTypeKind: .double
    case LLVMX86_FP80TypeKind: .x86FP80
    case LLVMFP128TypeKind: .fp128
    case LLVMPPC_FP128TypeKind: .ppcFP128
    case LLVMIntegerTypeKind: .integer(Int(LLVMGetIntTypeWidth(ref)))
    case LLVMPointerTypeKind: .pointer(addressSpace: Int(LLVMGetPointerAddressSpace(ref)))
    case LLVMStructTypeKind: .structure
    case LLVMArrayTypeKind: .array
    case LLVMVectorTypeKind: .vector
    case LLVMScalableVectorTypeKind: .scalableVector
    case LLVMFunctionTypeKind: .function
    case LLVMLabelTypeKind: .label
    case LLVMMetadataTypeKind: .metadata
    case LLVMTokenTypeKind: .token
    default: .other
    }
  }

  public var isVoid: Bool { kind == .void }

  /// A scalar floating-point type of any format.
  public var isFloatingPoint: Bool {
    switch kind {
    case .half, .bfloat, .float, .double, .x86FP80, .fp128, .ppcFP128: true
    default: false
    }
  }

  public var isInteger: Bool {
    if case .integer = kind { true } else { false }
  }

  public var isPointer: Bool {
    if case .pointer = kind { true } else { false }
  }

  public var isStructure: Bool { kind == .structure }

  public var isArray: Bool { kind == .array }

  /// A vector, fixed or scalable.
  public var isVector: Bool { kind == .vector || kind == .scalableVector }

  /// A structure or array.
  public var isAggregate: Bool { isStructure || isArray }

  public var isFloatOrFloatVector: Bool { scalar.isFloatingPoint }

  public var isIntegerOrVectorOfIntegers: Bool { scalar.isInteger }

  public var isPointerOrVectorOfPointers: Bool { scalar.isPointer }

  /// Whether values of the type have a size.
  public var isSized: Bool { LLVMTypeIsSized(ref) != 0 }

  /// Bits of an integer type; nil for others.
  public var integerWidth: Int? {
    if case .integer(let width) = kind { width } else { nil }
  }

  /// The element types of a structure; empty for others and for opaque structures.
  public var elements: [Type] {
    guard isStructure, LLVMIsOpaqueStruct(ref) == 0 else { return [] }
    return list(Int(LLVMCountStructElementTypes(ref))) { LLVMGetStructElementTypes(ref, $0) }
  }

  /// The element type of an array or vector.
  public var element: Type { Type(LLVMGetElementType(ref)) }

  /// The number of elements of a structure, array or vector (the minimum for a scalable one).
  public var count: Int {
    switch kind {
    case .structure: Int(LLVMCountStructElementTypes(ref))
    case .array: Int(LLVMGetArrayLength2(ref))
    case .vector: Int(LLVMGetVectorSize(ref))
    case .scalableVector: Int(NBLScalableMinimumCount(ref))
    default: 0
    }
  }

  /// The element type of a vector, else the type itself.
  public var scalar: Type { isVector ? element : self }

  /// The name of a named structure.
  public var structName: String? {
    guard isStructure, let name = LLVMGetStructName(ref) else { return nil }
    return String(cString: name)
  }

  public var isPacked: Bool { isStructure && LLVMIsPackedStruct(ref) != 0 }

  public var isOpaque: Bool { isStructure && LLVMIsOpaqueStruct(ref) != 0 }

  public var returnType: Type { Type(LLVMGetReturnType(ref)) }

  public var parameterTypes: [Type] {
    list(Int(LLVMCountParamTypes(ref))) { LLVMGetParamTypes(ref, $0) }
  }

  public var isVarArg: Bool { LLVMIsFunctionVarArg(ref) != 0 }

  private func list(_ count: Int, _ fill: (UnsafeMutablePointer<OpaquePointer?>?) -> Void) -> [Type] {
    var refs = [OpaquePointer?](repeating: nil, count: count)
    refs.withUnsafeMutableBufferPointer { fill($0.baseAddress) }
    return refs.map { Type($0!) }
  }
}

extension Type: CustomStringConvertible {
  public var description: String { take(LLVMPrintTypeToString(ref)) ?? "" }
}
