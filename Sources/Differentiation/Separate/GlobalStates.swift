// Which global variables a program changes after their initialisation.
//
// A derivative that is compiled apart from the program may have a copy of a variable that never changes, but not of one
// that does. A variable counts as changed if it is stored to outside of the function that initialises it once, if its
// address leaves sight, or if Swift made a setter for it. Addressors (`…vau`) return the address: their results are
// followed as the variable itself.

import LLVM

struct GlobalStates {
  /// A place where each changed variable is changed or may be.
  private(set) var changes: [String: SourcePlace?] = [:]
  /// Variables that are set when they are first used.
  private(set) var lazy: Set<String> = []

  /// Functions that `swift_once` calls.
  private let initializers: Set<Value>
  private let addressors: [Value: [Value]]

  init(_ module: Module) {
    var initializers: Set<Value> = []
    if let once = module.function(named: "swift_once") {
      for call in once.value.users where call.isCall && call.argumentCount > 1 {
        if let function = Function(call.argument(1)) { initializers.insert(function.value) }
      }
    }
    self.initializers = initializers
    var addressors: [Value: [Value]] = [:]
    for function in module.functions where function.name.hasSuffix("vau") {
      addressors[function.value] = function.value.users.filter { $0.isCall && $0.calledFunction == function }
    }
    self.addressors = addressors
    for global in module.globals where !global.isDeclaration && !global.isGlobalConstant && !global.name.isEmpty {
      // Literals of key paths are remembered by the run-time library; it does no harm if each copy is.
      if KeyPathPattern.isConstant(global) { continue }
      if Self.hasSetter(global.name, module) { changes[global.name] = .some(nil) }
      follow(global, of: global.name)
    }
  }

  private static func hasSetter(_ name: String, _ module: Module) -> Bool {
    for (suffix, setters) in [("vp", ["vs", "vM"]), ("vpZ", ["vsZ", "vMZ"])] where name.hasSuffix(suffix) {
      let stem = name.dropLast(suffix.count)
      if setters.contains(where: { module.function(named: stem + $0)?.isDeclaration == false }) { return true }
    }
    return false
  }

  private mutating func follow(_ address: Value, of name: String) {
    var seen: Set<Value> = []
    var waiting = [address]
    while let pointer = waiting.popLast() {
      guard seen.insert(pointer).inserted else { continue }
      for use in pointer.uses {
        let user = use.user
        if !user.isInstruction {
          // A part of the variable, or another variable that holds its address.
          if user.isGlobalValue { change(name, at: nil) } else { waiting.append(user) }
          continue
        }
        switch user.opcode {
        case .load, .icmp: break
        case .getElementPtr, .bitCast, .addrSpaceCast: waiting.append(user)
        case .store:
          if use.operandIndex == 1, initializers.contains(user.parentFunction.value) {
            lazy.insert(name)
          } else {
            change(name, at: user)
          }
        case .ret:
          guard let calls = addressors[user.parentFunction.value] else { return change(name, at: user) }
          waiting += calls
        default:
          if user.isCall, let effect = Self.effect(user, use.operandIndex) {
            if effect { change(name, at: user) }
          } else if initializers.contains(user.parentFunction.value) {
            lazy.insert(name)
          } else {
            change(name, at: user)
          }
        }
      }
    }
  }

  /// Whether a call changes what its argument points to; nil if unknown.
  private static func effect(_ call: Value, _ argument: Int) -> Bool? {
    guard let name = call.calledFunction?.name else { return nil }
    if name.hasPrefix("llvm.lifetime") || name.hasPrefix("llvm.assume") { return false }
    if name.hasPrefix("llvm.memcpy") || name.hasPrefix("llvm.memmove") { return argument == 1 ? false : nil }
    if ["swift_once", "swift_beginAccess", "swift_endAccess"].contains(name) { return false }
    return nil
  }

  private mutating func change(_ name: String, at instruction: Value?) {
    if changes[name].flatMap({ $0 }) != nil { return }
    changes[name] = .some(instruction.flatMap { SourcePlace($0.debugLocation) })
  }
}
