// Leaves out what a derivative would write to primal memory that its caller does not need (`enzyme_dupnoneed`).
//
// Where the memory of an argument is only written, the stores go; the optimiser then removes what computed their values.
// Memory that is also read, or whose address goes elsewhere, is left as it is: nothing is gained, nothing lost.

import LLVM

enum UnneededResults {
  /// Erases the writes to memory behind `parameter` if the function does nothing else with it.
  static func eraseWrites(to parameter: Value) {
    var writes: [Value] = []
    guard collectWrites(to: parameter, &writes) else { return }
    for write in writes { write.erase() }
  }

  /// Adds the stores through `address`; false if it is used for anything else.
  private static func collectWrites(to address: Value, _ writes: inout [Value]) -> Bool {
    for use in address.uses {
      let user = use.user
      guard user.isInstruction else { return false }
      switch user.opcode {
      case .store where use.operandIndex == 1 && !user.isVolatile: writes.append(user)
      case .getElementPtr:
        if !collectWrites(to: user, &writes) { return false }
      case .call where user.calledFunction?.intrinsicName == "llvm.memset" && use.operandIndex == 0: writes.append(user)
      default: return false
      }
    }
    return true
  }
}
