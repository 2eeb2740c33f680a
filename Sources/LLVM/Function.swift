// Functions.

internal import CLLVM

/// A declared or defined function.
public struct Function: Hashable {
  let ref: OpaquePointer

  init(ref: OpaquePointer) { self.ref = ref }

  /// Nil unless the value is a function.
  public init?(_ value: Value) {
    guard value.kind == .function else { return nil }
    ref = value.ref
  }

  public var value: Value { Value(ref) }

  public var name: String {
    get { value.name }
    nonmutating set { value.name = newValue }
  }

  public var functionType: Type { value.valueType }

  public var returnType: Type { functionType.returnType }

  public var parameters: [Value] { (0..<LLVMCountParams(ref)).map { Value(LLVMGetParam(ref, $0)) } }

  public func parameter(_ index: Int) -> Value { Value(LLVMGetParam(ref, UInt32(index))) }

  public var basicBlocks: [BasicBlock] {
    chain(LLVMGetFirstBasicBlock(ref)) { LLVMGetNextBasicBlock($0) }.map(BasicBlock.init)
  }

  /// Every instruction, block by block.
  public var instructions: [Value] { basicBlocks.flatMap(\.instructions) }

  /// The first block; only for definitions.
  public var entry: BasicBlock { BasicBlock(LLVMGetEntryBasicBlock(ref)) }

  public func appendBlock(_ name: String = "") -> BasicBlock {
    BasicBlock(LLVMAppendBasicBlockInContext(LLVMGetValueContext(ref), ref, name))
  }

  public var isDeclaration: Bool { value.isDeclaration }

  /// 0 for functions that are no intrinsics.
  public var intrinsicID: Int { Int(LLVMGetIntrinsicID(ref)) }

  /// The intrinsic's name without types, e.g. `llvm.sin`.
  public var intrinsicName: String? {
    let identifier = LLVMGetIntrinsicID(ref)
    guard identifier != 0 else { return nil }
    var length = 0
    return string(LLVMIntrinsicGetName(identifier, &length), length)
  }

  public var callingConvention: Int {
    get { value.callingConvention }
    nonmutating set { value.callingConvention = newValue }
  }

  public var linkage: Linkage {
    get { value.linkage }
    nonmutating set { value.linkage = newValue }
  }

  public var visibility: Visibility {
    get { value.visibility }
    nonmutating set { value.visibility = newValue }
  }

  /// The garbage collector's name.
  public var gc: String? {
    get { LLVMGetGC(ref).map { String(cString: $0) } }
    nonmutating set { LLVMSetGC(ref, newValue) }
  }

  /// The exception personality function.
  public var personality: Value? {
    get { LLVMHasPersonalityFn(ref) != 0 ? Value(LLVMGetPersonalityFn(ref)) : nil }
    nonmutating set { LLVMSetPersonalityFn(ref, newValue?.ref) }
  }

  /// The name of the C library function this is, if name and prototype fit one that LLVM knows.
  public var libraryFunctionName: String? {
    var name = NBLString()
    return NBLLibraryFunctionName(ref, &name) ? string(name) : nil
  }

  /// Removes and destroys the function; it must have no uses.
  public func erase() { LLVMDeleteFunction(ref) }

  /// Makes a declaration of a definition.
  public func deleteBody() { NBLDeleteBody(ref) }

  /// A copy of the function in the same module, with the same signature.
  public func clone(name: String) -> Function { Function(ref: NBLCloneFunction(ref, name)) }
}

extension Function: CustomStringConvertible {
  public var description: String { value.description }
}
