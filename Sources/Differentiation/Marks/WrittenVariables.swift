// Variables of the caller that a closure without derivative may change. What it writes there has no derivative, while what
// was there may have had one: such calls are told, so that they can be refused where it matters.

import LLVM

extension Detachment {
  init(_ call: Value) {
    mayWrite = call.mayWriteMemory
    returnsMemory = call.calledFunction?.name == DetachedResults.memoryName
    variables = (0..<call.argumentCount).filter {
      call.hasAttribute(WrittenVariables.attribute, at: .parameter($0))
    }
  }
}

enum WrittenVariables {
  /// On an argument of a call: the variable it leads to may be written.
  static let attribute = "nabla-written"

  /// Marks the arguments of a call that lead to variables of the caller which the callee does not only read.
  static func mark(_ call: Value) {
    guard let callee = call.calledFunction else { return }
    for index in 0..<call.argumentCount where leadsToVariable(call.argument(index)) {
      if call.hasAttribute("sret", at: .parameter(index)) || call.hasAttribute("swifterror", at: .parameter(index)) {
        continue
      }
      var seen: Set<Value> = []
      if !isOnlyRead(callee, index, &seen) { call.addAttribute(attribute, value: "", at: .parameter(index)) }
    }
  }

  private static func leadsToVariable(_ argument: Value) -> Bool {
    var address = argument
    while address.isInstruction, address.opcode == .getElementPtr || address.opcode == .bitCast {
      address = address.operand(0)
    }
    return address.isInstruction && address.opcode == .alloca
  }

  private static func isOnlyRead(_ function: Function, _ index: Int, _ seen: inout Set<Value>) -> Bool {
    guard !function.isDeclaration, function.parameters.indices.contains(index) else { return false }
    return isOnlyRead(function.parameter(index), &seen)
  }

  /// Whether nothing is written through an address, here or in functions that it is passed to.
  private static func isOnlyRead(_ address: Value, _ seen: inout Set<Value>) -> Bool {
    guard seen.insert(address).inserted else { return true }
    return address.uses.allSatisfy { use in
      let user = use.user
      guard user.isInstruction else { return false }
      switch user.opcode {
      case .load, .icmp: return true
      case .getElementPtr, .bitCast, .phi, .select: return isOnlyRead(user, &seen)
      case .call, .invoke: return isOnlyRead(by: user, use.operandIndex, &seen)
      default: return false
      }
    }
  }

  private static func isOnlyRead(by call: Value, _ index: Int, _ seen: inout Set<Value>) -> Bool {
    guard let callee = call.calledFunction else { return false }
    if let name = callee.intrinsicName, callee.intrinsicID != 0 {
      return name.hasPrefix("llvm.lifetime") || name.hasPrefix("llvm.mem") && index == 1
    }
    return isOnlyRead(callee, index, &seen)
  }
}
