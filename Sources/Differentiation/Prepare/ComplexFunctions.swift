// Complex arithmetic that compilers leave to library functions (`__muldc3`, `cexp` …) becomes arithmetic on real and
// imaginary parts, which has rules.
//
// Complex numbers are passed as two numbers or as a vector of two, and come back as a structure or a vector of two.

import LLVM

struct ComplexFunctions {
  private struct Number {
    var re: Value
    var im: Value
  }

  private let module: Module
  private let builder: Builder
  /// The format of both parts.
  private let type: Type

  /// Replaces a call if it is one of a known complex function. Returns true if it did.
  static func rewrite(_ call: Value, _ name: String, _ builder: Builder, _ module: Module) -> Bool {
    guard let (operation, isFloat) = operation(of: name) else { return false }
    let parts = call.arguments.flatMap { argument in
      argument.type.isVector ? (0..<2).map { builder.extractElement(argument, $0) } : [argument]
    }
    guard let type = parts.first?.type, type.isFloatingPoint, parts.allSatisfy({ $0.type == type }), parts.count >= 2,
      isFloat == (type.kind == .float)
    else { return false }
    let numbers = stride(from: 0, to: parts.count - 1, by: 2).map { Number(re: parts[$0], im: parts[$0 + 1]) }
    let functions = ComplexFunctions(module: module, builder: builder, type: type)
    guard let result = functions.apply(operation, numbers, call.type) else { return false }
    call.replaceAllUses(with: result)
    call.erase()
    return true
  }

  /// True for the name of a function that `rewrite` knows.
  static func isKnown(_ name: String) -> Bool { operation(of: name) != nil }

  /// The operation that a name stands for, and whether it works on single precision.
  private static func operation(of name: String) -> (name: String, isFloat: Bool)? {
    let compilerFunctions = [
      "__muldc3": ("mul", false), "__mulsc3": ("mul", true), "__mulxc3": ("mul", false), "__divdc3": ("div", false),
      "__divsc3": ("div", true), "__divxc3": ("div", false),
    ]
    if let known = compilerFunctions[name] { return known }
    guard name.hasPrefix("c"), name.count > 2 else { return nil }
    let base = String(name.dropFirst())
    if library.contains(base) { return (base, false) }
    if base.hasSuffix("f"), library.contains(String(base.dropLast())) { return (String(base.dropLast()), true) }
    return nil
  }

  private static let library: Set<String> = [
    "abs", "arg", "exp", "log", "sqrt", "pow", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan",
    "asinh", "acosh", "atanh",
  ]

  private func apply(_ operation: String, _ z: [Number], _ resultType: Type) -> Value? {
    if resultType == type {
      switch operation {
      case "abs": return hypotenuse(z[0].re, z[0].im)
      case "arg": return angle(z[0])
      default: return nil
      }
    }
    guard z.count == (["mul", "div", "pow"].contains(operation) ? 2 : 1) else { return nil }
    let result: Number
    switch operation {
    case "mul": result = product(z[0], z[1])
    case "div": result = quotient(z[0], z[1])
    case "exp": result = exponential(z[0])
    case "log": result = logarithm(z[0])
    case "sqrt": result = squareRoot(z[0])
    case "pow": result = exponential(product(z[1], logarithm(z[0])))
    case "sin": result = turned(sinh(turned(z[0])), back: true)
    case "cos": result = cosh(turned(z[0]))
    case "tan": result = turned(tanh(turned(z[0])), back: true)
    case "sinh": result = sinh(z[0])
    case "cosh": result = cosh(z[0])
    case "tanh": result = tanh(z[0])
    case "asinh": result = inverseSinh(z[0])
    case "asin": result = turned(inverseSinh(turned(z[0])), back: true)
    case "acos": result = difference(number(.pi / 2), turned(inverseSinh(turned(z[0])), back: true))
    case "acosh": result = inverseCosh(z[0])
    case "atanh": result = inverseTanh(z[0])
    case "atan": result = turned(inverseTanh(turned(z[0])), back: true)
    default: return nil
    }
    if resultType.isVector {
      return builder.insertElement(builder.insertElement(resultType.poison, result.re, 0), result.im, 1)
    }
    guard resultType.isStructure, resultType.elements == [type, type] else { return nil }
    return builder.insertValue(builder.insertValue(resultType.poison, result.re, 0), result.im, 1)
  }

  // MARK: Arithmetic

  private func number(_ value: Double) -> Number { Number(re: type.constant(value), im: type.zero) }

  private func sum(_ z: Number, _ w: Number) -> Number {
    Number(re: builder.fadd(z.re, w.re), im: builder.fadd(z.im, w.im))
  }

  private func difference(_ z: Number, _ w: Number) -> Number {
    Number(re: builder.fsub(z.re, w.re), im: builder.fsub(z.im, w.im))
  }

  private func product(_ z: Number, _ w: Number) -> Number {
    Number(
      re: builder.fsub(builder.fmul(z.re, w.re), builder.fmul(z.im, w.im)),
      im: builder.fadd(builder.fmul(z.re, w.im), builder.fmul(z.im, w.re)))
  }

