//===- MathFunction.swift - The functions that formulas call -------------------------------------===//
//
// The engine emits a call as the LLVM intrinsic, where there is one, and as the C function otherwise. The intrinsic works
// for every precision and for vectors, and lowers to the same C function.
//
//===----------------------------------------------------------------------------------------------===//

/// A function of real numbers under the name of its C version for `double`.
public enum MathFunction: String, Hashable, Sendable, CaseIterable {
  case sin, cos, tan, asin, acos, atan, atan2
  case sinh, cosh, tanh
  case sinpi, cospi
  case exp, exp2, exp10, log, log2, log10
  case sqrt, pow, hypot
  case fabs, copysign, fmin, fmax, fma
  case floor, ceil, trunc, rint, round
  case j0, j1, jn, y0, y1, yn
  case ldexp, scalbln
  case pown, compoundn
  /// x to an integer power: only the intrinsic.
  case powi
  /// ψ, the logarithmic derivative of Γ: in no C library; `SupportFunctions.digammaIR` defines it.
  case digamma
}

extension MathFunction {

  /// The number of arguments.
  public var arity: Int {
    switch self {
    case .fma: 3
    case .atan2, .pow, .hypot, .copysign, .fmin, .fmax, .jn, .yn, .ldexp, .scalbln, .pown, .compoundn, .powi: 2
    default: 1
    }
  }

  /// The index of the argument that is an integer: `int`, but `long` for `scalbln` and `long long` for C23's `pown` and
  /// `compoundn`. In formulas it always comes from an integer operand, and has that operand's type, unless constant.
  public var integerArgument: Int? {
    switch self {
    case .jn, .yn: 0
    case .ldexp, .scalbln, .pown, .compoundn, .powi: 1
    default: nil
    }
  }

  /// The base name of the LLVM 22 intrinsic (`llvm.sin`), to which the overloaded types are still to be added.
  public var intrinsic: String? {
    switch self {
    case .fmin: "llvm.minnum"
    case .fmax: "llvm.maxnum"
    case .hypot, .sinpi, .cospi, .j0, .j1, .jn, .y0, .y1, .yn, .scalbln, .pown, .compoundn, .digamma: nil
    default: "llvm.\(rawValue)"
    }
  }

  /// The C function for a precision (`sinf`, `sin`, `sinl`), or nil where C has none.
  public func libraryName(_ precision: Precision) -> String? {
    switch self {
    case .powi, .digamma: nil
    default: rawValue + precision.librarySuffix
    }
  }
}

/// The precision of a C function.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  case half, single, double
  /// `long double`: 80 bits on x86-64 Linux.
  case extended

  /// What C appends to the name of the version for `double`.
  public var librarySuffix: String {
    switch self {
    case .half: "f16"
    case .single: "f"
    case .double: ""
    case .extended: "l"
    }
  }
}
