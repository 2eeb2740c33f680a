// Calls through pointers become a choice between direct calls: every function of the closure that has the right type
// and whose address is taken may be the target; of a virtual call only those at the right place in a table. Functions that
// the same request may run, because its own code takes their address, come before others. A pointer
// to anything else stops the program with a message, since the derivative of its target does not exist; it never gives a
// silent zero.

import LLVM

struct IndirectCalls {
  let module: Module
  let tables: VirtualTables
  let witnesses: WitnessTables
  let frames: CoroutineFrames
  /// The names of the functions that any pointer may lead to.
  let addressTaken: Set<String>

  /// Rewrites the indirect calls of a function. Returns true if there were any.
  func dispatch(in function: Function, candidates: [Function], reach: RootReach) -> Bool {
    var found = false
    let caller = WorkModule.originalName(function.name)
    for call in function.instructions where call.opcode == .call {
      guard call.calledFunction == nil, call.calledValue.kind != .inlineAsm else { continue }
      let possible = targets(of: call, candidates)
      // Where all that is called this way has values of other sizes, nothing is called: an empty list of closures.
      guard !possible.alike.isEmpty || tables.isRelease(call.calledValue) else { continue }
      let near = possible.fitting.filter { reach.mayMeet(WorkModule.originalName($0.name), caller) }
      let targets = near.isEmpty ? possible.fitting : near
      rewrite(call, targets.count > 1 ? withoutHopeless(targets, candidates) : targets)
      found = true
    }
    return found
  }

  /// The functions that a call may lead to as far as the machine is concerned, and those of them that take values of the
  /// same sizes.
  private func targets(of call: Value, _ candidates: [Function]) -> (alike: [Function], fitting: [Function]) {
    let resumed = frames.targets(of: call)
    let layout = module.dataLayout
    let signatures = CallSignature.ofCall(call, layout)
    func signature(_ candidate: Function) -> CallSignature {
      CallSignature(module.function(named: WorkModule.originalName(candidate.name)) ?? candidate, layout)
    }
    let alike = candidates.filter { candidate in
      let name = WorkModule.originalName(candidate.name)
      guard addressTaken.contains(name) else { return false }
      let own = signature(candidate)
      return signatures.contains { $0.resembles(own) }
        && tables.mayReach(name, through: call.calledValue) && witnesses.mayReach(name, from: call)
        && resumed?.contains(name) != false
    }
    let fitting = alike.filter { candidate in
      let own = signature(candidate)
      return signatures.contains { $0.admits(own) }
    }
    return (alike, fitting)
  }

  /// Targets that call pointers to functions which nobody knows cannot be differentiated, nor can those that ask for
  /// a derivative that is not there yet. If others remain, most likely such a target only looks like one: a virtual
  /// function of an unrelated class, or the derivative that the caller compares with the function itself.
  private func withoutHopeless(_ targets: [Function], _ candidates: [Function]) -> [Function] {
    let able = targets.filter { target in
      var seen: Set<String> = []
      return !isHopeless(target, candidates, &seen)
    }
    return able.isEmpty ? targets : able
  }

  private func isHopeless(_ function: Function, _ candidates: [Function], _ seen: inout Set<String>) -> Bool {
    guard seen.insert(function.name).inserted, seen.count < 16 else { return false }
    for call in function.instructions where call.isCall && call.calledValue.kind != .inlineAsm {
      if let callee = call.calledFunction {
        if RequestFunction.named(callee) != nil { return true }
        if candidates.contains(callee), isHopeless(callee, candidates, &seen) { return true }
      } else if targets(of: call, candidates).alike.isEmpty && !tables.isRelease(call.calledValue) {
        return true
      }
    }
    return false
  }

  private func rewrite(_ call: Value, _ targets: [Function]) {
    let function = call.parentFunction
    let context = module.context
    let builder = Builder(context)
    let pointer = call.calledValue
    Normalization(module: module).passErrorDirectly(call)
    let start = call.parentBlock
    let rest = start.split(before: call, name: "call.done")
    start.terminator!.erase()
    var results: [(value: Value, block: BasicBlock)] = []
    var check = start
    for target in targets {
      let name = WorkModule.originalName(target.name)
      let original = module.function(named: name) ?? module.addFunction(name: name, type: target.functionType)
      let hit = function.appendBlock("call.known")
      let next = function.appendBlock("call.next")
      builder.position(atEndOf: check)
      builder.copyDebugLocation(from: call)
      builder.condBr(builder.icmp(.eq, pointer, original.value), hit, next)
      builder.position(atEndOf: hit)
      var arguments = call.arguments
      if target.functionType != call.calledFunctionType { arguments.remove(at: CallSignature.contextIndex(of: call)!) }
      let result = builder.call(target, arguments)
      builder.br(rest)
      results.append((result, hit))
      check = next
    }
    builder.position(atEndOf: check)
    stop(builder, function)
    if !call.type.isVoid && !results.isEmpty {
      builder.position(before: rest.first!)
      let phi = builder.phi(call.type, results)
      call.replaceAllUses(with: phi)
    } else if call.hasUses {
      call.replaceAllUses(with: call.type.poison)
    }
    call.erase()
  }

  /// Says why the program cannot go on, and aborts.
  private func stop(_ builder: Builder, _ function: Function) {
    builder.stop(
      "nabla: in '\(demangled(WorkModule.originalName(function.name)))': a call through a pointer reached a function "
        + "whose derivative was not generated, because its definition was not part of the module, or nothing told "
        + "that the pointer could lead there.", module)
    builder.unreachable()
  }
}

extension Builder {
  /// Prints a message when the program gets here, and aborts.
  func stop(_ message: String, _ module: Module) {
    let text = message + "\n"
    let bytes = Value.bytes(Array(text.utf8), in: context)
    let message = module.addGlobal(name: "nabla.message", type: bytes.type)
    message.initializer = bytes
    message.linkage = .private
    message.isGlobalConstant = true
    let (integer, pointer) = (Type.integer(64, context), Type.pointer(context))
    let writeType = Type.function(params: [.integer(32, context), pointer, integer], returns: integer)
    let write = module.function(named: "write") ?? module.addFunction(name: "write", type: writeType)
    let abort =
      module.function(named: "abort")
      ?? module.addFunction(name: "abort", type: .function(params: [], returns: .void(context)))
    call(writeType, write.value, [Type.integer(32, context).constant(2), message, integer.constant(text.utf8.count)])
    call(abort, [])
  }
}
