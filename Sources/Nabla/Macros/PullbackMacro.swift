// The macro `@Pullback`: adjoints of the arguments for any adjoint of the result.

/// Generates the pullback of a function, by reverse-mode differentiation, whatever the type of its result.
///
/// For a function `f` the macro adds two functions with the same parameters: `fPullback` returns a function that turns an
/// adjoint of the result into the adjoints of the active parameters, and `fValueWithPullback` also the value.
///
/// ```swift
/// @Pullback
/// func trajectory(_ state: [Double], time: Double) -> [Double] { … }
///
/// let (end, pullback) = trajectoryValueWithPullback(start, time: 2)
/// let (state, time) = pullback([1, 0])            // (state: [Double], time: Double)
/// ```
///
/// The pullback may be called any number of times with adjoints of the shape of the result; the program traps otherwise.
/// The function runs once, with `fPullback`; each call of the pullback is one reverse sweep. What that needs stays in memory
/// until the last copy of the pullback is released. A function that throws does so when it runs: the pullback does not.
///
/// A function with `inout` parameters is refused; use ``Autodiff(_:_:width:)`` for it. In code that is differentiated itself
/// the function runs with each call of the pullback.
///
/// - Parameters:
///   - wrt: The names of the parameters to differentiate with respect to; `"self"` in instance methods.
///   - constant: The names of parameters to leave out.
@attached(
  peer, names: suffixed(Pullback), suffixed(ValueWithPullback), named(initPullback), named(initValueWithPullback),
  named(subscriptPullback), named(subscriptValueWithPullback))
public macro Pullback(wrt: String..., constant: String...) =
  #externalMacro(module: "NablaMacros", type: "PullbackMacro")
