// Names of instructions, predicates and orderings. Raw values are those of LLVM's C interface.

/// What an instruction does.
public enum Opcode: UInt32, Hashable, Sendable, CaseIterable {
  case ret = 1
  case br = 2
  case `switch` = 3
  case indirectBr = 4
  case invoke = 5
  case unreachable = 7
  case add = 8
  case fadd = 9
  case sub = 10
  case fsub = 11
  case mul = 12
  case fmul = 13
  case udiv = 14
  case sdiv = 15
  case fdiv = 16
  case urem = 17
  case srem = 18
  case frem = 19
  case shl = 20
  case lshr = 21
  case ashr = 22
  case and = 23
  case or = 24
  case xor = 25
  case alloca = 26
  case load = 27
  case store = 28
  case getElementPtr = 29
  case trunc = 30
  case zext = 31
  case sext = 32
  case fpToUI = 33
  case fpToSI = 34
  case uiToFP = 35
  case siToFP = 36
  case fpTrunc = 37
  case fpExt = 38
  case ptrToInt = 39
  case intToPtr = 40
  case bitCast = 41
  case icmp = 42
  case fcmp = 43
  case phi = 44
  case call = 45
  case select = 46
  case userOp1 = 47
  case userOp2 = 48
  case vaArg = 49
  case extractElement = 50
  case insertElement = 51
  case shuffleVector = 52
  case extractValue = 53
  case insertValue = 54
  case fence = 55
  case cmpXchg = 56
  case atomicRMW = 57
  case resume = 58
  case landingPad = 59
  case addrSpaceCast = 60
  case cleanupRet = 61
  case catchRet = 62
  case catchPad = 63
  case cleanupPad = 64
  case catchSwitch = 65
  case fneg = 66
  case callBr = 67
  case freeze = 68
  case ptrToAddr = 69

  public var isTerminator: Bool {
    switch self {
    case .ret, .br, .switch, .indirectBr, .invoke, .unreachable, .resume, .cleanupRet, .catchRet, .catchSwitch, .callBr:
      true
    default: false
    }
  }

  public var isCast: Bool { (30...41).contains(rawValue) || self == .addrSpaceCast || self == .ptrToAddr }

  public var isBinary: Bool { (8...25).contains(rawValue) }

  /// Calls of every kind: `call`, `invoke`, `callbr`.
  public var isCall: Bool { self == .call || self == .invoke || self == .callBr }
}

/// How `icmp` compares.
public enum IntegerPredicate: UInt32, Hashable, Sendable, CaseIterable {
  case eq = 32
  case ne, ugt, uge, ult, ule, sgt, sge, slt, sle
}

/// How `fcmp` compares: `o…` is false, `u…` true when an operand is NaN.
public enum FloatPredicate: UInt32, Hashable, Sendable, CaseIterable {
  case alwaysFalse
  case oeq, ogt, oge, olt, ole, one, ord, uno, ueq, ugt, uge, ult, ule, une
  case alwaysTrue
}

/// What an atomic access orders.
public enum AtomicOrdering: UInt32, Hashable, Sendable {
  case notAtomic = 0
  case unordered = 1
  case monotonic = 2
  case acquire = 4
  case release = 5
  case acquireRelease = 6
  case sequentiallyConsistent = 7
}

/// What `atomicrmw` does.
public enum AtomicOperation: UInt32, Hashable, Sendable, CaseIterable {
  case xchg
  case add, sub, and, nand, or, xor, max, min, umax, umin
  case fadd, fsub, fmax, fmin
  case uincWrap, udecWrap, usubCond, usubSat
  case fmaximum, fminimum
}

/// What a call promises about the caller's frame.
public enum TailCallKind: UInt32, Hashable, Sendable {
  case none, tail, mustTail, noTail
}
