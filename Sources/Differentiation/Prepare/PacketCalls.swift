// Calls of Eigen's functions of packets become operations on vectors that have rules.

import LLVM

enum PacketCalls {
  /// Replaces a call if it is one of a function of packets.
  static func rewrite(_ call: Value, _ name: String, _ builder: Builder, _ module: Module) -> Bool {
    guard let function = PacketFunction(mangledName: name), call.type.isVector, call.type.isFloatOrFloatVector else {
      return false
    }
    let type = call.type
    let arguments = call.arguments.map { $0.type.isPointer ? builder.load(type, $0) : $0 }
    guard arguments.allSatisfy({ $0.type == type }) else { return false }
    let result: Value
    switch function {
    case .intrinsic(let name): result = builder.callIntrinsic(name, overloads: [type], arguments)
    case .inverseSquareRoot:
      let root = builder.callIntrinsic("llvm.sqrt", overloads: [type], arguments)
      result = builder.fdiv(type.constant(1.0), root)
    case .library(let name): result = elementwise(name, arguments, builder, module)
    }
    call.replaceAllUses(with: result)
    call.erase()
    return true
  }

  private static func elementwise(_ name: String, _ arguments: [Value], _ builder: Builder, _ module: Module) -> Value {
    let type = arguments[0].type
    let symbol = type.element.kind == .float ? name + "f" : name
    let scalars = Array(repeating: type.element, count: arguments.count)
    let function =
      module.function(named: symbol)
      ?? module.addFunction(name: symbol, type: .function(params: scalars, returns: type.element))
    return (0..<type.count).reduce(type.poison) { vector, lane in
      let element = builder.call(function, arguments.map { builder.extractElement($0, lane) })
      return builder.insertElement(vector, element, lane)
    }
  }
}
