// The macro `@Gradient`: gradients of functions that return a number.

/// Generates the gradient of a function that returns a floating-point number, by reverse-mode differentiation.
///
/// For a function `f` the macro adds two functions with the same parameters: `fGradient` returns the derivatives with
/// respect to the active parameters, and `fValueWithGradient` also the value, at no extra cost.
///
/// ```swift
/// @Gradient
/// func loss(_ weights: [Double], data: [Double], count: Int) -> Double { … }
///
/// let step = lossGradient(weights, data: data, count: 10)      // (weights: [Double], data: [Double])
/// ```
///
/// Parameters without floating-point numbers (`Int`, `Bool`, `String`, arrays of them, …) are constant. Choose among the
/// others with `wrt:` or `constant:`; the derivative of a single parameter is returned bare, several as a labelled tuple:
///
/// ```swift
/// @Gradient(wrt: "weights")
/// func loss(_ weights: [Double], data: [Double]) -> Double { … }
///
/// let (value, gradient) = lossValueWithGradient(weights, data: data)     // (Double, [Double])
/// ```
///
/// - Parameters:
///   - wrt: The names of the parameters to differentiate with respect to; `"self"` in instance methods.
///   - constant: The names of parameters to leave out.
@attached(
  peer, names: suffixed(Gradient), suffixed(ValueWithGradient), named(initGradient), named(initValueWithGradient),
  named(subscriptGradient), named(subscriptValueWithGradient))
public macro Gradient(wrt: String..., constant: String...) =
  #externalMacro(module: "NablaMacros", type: "GradientMacro")