  /// Smith's algorithm: the larger part of the divisor is divided by, so that nothing overflows on the way.
  private func quotient(_ z: Number, _ w: Number) -> Number {
    let isReal = builder.fcmp(.oge, call("llvm.fabs", w.re), call("llvm.fabs", w.im))
    let large = builder.select(isReal, w.re, w.im)
    let ratio = builder.fdiv(builder.select(isReal, w.im, w.re), large)
    let divisor = builder.fadd(large, builder.fmul(builder.select(isReal, w.im, w.re), ratio))
    let first = builder.select(isReal, z.re, z.im)
    let second = builder.select(isReal, z.im, z.re)
    let re = builder.fdiv(builder.fadd(first, builder.fmul(second, ratio)), divisor)
    let im = builder.fdiv(builder.fsub(second, builder.fmul(first, ratio)), divisor)
    return Number(re: re, im: builder.select(isReal, im, builder.fneg(im)))
  }

  /// i·z, or -i·z.
  private func turned(_ z: Number, back: Bool = false) -> Number {
    back ? Number(re: z.im, im: builder.fneg(z.re)) : Number(re: builder.fneg(z.im), im: z.re)
  }

  // MARK: Functions

  private func call(_ intrinsic: String, _ arguments: Value...) -> Value {
    builder.callIntrinsic(intrinsic, overloads: [type], arguments)
  }

  private func hypotenuse(_ x: Value, _ y: Value) -> Value {
    let name = type.kind == .float ? "hypotf" : type.kind == .double ? "hypot" : "hypotl"
    let function =
      module.function(named: name)
      ?? module.addFunction(name: name, type: .function(params: [type, type], returns: type))
    return builder.call(function, [x, y])
  }

  private func angle(_ z: Number) -> Value { call("llvm.atan2", z.im, z.re) }

  private func exponential(_ z: Number) -> Number {
    let length = call("llvm.exp", z.re)
    return Number(
      re: builder.fmul(length, call("llvm.cos", z.im)), im: builder.fmul(length, call("llvm.sin", z.im)))
  }

  private func logarithm(_ z: Number) -> Number {
    Number(re: call("llvm.log", hypotenuse(z.re, z.im)), im: angle(z))
  }

  /// With t = √((|re| + |z|) / 2) the root is t and im / 2t, in the order that the sign of the real part asks for.
  private func squareRoot(_ z: Number) -> Number {
    let half = type.constant(0.5)
    let length = builder.fadd(call("llvm.fabs", z.re), hypotenuse(z.re, z.im))
    let root = call("llvm.sqrt", builder.fmul(half, length))
    let isZero = builder.fcmp(.oeq, root, type.zero)
    let other = builder.fdiv(builder.fmul(half, z.im), builder.select(isZero, type.constant(1.0), root))
    let isRight = builder.fcmp(.oge, z.re, type.zero)
    return Number(
      re: builder.select(isRight, root, call("llvm.fabs", other)),
      im: builder.select(isRight, other, call("llvm.copysign", root, z.im)))
  }

  private func sinh(_ z: Number) -> Number {
    Number(
      re: builder.fmul(call("llvm.sinh", z.re), call("llvm.cos", z.im)),
      im: builder.fmul(call("llvm.cosh", z.re), call("llvm.sin", z.im)))
  }

  private func cosh(_ z: Number) -> Number {
    Number(
      re: builder.fmul(call("llvm.cosh", z.re), call("llvm.cos", z.im)),
      im: builder.fmul(call("llvm.sinh", z.re), call("llvm.sin", z.im)))
  }

  /// From t = tanh re and u = tan im: (t (1 + u²) + i u (1 - t²)) / (1 + t² u²).
  private func tanh(_ z: Number) -> Number {
    let one = type.constant(1.0)
    let (t, u) = (call("llvm.tanh", z.re), call("llvm.tan", z.im))
    let (t2, u2) = (builder.fmul(t, t), builder.fmul(u, u))
    let divisor = builder.fadd(one, builder.fmul(t2, u2))
    return Number(
      re: builder.fdiv(builder.fmul(t, builder.fadd(one, u2)), divisor),
      im: builder.fdiv(builder.fmul(u, builder.fsub(one, t2)), divisor))
  }

  private func inverseSinh(_ z: Number) -> Number {
    logarithm(sum(z, squareRoot(sum(product(z, z), number(1)))))
  }

  private func inverseCosh(_ z: Number) -> Number {
    let roots = product(squareRoot(sum(z, number(1))), squareRoot(difference(z, number(1))))
    return logarithm(sum(z, roots))
  }

  private func inverseTanh(_ z: Number) -> Number {
    let twice = difference(logarithm(sum(number(1), z)), logarithm(difference(number(1), z)))
    let half = type.constant(0.5)
    return Number(re: builder.fmul(half, twice.re), im: builder.fmul(half, twice.im))
  }
}
