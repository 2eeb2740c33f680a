// A Swift function that puts a new array or object into an instance that it was given would leave the shadow of that
// instance with a shadow that ends with the derivative, and the adjoint of the old array could not be found. Whether it
// happens is often known only when the program runs (a change in place stores the old array again), so the program stops
// there.

import LLVM

extension SweepEmitter {
  /// Whether a store puts memory that the function has made into memory that a Swift caller owns.
  func leavesForeignShadow(_ id: ValueID, _ stored: ValueID, _ pointer: ValueID) -> Bool {
    guard !isForwardMode, activity.program.argumentsAreExclusive, copies[id].operand(0).type.isPointer,
      hasShadow(stored), let place = activity.memory.target(f, pointer), let made = activity.memory.target(f, stored)
    else { return false }
    let flags = activity.memory.graph.flags(place.node)
    return flags.contains(.external) && !flags.contains(.owned)
      && activity.memory.graph.flags(made.node).contains(.owned)
  }

  /// Ends the program if the store changes what is in memory.
  func emitStopAtForeignShadow(_ id: ValueID) {
    let builder = Builder(program.module.context)
    builder.position(before: copies[id])
    let (stored, address) = (copies[id].operand(0), copies[id].operand(1))
    builder.call(stopIfReplaced, [builder.load(stored.type, address, alignment: copies[id].alignment), stored])
  }

  /// A function that prints why the program cannot go on, and ends it, if two addresses differ.
  private var stopIfReplaced: Function {
    let (module, context) = (program.module, program.module.context)
    let (integer, pointer) = (Type.integer(64, context), Type.pointer(context))
    if let known = module.function(named: "nabla.stop.replaced") { return known }
    let function = module.addFunction(
      name: "nabla.stop.replaced", type: .function(params: [pointer, pointer], returns: .void(context)))
    function.linkage = .internal
    let text =
      "nabla: a differentiated function puts a new array or object into an instance that it was given; let it return "
      + "the new value instead, or change the old one in place\n"
    let bytes = Value.bytes(Array(text.utf8), in: context)
    let message = module.addGlobal(name: "nabla.message", type: bytes.type)
    message.initializer = bytes
    message.linkage = .private
    message.isGlobalConstant = true
    let writeType = Type.function(params: [.integer(32, context), pointer, integer], returns: integer)
    let write = module.function(named: "write") ?? module.addFunction(name: "write", type: writeType)
    let abort =
      module.function(named: "abort")
      ?? module.addFunction(name: "abort", type: .function(params: [], returns: .void(context)))
    let builder = Builder(context)
    let (entry, same, other) = (
      function.appendBlock("entry"), function.appendBlock("same"), function.appendBlock("replaced")
    )
    builder.position(atEndOf: entry)
    builder.condBr(builder.icmp(.eq, function.parameter(0), function.parameter(1)), same, other)
    builder.position(atEndOf: same)
    builder.retVoid()
    builder.position(atEndOf: other)
    builder.call(
      writeType, write.value, [Type.integer(32, context).constant(2), message, integer.constant(text.utf8.count)])
    builder.call(abort, [])
    builder.unreachable()
    return function
  }
}
