// The macro `@Autodiff`: derivatives with shadows that the caller owns.

/// The direction of differentiation.
public enum AutodiffMode: Sendable {
  /// From inputs to results: the derivative along directions.
  case forward
  /// From results to inputs: the gradient.
  case reverse
}

/// How a parameter or result takes part in differentiation.
public enum Activity: Sendable {
  /// The parameter is constant; the result's derivative is not wanted.
  case const
  /// Reverse mode: the derivative of the parameter is returned; the result gets a parameter `seed:`.
  case active
  /// As `active`, but the primal value is not returned.
  case activeOnly
  /// Reverse mode: a shadow `inout` follows the parameter; derivatives are added to it.
  case duplicated
  /// As `duplicated`, but the primal memory need not be valid afterwards.
  case duplicatedOnly
  /// Forward mode: a tangent follows the parameter; the result's derivative is returned after its value.
  case dual
  /// As `dual`, but the primal value is not returned.
  case dualOnly
  /// Forward mode with a width, for arrays and buffers: one shadow holds all tangents, one after the other.
  case dualv
  /// As `dualv`, but the primal value is not returned.
  case dualvOnly
}

/// Generates a derivative that works on shadows owned by the caller, as Rust's `std::autodiff` does.
///
/// Activities are listed in the order of the parameters (`self` first in methods), and last the activity of the result
/// unless the function returns nothing. The derivative is named `fReverse` or `fForward`.
///
/// ```swift
/// @Autodiff(.reverse, .duplicated, .active, .const, .active)
/// func energy(_ x: [Double], scale: Double, count: Int) -> Double { … }
///
/// var dx = [Double](repeating: 0, count: x.count)
/// let (value, dscale) = energyReverse(x, dx: &dx, scale: 2, count: 3, seed: 1)
/// ```
///
/// ```swift
/// @Autodiff(.forward, .dual, .const, .const, .dual)
/// func energy(_ x: [Double], scale: Double, count: Int) -> Double { … }
///
/// let (value, derivative) = energyForward(x, dx: v, scale: 2, count: 3)
/// ```
///
/// In reverse mode derivatives are **added** to the shadows of inputs, and the shadow of a parameter that the function
/// changes is the seed: it is read, and replaced. In forward mode shadows are tangents. Shadows must have the shape of
/// their primals; the program traps otherwise.
///
/// - Parameters:
///   - mode: The direction of differentiation.
///   - activities: One activity for each parameter and one for the result.
///   - width: The number of shadows carried at once: `dx1:`, `dx2:`, …, and in reverse mode `seed1:`, `seed2:`, ….
@attached(
  peer, names: suffixed(Reverse), suffixed(Forward), named(initReverse), named(initForward), named(subscriptReverse),
  named(subscriptForward))
public macro Autodiff(_ mode: AutodiffMode, _ activities: Activity..., width: Int = 1) =
  #externalMacro(module: "NablaMacros", type: "AutodiffMacro")

/// Generates a derivative with a name of your choice, as ``Autodiff(_:_:width:)`` does.
///
/// Swift lets macros introduce arbitrary names only inside types, so this form is for static functions and methods.
///
/// ```swift
/// enum Physics {
///   @AutodiffNamed("force", .reverse, .active, .active)
///   static func potential(_ x: Double) -> Double { … }
/// }
///
/// let (value, dx) = Physics.force(1, seed: 1)
/// ```
///
/// - Parameters:
///   - name: The derivative's name.
///   - mode: The direction of differentiation.
///   - activities: One activity for each parameter and one for the result.
///   - width: The number of shadows carried at once: `dx1:`, `dx2:`, …, and in reverse mode `seed1:`, `seed2:`, ….
@attached(peer, names: arbitrary)
public macro AutodiffNamed(_ name: String, _ mode: AutodiffMode, _ activities: Activity..., width: Int = 1) =
  #externalMacro(module: "NablaMacros", type: "AutodiffMacro")
