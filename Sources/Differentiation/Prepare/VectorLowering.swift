// Vector code that compilers make for wide processors, in terms of what has derivatives: masked and scattered accesses
// become conditional accesses of the elements, products and extrema over a vector become steps over its elements, and
// vectors of addresses are computed element by element.

import LLVM

struct VectorLowering {
  let module: Module

  /// - Throws: `LLVMError` if a pass fails.
  func rewrite(_ functions: [Function]) throws {
    var passes: Set<String> = []
    for instruction in functions.lazy.flatMap(\.instructions) {
      if instruction.opcode == .getElementPtr && instruction.type.kind == .vector { splitAddress(instruction) }
      guard instruction.isCall, let name = instruction.calledFunction?.intrinsicName else { continue }
      if name.hasPrefix("llvm.masked.") { passes.insert("scalarize-masked-mem-intrin") }
      // Sums have a derivative of their own.
      let isReduction = name.hasPrefix("llvm.vector.reduce.f") && name != "llvm.vector.reduce.fadd"
      if isReduction { passes.insert("expand-reductions") }
    }
    if passes.isEmpty { return }
    try withoutProcessor(functions) {
      try module.run(passes: "function(\(passes.sorted().joined(separator: ",")))")
    }
  }

  /// A processor that can do such accesses itself would keep the passes from splitting them.
  private func withoutProcessor(_ functions: [Function], _ body: () throws -> Void) rethrows {
    let keys = ["target-cpu", "target-features", "tune-cpu"]
    let saved = functions.map { function in keys.map { function.stringAttribute($0) } }
    for function in functions { for key in keys { function.removeAttribute(key) } }
    defer {
      for (function, values) in zip(functions, saved) {
        for (key, value) in zip(keys, values) { if let value { function.addAttribute(key, value: value) } }
      }
    }
    try body()
  }

  private func splitAddress(_ address: Value) {
    let builder = Builder(module.context)
    builder.position(before: address)
    builder.copyDebugLocation(from: address)
    var result = address.type.poison
    for lane in 0..<address.type.count {
      let operands = (0..<address.operandCount).map { index in
        let operand = address.operand(index)
        return operand.type.kind == .vector ? builder.extractElement(operand, lane) : operand
      }
      let element = builder.gep(address.sourceElementType, operands[0], Array(operands.dropFirst()))
      result = builder.insertElement(result, element, lane)
    }
    address.replaceAllUses(with: result)
    address.erase()
  }
}
