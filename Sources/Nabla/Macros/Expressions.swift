// Macros that make functions: `#gradient(of: f)` is a function value that returns the gradient of `f`.
//
// The functions of the same names (`gradient(at:of:)`, …) compute derivatives at a point; these macros are for the
// derivative as a function. `f` is a closure, the name of a function, or any other expression; it is evaluated anew in each call.

/// The function that returns the gradient of `f`.
///
/// ```swift
/// let slope = #gradient { (x: [Double]) in x.reduce(0) { $0 + $1 * $1 } }
/// slope([1, 2])                            // [2, 4]
/// let step = #gradient(of: loss)           // of a function
/// ```
///
/// What the closure captures is constant.
@freestanding(expression)
public macro gradient<Input: Differentiable, Scalar: DifferentiableScalar>(of f: (Input) -> Scalar) -> (Input) ->
  Input =
  #externalMacro(module: "NablaMacros", type: "GradientFunction1Macro")

/// The function that returns the gradient of `f`, a function of two parameters.
@freestanding(expression)
public macro gradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(of f: (X, Y) -> Scalar) -> (
  X, Y
) -> (X, Y) =
  #externalMacro(module: "NablaMacros", type: "GradientFunction2Macro")

/// The function that returns the gradient of `f`, a function of three parameters.
@freestanding(expression)
public macro gradient<X: Differentiable, Y: Differentiable, Z: Differentiable, Scalar: DifferentiableScalar>(
  of f: (X, Y, Z) -> Scalar
) -> (X, Y, Z) -> (X, Y, Z) =
  #externalMacro(module: "NablaMacros", type: "GradientFunction3Macro")

/// The function that returns the value of `f` and its gradient.
@freestanding(expression)
public macro valueWithGradient<Input: Differentiable, Scalar: DifferentiableScalar>(
  of f: (Input) -> Scalar
) -> (Input) -> (value: Scalar, gradient: Input) =
  #externalMacro(module: "NablaMacros", type: "ValueWithGradientFunction1Macro")

/// The function that returns the value of `f`, a function of two parameters, and its gradient.
@freestanding(expression)
public macro valueWithGradient<X: Differentiable, Y: Differentiable, Scalar: DifferentiableScalar>(
  of f: (X, Y) -> Scalar
) -> (X, Y) -> (value: Scalar, gradient: (X, Y)) =
  #externalMacro(module: "NablaMacros", type: "ValueWithGradientFunction2Macro")

/// The function that returns the value of `f`, a function of three parameters, and its gradient.
@freestanding(expression)
public macro valueWithGradient<X: Differentiable, Y: Differentiable, Z: Differentiable, Scalar: DifferentiableScalar>(
  of f: (X, Y, Z) -> Scalar
) -> (X, Y, Z) -> (value: Scalar, gradient: (X, Y, Z)) =
  #externalMacro(module: "NablaMacros", type: "ValueWithGradientFunction3Macro")

/// The function that returns the derivative of `f`, a function of one number.
///
/// ```swift
/// let velocity = #derivative { (t: Double) in [cos(t), sin(t)] }
/// ```
@freestanding(expression)
public macro derivative<Scalar: DifferentiableScalar, Output>(of f: (Scalar) -> Output) -> (Scalar) -> Output =
  #externalMacro(module: "NablaMacros", type: "DerivativeFunctionMacro")

/// The function of a point and a direction that returns the derivative of `f`.
@freestanding(expression)
public macro derivative<Input: Differentiable, Output>(of f: (Input) -> Output) -> (_ x: Input, _ direction: Input) ->
  Output =
  #externalMacro(module: "NablaMacros", type: "DirectionalDerivativeFunctionMacro")

/// The function that returns the Jacobian of `f`, row by row.
@freestanding(expression)
public macro jacobian<Scalar: DifferentiableScalar>(of f: ([Scalar]) -> [Scalar]) -> ([Scalar]) -> [[Scalar]] =
  #externalMacro(module: "NablaMacros", type: "JacobianFunctionMacro")

/// The function that returns the Hessian of `f`.
@freestanding(expression)
public macro hessian<Scalar: DifferentiableScalar>(of f: ([Scalar]) -> Scalar) -> ([Scalar]) -> [[Scalar]] =
  #externalMacro(module: "NablaMacros", type: "HessianFunctionMacro")

/// The function of a point and a direction that returns the product of the Hessian of `f` with the direction.
@freestanding(expression)
public macro hvp<Input: Differentiable, Scalar: DifferentiableScalar>(of f: (Input) -> Scalar) -> (
  _ x: Input, _ direction: Input
) -> Input =
  #externalMacro(module: "NablaMacros", type: "HessianVectorProductFunctionMacro")

/// The function of a point and an adjoint of the value of `f` that returns the adjoint of the point.
@freestanding(expression)
public macro pullback<Input: Differentiable, Output: Differentiable>(
  of f: (Input) -> Output
) -> (_ x: Input, _ adjoint: Output) -> Input =
  #externalMacro(module: "NablaMacros", type: "PullbackFunctionMacro")

/// The function that turns an adjoint of `f(x)` into the adjoint of `x`.
///
/// It may be called any number of times; each call runs `f` and its reverse sweep once more.
@freestanding(expression)
public macro pullback<Input: Differentiable, Output: Differentiable>(
  at x: Input, of f: (Input) -> Output
) -> (_ adjoint: Output) -> Input =
  #externalMacro(module: "NablaMacros", type: "PullbackAtMacro")

/// The value of `f` at `x`, and the function that turns an adjoint of the value into the adjoint of `x`.
///
/// ```swift
/// let (y, pullback) = #valueWithPullback(at: x) { x in x.map { sin($0) } }
/// pullback([1, 0, 0])        // how the first result depends on x
/// ```
///
/// The pullback may be called any number of times; each call runs `f` and its reverse sweep once more.
@freestanding(expression)
public macro valueWithPullback<Input: Differentiable, Output: Differentiable>(
  at x: Input, of f: (Input) -> Output
) -> (value: Output, pullback: (_ adjoint: Output) -> Input) =
  #externalMacro(module: "NablaMacros", type: "ValueWithPullbackAtMacro")
