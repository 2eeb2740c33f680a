// The macros `@Differentiable` and `@NoDerivative`: structs as parameters.

/// Makes a struct ``Differentiable`` member by member.
///
/// ```swift
/// @Differentiable
/// struct Layer {
///   var weights: [Double]
///   var bias: Double
///   var inputCount: Int                       // holds no number to differentiate: kept
///   @NoDerivative var learningRate: Double    // its derivative is always zero
/// }
/// ```
///
/// In generic structs every generic parameter must be `Differentiable`.
@attached(
  extension, conformances: Differentiable,
  names: named(zeroTangent), named(tangentShapeMismatch), named(makeTangentUnique), named(scaleTangent),
  named(innerProduct), named(clearConstantParts))
public macro Differentiable() = #externalMacro(module: "NablaMacros", type: "DifferentiableMacro")

/// Leaves a stored property of a `@Differentiable` struct out of differentiation: its derivative is zero.
@attached(peer)
public macro NoDerivative() = #externalMacro(module: "NablaMacros", type: "NoDerivativeMacro")
