// A Swift function may put a new array or object into an instance that it was given. The shadow of that instance then
// refers to the new shadow while the derivative runs, which ends with it; so what was there before is noted on the tape,
// and put back when the derivative is done: the adjoint of the old array is what the caller looks for.

import LLVM

extension SweepEmitter {
  /// Whether a store may put the address of memory that the function has made into memory that a Swift caller owns.
  func leavesForeignShadow(_ stored: ValueID, _ pointer: ValueID) -> Bool {
    let type = model.values[stored].type
    return !isForwardMode && activity.program.isSwift && type.size == 8
      && (type.isPointer || type.isInteger) && activity.memory.target(f, stored) != nil
      && activity.isShadowed(f, pointer)
      && flags(behind: pointer).contains(.external)
  }

  /// Whether the memory may also be the function's own: on its stack it ends before the derivative does.
  func mayBeOwn(_ pointer: ValueID) -> Bool { flags(behind: pointer).contains(.owned) }

  private func flags(behind pointer: ValueID) -> MemoryGraph.Flags {
    activity.memory.target(f, pointer).map { activity.memory.graph.flags($0.node) } ?? []
  }
}
