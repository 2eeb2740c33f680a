// How one derivative works, for the person who wrote the primal: which parameters carry derivatives, what each loop
// keeps for the reverse sweep and why, and what that costs in memory. Plain values; text is made where source files
// can be read.

/// The reverse derivative of one function.
public struct FunctionExplanation: Sendable {
  /// The readable name.
  public var name: String
  public var place: SourcePlace?
  public var parameters: [ParameterExplanation]
  /// Both sweeps stand in one function: what is kept outside loops stays in registers and costs no memory.
  public var keepsBodyInRegisters: Bool
  /// The body, with its loops inside.
  public var body: LoopExplanation
}

/// How a parameter takes part.
public struct ParameterExplanation: Sendable {
  public enum Role: Sendable {
    case constant
    /// A number with a derivative.
    case active
    /// A pointer to memory that carries derivatives.
    case shadowed
  }

  /// Its name, or "argument 1" where the compiler has dropped that.
  public var name: String
  public var role: Role
}

/// One loop, or the body of a function.
public struct LoopExplanation: Sendable {
  public enum Count: Sendable {
    /// The body of a function.
    case once
    /// Known before the loop starts.
    case known
    /// Counted by the forward sweep.
    case counted
  }

  public var place: SourcePlace?
  public var count: Count
  public var kept: [KeptValue] = []
  /// How many values the reverse sweep computes again in each iteration, and how many follow from the loop counter.
  public var recomputed = 0
  public var inductions = 0
  public var branches: [BranchExplanation] = []
  /// Bytes on the tape for each iteration, inner loops and calls not counted.
  public var bytesPerIteration = 0
  /// Nothing inside has a derivative: the reverse sweep leaves the loop out.
  public var isSkipped = false
  public var inner: [LoopExplanation] = []
}

/// Something that the forward sweep keeps in every iteration.
public struct KeptValue: Sendable {
  /// What it is: "a number read from memory".
  public var what: String
  /// Its type in LLVM's words.
  public var type: String
  public var bytes: Int
  /// Why it is not computed again.
  public var reason: String
  public var place: SourcePlace?
  /// The address of a copy of an array, which costs memory wherever the address is kept.
  public var isCopy = false
}

/// A place where paths join, and how the reverse sweep finds the one that was taken.
public struct BranchExplanation: Sendable {
  public enum Method: Sendable {
    /// The number of the path is kept.
    case kept
    /// The condition is at hand or computed again.
    case condition
  }

  public var method: Method
  public var place: SourcePlace?
}
