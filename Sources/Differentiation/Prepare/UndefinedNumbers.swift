// Numbers that have no value, which LLVM calls undefined or poison: elements of vectors that nothing was put into, variables
// that are not set on every path. A program does not let them decide anything, but its derivative multiplies them: by
// adjoints that are zero, and a product with poison is poison. It would be added to adjoints that do count, and the
// optimiser may make of those whatever it likes. Hence they are zero, and elements that a shuffle leaves open repeat others.

import LLVM

struct UndefinedNumbers {
  let module: Module

  func define(in function: Function) {
    for instruction in function.instructions {
      for (index, operand) in instruction.operands.enumerated() where operand.isConstant && isNumeric(operand.type) {
        if let defined = defined(operand) { instruction.setOperand(index, defined) }
      }
      if instruction.opcode == .shuffleVector && isNumeric(instruction.type) { closeMask(of: instruction) }
    }
  }

  private func isNumeric(_ type: Type) -> Bool {
    type.isFloatingPoint || type.kind == .vector && type.element.isFloatingPoint
  }

  /// The constant with zeros for what it leaves open; nil if it leaves nothing open.
  private func defined(_ constant: Value) -> Value? {
    if constant.isUndefOrPoison { return constant.type.zero }
    guard constant.type.kind == .vector, constant.kind != .constantExpr else { return nil }
    let elements = (0..<constant.type.count).compactMap { constant.constantElement($0) }
    guard elements.count == constant.type.count, elements.contains(where: \.isUndefOrPoison) else { return nil }
    return constant.type.constant(elements: elements.map { $0.isUndefOrPoison ? $0.type.zero : $0 })
  }

  private func closeMask(of shuffle: Value) {
    let mask = shuffle.mask
    guard let other = mask.first(where: { $0 >= 0 }), mask.contains(where: { $0 < 0 }) else { return }
    let builder = Builder(module.context)
    builder.position(before: shuffle)
    builder.copyDebugLocation(from: shuffle)
    let closed = builder.shuffle(shuffle.operand(0), shuffle.operand(1), mask.map { $0 < 0 ? other : $0 })
    shuffle.replaceAllUses(with: closed)
    shuffle.erase()
  }
}
