// The macro `@Derivative`: derivatives along a direction.

/// Generates the derivative of a function along a direction, by forward-mode differentiation.
///
/// For a function `f` the macro adds `fDerivative`, which takes the same arguments and a direction, and returns the value
/// and the derivative of the result, whatever its type:
///
/// ```swift
/// @Derivative
/// func trajectory(_ state: [Double], time: Double) -> [Double] { … }
///
/// let (end, change) = trajectoryDerivative(start, time: 2, along: (state: [1, 0, 0], time: 0))
/// ```
///
/// With one active parameter the direction is its bare value: `fDerivative(x, along: v)`. A direction must have the
/// shape of the argument (arrays the same count, optionals the same case); the program traps otherwise.
///
/// - Parameters:
///   - wrt: The names of the parameters to differentiate with respect to; `"self"` in instance methods.
///   - constant: The names of parameters to leave out.
@attached(
  peer, names: suffixed(Derivative), named(initDerivative), named(subscriptDerivative))
public macro Derivative(wrt: String..., constant: String...) =
  #externalMacro(module: "NablaMacros", type: "DerivativeMacro")
