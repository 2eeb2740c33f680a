//===- Arithmetic.swift - Instructions and fused forms -------------------------------------------===//
//
// `fptrunc` and `fpext` change the precision: the engine converts the derivative as the operation converts the value.
//
//===----------------------------------------------------------------------------------------------===//

let arithmeticRules: [Rule] = [
  .binary("fadd", on: -3...3, -3...3, 1, 1, as: [.instruction("fadd")]),
  .binary("fsub", on: -3...3, -3...3, 1, -1, as: [.instruction("fsub")]),
  .binary("fmul", on: -3...3, -3...3, y, x, as: [.instruction("fmul")]),
  .binary("fdiv", on: -3...3, 0.5...3, 1 / y, -(r / y), as: [.instruction("fdiv")]),
  .unary("fneg", on: -3...3, -1, as: [.instruction("fneg")]),
  .unary("fptrunc", on: -3...3, 1, as: [.instruction("fptrunc")]),
  .unary("fpext", on: -3...3, 1, as: [.instruction("fpext")]),
  .unary("canonicalize", on: -3...3, 1, as: [.intrinsic("llvm.canonicalize")]),
  .unary("arithmetic.fence", on: -3...3, 1, as: [.intrinsic("llvm.arithmetic.fence")]),
  Rule(
    "fma", [.library("fma"), .intrinsic("llvm.fma"), .intrinsic("llvm.fmuladd")], [.real, .real, .real], [y, x, 1],
    domain: [-3...3, -3...3, -3...3]),
]
