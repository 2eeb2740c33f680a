// Making types, and constants of a type.

internal import CLLVM

extension Type {
  public static func void(_ context: Context) -> Type { Type(LLVMVoidTypeInContext(context.ref)) }
  public static func half(_ context: Context) -> Type { Type(LLVMHalfTypeInContext(context.ref)) }
  public static func bfloat(_ context: Context) -> Type { Type(LLVMBFloatTypeInContext(context.ref)) }
  public static func float(_ context: Context) -> Type { Type(LLVMFloatTypeInContext(context.ref)) }
  public static func double(_ context: Context) -> Type { Type(LLVMDoubleTypeInContext(context.ref)) }
  public static func x86FP80(_ context: Context) -> Type { Type(LLVMX86FP80TypeInContext(context.ref)) }
  public static func fp128(_ context: Context) -> Type { Type(LLVMFP128TypeInContext(context.ref)) }
  public static func ppcFP128(_ context: Context) -> Type { Type(LLVMPPCFP128TypeInContext(context.ref)) }
  public static func label(_ context: Context) -> Type { Type(LLVMLabelTypeInContext(context.ref)) }
  public static func metadata(_ context: Context) -> Type { Type(LLVMMetadataTypeInContext(context.ref)) }
  public static func token(_ context: Context) -> Type { Type(LLVMTokenTypeInContext(context.ref)) }

  public static func integer(_ bits: Int, _ context: Context) -> Type {
    Type(LLVMIntTypeInContext(context.ref, UInt32(bits)))
  }

  public static func pointer(_ context: Context, addressSpace: Int = 0) -> Type {
    Type(LLVMPointerTypeInContext(context.ref, UInt32(addressSpace)))
  }

  /// A structure without name.
  public static func structure(_ elements: [Type], packed: Bool = false, _ context: Context) -> Type {
    var refs = elements.references
    return Type(LLVMStructTypeInContext(context.ref, &refs, UInt32(refs.count), packed ? 1 : 0))
  }

  /// A new structure with a name (LLVM appends a number to a taken one).
  public static func structure(
    named name: String, _ elements: [Type], packed: Bool = false, _ context: Context
  ) -> Type {
    let type = LLVMStructCreateNamed(context.ref, name)!
    var refs = elements.references
    LLVMStructSetBody(type, &refs, UInt32(refs.count), packed ? 1 : 0)
    return Type(type)
  }

  /// The structure type of this name; nil if the context has none.
  public static func structure(named name: String, _ context: Context) -> Type? {
    LLVMGetTypeByName2(context.ref, name).map(Type.init)
  }

  public static func array(_ element: Type, _ count: Int) -> Type {
    Type(LLVMArrayType2(element.ref, UInt64(count)))
  }

  public static func vector(_ element: Type, _ count: Int) -> Type {
    Type(LLVMVectorType(element.ref, UInt32(count)))
  }

  public static func function(params: [Type], returns: Type, varArg: Bool = false) -> Type {
    var refs = params.references
    return Type(LLVMFunctionType(returns.ref, &refs, UInt32(refs.count), varArg ? 1 : 0))
  }

  /// The zero of the type, null for pointers.
  public var zero: Value { Value(LLVMConstNull(ref)) }
  public var undef: Value { Value(LLVMGetUndef(ref)) }
  public var poison: Value { Value(LLVMGetPoison(ref)) }
  public var allOnes: Value { Value(LLVMConstAllOnes(ref)) }

  /// An integer (cut to the width), or that number in a floating-point type; in every lane of a vector.
  public func constant(_ value: Int) -> Value { Value(NBLConstantInt(ref, Int64(value))) }

  /// A floating-point number, rounded to the type; in every lane of a vector.
  public func constant(_ value: Double) -> Value { Value(NBLConstantFP(ref, value)) }

  /// A floating-point number in decimal notation, rounded once to the type's own precision; in every lane of a vector.
  public func constant(decimal: String) -> Value { Value(LLVMConstRealOfString(ref, decimal)) }

  /// A constant structure, array or vector of constant elements.
  public func constant(elements: [Value]) -> Value {
    var refs = elements.references
    return Value(NBLConstantAggregate(ref, &refs, refs.count))
  }
}
