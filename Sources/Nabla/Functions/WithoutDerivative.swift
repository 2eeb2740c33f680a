// Code that derivatives leave alone. The functions do nothing but stand there under their names: the engine takes what
// they return for constant, and does not look into what they call.

/// The value, without its derivative: what is computed from the result has no derivative with respect to `value`.
///
/// ```swift
/// gradient(at: 3.0) { x in x * withoutDerivative(at: x) }     // 3, not 6
/// ```
///
/// With it a function gets a derivative of your own. `value` counts, and `slope` is the derivative:
///
/// ```swift
/// func solved(_ x: Double) -> Double {
///   let (value, slope) = withoutDerivative { tableLookup(x) }
///   return value + slope * (x - withoutDerivative(at: x))
/// }
/// ```
///
/// Outside of derivatives it returns its argument, at the cost of a call.
@export(implementation) @inline(never) @_disfavoredOverload  // trailing closures are the other one's
public func withoutDerivative<Value>(at value: Value) -> Value { value }

/// The array, with elements without derivative: a copy, into which numbers with a derivative may be stored.
///
/// Complexity: O(count).
@export(implementation) @inline(always) @_disfavoredOverload
public func withoutDerivative<Element>(at array: [Element]) -> [Element] {
  array.map { withoutDerivative(at: $0) }
}

/// Runs `body`; no derivative passes through it, whatever it calls.
///
/// What is differentiated may print, log, read files and call what has no source here:
///
/// ```swift
/// @Gradient
/// func loss(_ weights: [Double]) -> Double {
///   withoutDerivative { logger.info("weights: \(weights)") }
///   …
/// }
/// ```
///
/// - Parameter body: It runs once, with the values of the original function. What it returns is constant. Numbers that
///   it writes to variables outside of it have no derivative of their own: return them instead.
/// - Throws: What `body` throws.
@export(implementation) @inline(never)
public func withoutDerivative<Result, Failure>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
  try body()
}
