// What requests tell about the memory that they pass: the types of the variables themselves.

import LLVM

/// By derivative and parameter, the element type of the variables that all its requests pass.
struct ArgumentTypes {
  private var types: [DerivativeKey: [Int: Type?]] = [:]

  init(_ requests: [Request]) {
    for request in requests {
      for (index, argument) in request.arguments.enumerated() {
        guard argument.activity == .duplicated else { continue }
        let type = argument.primal.flatMap(Self.elementType)
        if let known = types[request.key]?[index], known != type {
          types[request.key]![index] = .some(nil)
        } else {
          types[request.key, default: [:]][index] = .some(type)
        }
      }
    }
  }

  /// What is passed to the parameters of which that is known.
  subscript(key: DerivativeKey) -> [(parameter: Int, type: Type)] {
    types[key, default: [:]].sorted { $0.key < $1.key }.compactMap { index, type in type.map { (index, $0) } }
  }

  /// The element type of a variable, or of a part of one, that the pointer leads to the start of.
  private static func elementType(_ passed: PassedValue) -> Type? {
    guard case .value(let pointer) = passed else { return nil }
    var type: Type
    if pointer.kind == .globalVariable {
      type = pointer.valueType
    } else if pointer.isInstruction, pointer.opcode == .alloca {
      type = pointer.allocatedType
    } else if pointer.isInstruction, pointer.opcode == .getElementPtr {
      type = resultType(ofAddress: pointer)
    } else {
      return nil
    }
    while type.kind == .array { type = type.element }
    return type
  }

  private static func resultType(ofAddress address: Value) -> Type {
    (2..<max(2, address.operandCount)).reduce(address.sourceElementType) { type, index in
      type.isStructure ? type.elements[Int(address.operand(index).constantInt ?? 0)] : type.element
    }
  }
}
