// The functions of split mode: primal with tape, reverse sweep, tangents of a past execution. Each is an entry that
// opens or closes the tape around the variants which all functions have.

import LLVM

extension ProgramEmitter {
  func emitSplit(_ key: DerivativeKey) -> [DerivativePart: DerivativeFunction] {
    let f = activity.program.root
    let tag = support.integerType(64).constant(SplitTape.tag(key))
    let augmented = emitAugmentedEntry(key, tag)
    let pullback = emitPullbackEntry(key, tag)
    let tangent = key.replays ? emitTangentEntry(key, tag) : nil
    let service = key.repeats ? emitServices(key, tag) : [:]
    finish()
    for function in [augmented, pullback, tangent].compactMap(\.self) { resetGlobalShadows(in: function) }
    let shadowed = shadowedParameters(f, forward: false)
    let returnsPrimal = !snapshots[f].function.returnType.isVoid
    var result = service
    result.merge([
      .augmented: DerivativeFunction(
        name: augmented.name,
        signature: DerivativeSignature(
          shadowed: shadowed, returnsPrimal: returnsPrimal, returnsShadow: resultHasShadow(f, forward: false))),
      .pullback: DerivativeFunction(
        name: pullback.name,
        signature: DerivativeSignature(
          shadowed: shadowed, takesSeeds: resultIsActive(f), returnsPrimal: false, returnsShadow: false,
          adjoints: activeParameters(f))),
    ]) { $1 }
    if let tangent {
      result[.tangent] = DerivativeFunction(
        name: tangent.name,
        signature: DerivativeSignature(
          shadowed: shadowedParameters(f, forward: true), returnsPrimal: returnsPrimal,
          returnsShadow: resultHasShadow(f, forward: true)))
    }
    return result
  }

  private func entry(_ part: String, _ key: DerivativeKey, _ parameters: [Type], _ result: Type) -> (Function, Builder)
  {
    let function = module.addFunction(
      name: "nabla.split.\(part).\(label).\(key.primal)", type: .function(params: parameters, returns: result))
    let builder = Builder(context)
    builder.position(atEndOf: function.appendBlock("entry"))
    return (function, builder)
  }

  /// Returns the tape, then what the augmented variant returns.
  private func emitAugmentedEntry(_ key: DerivativeKey, _ tag: Value) -> Function {
    let f = activity.program.root
    let parts = [support.pointerType] + primalAndShadowResult(f, forward: false)
    let type = Type.structure(parts, context)
    let (function, builder) = entry("augmented", key, shadowedParameterTypes(f, forward: false), type)
    let tape = builder.call(support.splitOpen, [tag])
    let result = builder.call(variant(f, .augmented), function.parameters + [tape])
    var all = builder.insertValue(type.poison, tape, 0)
    for index in parts.indices.dropFirst() {
      all = builder.insertValue(all, builder.extractValue(result, index - 1), index)
    }
    builder.ret(all)
    unwinding?.apply(to: function) { $0.call(support.splitClose, [tape, tape.type.zero]) }
    return function
  }

  /// Takes the tape and whether it stays valid behind all else. Who repeats reverse sweeps rewinds the tape in between.
  private func emitPullbackEntry(_ key: DerivativeKey, _ tag: Value) -> Function {
    let f = activity.program.root
    let target = variant(f, .reverse)
    let (function, builder) = entry(
      "pullback", key, target.functionType.parameterTypes + [support.integerType(1)], target.functionType.returnType)
    let (tape, stays) = (function.parameters[function.parameters.count - 2], function.parameters.last!)
    builder.call(support.splitCheck, [tape, tag])
    let saved = key.repeats ? nil : builder.call(support.splitSave, [tape, stays])
    let result = builder.call(target, Array(function.parameters.dropLast()))
    if let saved { builder.call(support.splitClose, [tape, saved]) } else { builder.call(support.splitSettle, [tape]) }
    if result.type.isVoid { builder.retVoid() } else { builder.ret(result) }
    return function
  }

  /// The functions that take nothing but a tape.
  private func emitServices(_ key: DerivativeKey, _ tag: Value) -> [DerivativePart: DerivativeFunction] {
    var result: [DerivativePart: DerivativeFunction] = [:]
    for (part, name) in [(DerivativePart.rewind, "rewind"), (.release, "release")] {
      let (function, builder) = entry(name, key, [support.pointerType], .void(context))
      let tape = function.parameter(0)
      builder.call(support.splitCheck, [tape, tag])
      if part == .rewind {
        builder.call(support.splitRewind, [tape])
      } else {
        builder.call(support.splitClose, [tape, tape.type.zero])
      }
      builder.retVoid()
      result[part] = DerivativeFunction(
        name: function.name, signature: DerivativeSignature(shadowed: [], returnsPrimal: false, returnsShadow: false))
    }
    return result
  }

  /// Follows the log of the tape; without a tape this is the plain forward derivative.
  private func emitTangentEntry(_ key: DerivativeKey, _ tag: Value) -> Function {
    let f = activity.program.root
    let (plain, replaying) = (variant(f, .forward), variant(f, .replay))
    let (function, builder) = entry(
      "tangent", key, replaying.functionType.parameterTypes + [support.integerType(1)],
      replaying.functionType.returnType)
    let (tape, stays) = (function.parameters[function.parameters.count - 2], function.parameters.last!)
    let arguments = Array(function.parameters.dropLast(2))
    let (alone, with) = (function.appendBlock("alone"), function.appendBlock("with.tape"))
    builder.condBr(builder.icmp(.eq, tape, tape.type.zero), alone, with)
    builder.position(atEndOf: alone)
    let direct = builder.call(plain, arguments)
    if direct.type.isVoid { builder.retVoid() } else { builder.ret(direct) }
    builder.position(atEndOf: with)
    builder.call(support.splitCheck, [tape, tag])
    let cursor = builder.ptrAdd(tape, 48)
    let integer = support.integerType(64)
    let end = builder.load(integer, cursor)
    builder.store(integer.zero, cursor)
    let result = builder.call(replaying, arguments + [tape])
    builder.store(end, cursor)
    let (close, done) = (function.appendBlock("close"), function.appendBlock("done"))
    builder.condBr(stays, done, close)
    builder.position(atEndOf: close)
    builder.call(support.splitClose, [tape, tape.type.zero])
    builder.br(done)
    builder.position(atEndOf: done)
    if result.type.isVoid { builder.retVoid() } else { builder.ret(result) }
    return function
  }
}
