// The macros `@Differentiable` and `@NoDerivative`: your own types as parameters and results.

/// Makes a struct, an enum or a final class ``Differentiable`` part by part.
///
/// ```swift
/// @Differentiable
/// struct Layer {
///   var weights: [Double]
///   var bias: Double
///   var inputCount: Int                       // holds no number to differentiate: kept
///   @NoDerivative var learningRate: Double    // its derivative is always zero
/// }
///
/// @Differentiable
/// enum Shape {
///   case circle(radius: Double)
///   case polygon([SIMD2<Double>])
///   case empty
/// }
/// ```
///
/// The derivative with respect to a value of the type is a value of the same type: an enum in the same case, a new
/// instance of a class. In generic types every generic parameter must be `Differentiable`.
@attached(
  extension, conformances: Differentiable,
  names: named(zeroTangent), named(tangentShapeMismatch), named(makeTangentUnique), named(scaleTangent),
  named(innerProduct), named(clearConstantParts), named(mayHaveConstantParts))
@attached(member, names: named(init(zeroTangentOf:)))
public macro Differentiable() = #externalMacro(module: "NablaMacros", type: "DifferentiableMacro")

/// Leaves a stored property of a `@Differentiable` type out of differentiation: its derivative is zero.
@attached(peer)
public macro NoDerivative() = #externalMacro(module: "NablaMacros", type: "NoDerivativeMacro")
