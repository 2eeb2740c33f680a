//===- SupportFunctions.swift - Functions that no C library has ----------------------------------===//
//
// Formulas may call ψ. The engine parses its definition from the text given here and links it into the module; being IR,
// it is differentiated like any other function when a second derivative asks for ψ'.
//
//===----------------------------------------------------------------------------------------------===//

/// Definitions, as LLVM IR, of what formulas call and no C library has.
public enum SupportFunctions {

  /// The name of ψ in a precision: `nabla.digamma.f16`, `.f32`, `.f64` or `.f80`.
  public static func digammaName(_ precision: Precision) -> String { "nabla.digamma.\(precision.irSuffix)" }

  /// A module of textual LLVM IR that defines `digammaName(precision)` as an internal function of one scalar.
  ///
  /// ψ has the relative accuracy of its precision for positive arguments, beside its zero 1.4616… too, and the absolute
  /// accuracy for negative ones. ψ(±0) = ∓inf; ψ(-1), ψ(-2), … and ψ(-inf) are NaN. The steps are:
  ///
  /// 1. x < 0: reflect, ψ(x) = ψ(1 - x) - π / tan(π x), with x reduced exactly by the nearest integer.
  /// 2. x >= 10: asymptotic series, log x - 1/(2x) - Σ B₂ₖ / (2k x²ᵏ), twelve terms (DLMF 5.11.2).
  /// 3. else: recurrence ψ(x + 1) = ψ(x) + 1/x into [1, 2], where ψ(x) = (x - x₀) p(2x - 3) with the zero x₀ in two
  ///    parts and p the Chebyshev interpolant of degree 26, relative error 2.4e-21.
  ///
  /// Half and single precision compute in double and round once.
  public static func digammaIR(_ precision: Precision) -> String {
    precision == .double || precision == .extended
      ? digammaBody(precision, named: digammaName(precision))
      : digammaWrapper(precision)
  }

  private static func digammaWrapper(_ precision: Precision) -> String {
    let type = precision.irType
    let kernel = digammaName(precision) + ".in.f64"
    return digammaBody(.double, named: kernel) + """

      define internal \(type) @\(digammaName(precision))(\(type) %x) nounwind willreturn memory(none) {
        %wide = fpext \(type) %x to double
        %value = call double @\(kernel)(double %wide)
        %result = fptrunc double %value to \(type)
        ret \(type) %result
      }

      """
  }
}

extension Precision {
  /// `half`, `float`, `double` or `x86_fp80`.
  public var irType: String {
    switch self {
    case .half: "half"
    case .single: "float"
    case .double: "double"
    case .extended: "x86_fp80"
    }
  }

  /// The suffix of overloaded intrinsics: `f16`, `f32`, `f64` or `f80`.
  public var irSuffix: String {
    switch self {
    case .half: "f16"
    case .single: "f32"
    case .double: "f64"
    case .extended: "f80"
    }
  }
}
