// Instructions: what belongs to single kinds of them.

internal import CLLVM

extension Value {
  /// How an `icmp` compares; nil for other instructions.
  public var integerPredicate: IntegerPredicate? {
    opcode == .icmp ? IntegerPredicate(rawValue: LLVMGetICmpPredicate(ref).rawValue) : nil
  }

  /// How an `fcmp` compares; nil for other instructions.
  public var floatPredicate: FloatPredicate? {
    opcode == .fcmp ? FloatPredicate(rawValue: LLVMGetFCmpPredicate(ref).rawValue) : nil
  }

  /// The type a `getelementptr` steps over.
  public var sourceElementType: Type { Type(LLVMGetGEPSourceElementType(ref)) }

  /// The constant indices of `extractvalue` and `insertvalue`.
  public var indices: [Int] {
    let count = Int(LLVMGetNumIndices(ref))
    return UnsafeBufferPointer(start: LLVMGetIndices(ref), count: count).map(Int.init)
  }

  /// True for stack memory that stands for the register in which Swift functions throw errors.
  public var isSwiftError: Bool {
    get { NBLIsSwiftError(ref) }
    nonmutating set { NBLSetSwiftError(ref, newValue) }
  }

  /// The type of one element of an `alloca`; its operand 0 is the count.
  public var allocatedType: Type { Type(LLVMGetAllocatedType(ref)) }

  /// The lanes a `shufflevector` picks; -1 is undefined.
  public var mask: [Int] {
    (0..<LLVMGetNumMaskElements(ref)).map { Int(LLVMGetMaskValue(ref, $0)) }
  }

  /// The alignment in bytes of an access, allocation, global or function; 0 if it has none.
  public var alignment: Int {
    get { Int(NBLGetAlignment(ref)) }
    nonmutating set { NBLSetAlignment(ref, UInt64(newValue)) }
  }

  public var isAtomic: Bool { NBLIsAtomic(ref) }

  /// The ordering of an access or fence; for `cmpxchg` the one on success.
  public var ordering: AtomicOrdering { AtomicOrdering(rawValue: NBLOrdering(ref).rawValue) ?? .notAtomic }

  /// What an `atomicrmw` does; nil for other instructions.
  public var atomicOperation: AtomicOperation? {
    opcode == .atomicRMW ? AtomicOperation(rawValue: LLVMGetAtomicRMWBinOp(ref).rawValue) : nil
  }

  /// Whether a `landingpad` is a cleanup.
  public var isCleanup: Bool { opcode == .landingPad && LLVMIsCleanup(ref) != 0 }

  // MARK: Flags; false where an instruction has no such flag

  public var isVolatile: Bool {
    get { NBLGetFlag(ref, NBLFlagVolatile) }
    nonmutating set { NBLSetFlag(ref, NBLFlagVolatile, newValue) }
  }

  public var isInBounds: Bool {
    get { NBLGetFlag(ref, NBLFlagInBounds) }
    nonmutating set { NBLSetFlag(ref, NBLFlagInBounds, newValue) }
  }

  /// `nuw`
  public var hasNoUnsignedWrap: Bool {
    get { NBLGetFlag(ref, NBLFlagNUW) }
    nonmutating set { NBLSetFlag(ref, NBLFlagNUW, newValue) }
  }

  /// `nsw`
  public var hasNoSignedWrap: Bool {
    get { NBLGetFlag(ref, NBLFlagNSW) }
    nonmutating set { NBLSetFlag(ref, NBLFlagNSW, newValue) }
  }

  /// `exact`
  public var isExact: Bool {
    get { NBLGetFlag(ref, NBLFlagExact) }
    nonmutating set { NBLSetFlag(ref, NBLFlagExact, newValue) }
  }

  /// `nneg`
  public var isNonNegative: Bool {
    get { NBLGetFlag(ref, NBLFlagNonNegative) }
    nonmutating set { NBLSetFlag(ref, NBLFlagNonNegative, newValue) }
  }

  /// `disjoint`
  public var isDisjoint: Bool {
    get { NBLGetFlag(ref, NBLFlagDisjoint) }
    nonmutating set { NBLSetFlag(ref, NBLFlagDisjoint, newValue) }
  }

  /// LLVM's fast-math bits: reassoc 1, nnan 2, ninf 4, nsz 8, arcp 16, contract 32, afn 64.
  public var fastMathFlags: UInt32 {
    get { NBLGetFastMathFlags(ref) }
    nonmutating set { NBLSetFastMathFlags(ref, newValue) }
  }
}

extension Value {
  /// Withdraws the promise that operands and result are finite, which holds for other numbers than those of a copy.
  public func dropFiniteness() {
    guard opcode == .select || opcode == .call, type.isFloatOrFloatVector else { return }
    fastMathFlags &= ~(FastMath.noNaNs | FastMath.noInfinities)
  }
}

/// LLVM's fast-math flags that Nabla sets itself; see `Value.fastMathFlags`.
public enum FastMath {
  public static let noNaNs: UInt32 = 2
  public static let noInfinities: UInt32 = 4
  public static let reassociate: UInt32 = 1
  public static let noSignedZeros: UInt32 = 8
}
