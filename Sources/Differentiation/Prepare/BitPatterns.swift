// Arithmetic on the bits of numbers that has a derivative: the next number (`nextUp` in Swift, `nextafter` written out
// in C) follows its number, the power of two below a number (`ulp`, `binade`) stays the same around it, and what is left of a
// number without that power is its significand.

import LLVM

struct BitPatterns {
  let module: Module

  func rewrite(in function: Function) {
    for number in function.instructions where number.opcode == .bitCast && number.type.isFloatingPoint {
      guard number.operand(0).isInstruction else { continue }
      let bits = number.operand(0)
      switch bits.opcode {
      case .add: rewriteNeighbour(number, bits)
      case .and: rewritePower(number, bits)
      case .or: rewriteSignificand(number, bits)
      default: break
      }
    }
  }

  /// `bits(x) ± 1`: away from zero or towards it; `bits(x) + (bits(x) >> 63 | 1)`: upwards.
  private func rewriteNeighbour(_ result: Value, _ sum: Value) {
    for (first, step) in [(sum.operand(0), sum.operand(1)), (sum.operand(1), sum.operand(0))] {
      guard let number = source(of: first, result.type) else { continue }
      let builder = builder(before: result)
      let type = result.type
      let infinity = type.constant(Double.infinity)
      let direction: Value
      if step.constantInt == 1 {
        direction = builder.call(intrinsic("llvm.copysign", type, 2), [infinity, number])
      } else if step.constantInt == -1 {
        direction = type.zero
      } else if isSignStep(step, of: first) {
        direction = infinity
      } else {
        continue
      }
      replace(
        result,
        by: builder.call(function(type.kind == .float ? "nextafterf" : "nextafter", type, 2), [number, direction]))
      return
    }
  }

  /// `bits(x) & mask` where the mask keeps nothing of the fraction.
  private func rewritePower(_ result: Value, _ masked: Value) {
    for (first, mask) in [(masked.operand(0), masked.operand(1)), (masked.operand(1), masked.operand(0))] {
      guard let number = source(of: first, result.type), let bits = mask.constantInt else { continue }
      let fractionBits = result.type.kind == .float ? 23 : 52
      guard bits & ((1 << fractionBits) - 1) == 0 else { continue }
      let builder = builder(before: result)
      replace(result, by: builder.call(power(result.type), [number, masked.type.constant(Int(bits))]))
      return
    }
  }

  /// `bits(x) & fraction | bits(1)`.
  private func rewriteSignificand(_ result: Value, _ joined: Value) {
    let (masked, one) = (joined.operand(0), joined.operand(1))
    let isFloat = result.type.kind == .float
    guard masked.isInstruction, masked.opcode == .and, let number = source(of: masked.operand(0), result.type),
      masked.operand(1).constantInt == (isFloat ? 1 << 23 : 1 << 52) - 1,
      one.constantInt == (isFloat ? 127 << 23 : 1023 << 52)
    else { return }
    let builder = builder(before: result)
    let magnitude = builder.call(intrinsic("llvm.fabs", result.type, 1), [number])
    replace(result, by: builder.call(function(isFloat ? "significandf" : "significand", result.type, 1), [magnitude]))
  }

  /// The number whose bits an integer holds.
  private func source(of bits: Value, _ type: Type) -> Value? {
    guard bits.isInstruction, bits.opcode == .bitCast, bits.operand(0).type == type,
      type.kind == .float || type.kind == .double
    else { return nil }
    return bits.operand(0)
  }

  /// -1 for negative numbers, 1 for others.
  private func isSignStep(_ step: Value, of bits: Value) -> Bool {
    guard step.isInstruction, step.opcode == .or, step.operand(1).constantInt == 1, step.operand(0).isInstruction else {
      return false
    }
    let sign = step.operand(0)
    let width = module.dataLayout.bitSize(of: bits.type)
    return sign.opcode == .ashr && sign.operand(0) == bits && sign.operand(1).constantInt == Int64(width - 1)
  }

  private func builder(before instruction: Value) -> Builder {
    let builder = Builder(module.context)
    builder.position(before: instruction)
    builder.copyDebugLocation(from: instruction)
    return builder
  }

  private func replace(_ old: Value, by new: Value) {
    old.replaceAllUses(with: new)
    old.erase()
  }

  private func intrinsic(_ name: String, _ type: Type, _ count: Int) -> Function {
    function(name + (type.kind == .float ? ".f32" : ".f64"), type, count)
  }

  private func function(_ name: String, _ type: Type, _ count: Int) -> Function {
    module.function(named: name)
      ?? module.addFunction(name: name, type: .function(params: Array(repeating: type, count: count), returns: type))
  }

  /// Keeps some upper bits of a number; the engine does not look into it.
  private func power(_ type: Type) -> Function {
    let name = "nabla.power." + (type.kind == .float ? "f32" : "f64")
    if let known = module.function(named: name) { return known }
    let integer = Type.integer(type.kind == .float ? 32 : 64, module.context)
    let function = module.addFunction(name: name, type: .function(params: [type, integer], returns: type))
    function.linkage = .internal
    function.addAttribute("noinline")
    let builder = Builder(module.context)
    builder.position(atEndOf: function.appendBlock("entry"))
    let bits = builder.bitcast(function.parameter(0), integer)
    builder.ret(builder.bitcast(builder.and(bits, function.parameter(1)), type))
    return function
  }
}
