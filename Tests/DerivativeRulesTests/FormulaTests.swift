//===- FormulaTests.swift - Formulas as values ---------------------------------------------------===//

import DerivativeRules
import Testing

@Suite struct FormulaTests {
  let x = Formula.operand(0)
  let y = Formula.operand(1)

  @Test("Descriptions need no more parentheses than arithmetic")
  func description() {
    #expect(Formula.call(.cos, [x]).description == "cos(x0)")
    #expect((y * .call(.pow, [x, y - 1])).description == "x1 * pow(x0, x1 - 1)")
    #expect((1 / (3 * (x * x))).description == "1 / (3 * (x0 * x0))")
    #expect((-(x / y)).description == "-(x0 / x1)")
    #expect((x - (y - 1)).description == "x0 - (x1 - 1)")
    #expect((x * -(.result)).description == "x0 * -r")
    #expect(Formula.select(Comparison(x, .less, y), 1, 0).description == "(x0 < x1 ? 1 : 0)")
  }

  @Test("Simplification folds what IEEE 754 allows")
  func simplified() {
    #expect((1 * x).simplified == x)
    #expect((x * -1).simplified == -x)
    #expect((-(-x)).simplified == x)
    #expect((x / 1).simplified == x)
    #expect((x - 0).simplified == x)
    #expect((x + -(y)).simplified == x - y)
    #expect((Formula.constant(2) * 3 + 1).simplified == 7)
    #expect((Formula.constant(1) / 4).simplified == 0.25)
    #expect(Formula.select(Comparison(1, .less, 2), x, y).simplified == x)
    #expect(Formula.select(Comparison(x, .less, y), 1, 1).simplified == 1)
  }

  @Test("Simplification leaves what could change a value")
  func notSimplified() {
    for formula in [0 * x, x + 0, x - x, x / x, Formula.constant(1) / 3, Formula.constant(0.1) * 0.1] {
      #expect(formula.simplified == formula)
    }
  }

  @Test("Formulas know what they need")
  func inspection() {
    let formula = Formula.select(Comparison(x, .equal, 0), 0, .result / y)
    #expect(formula.usedOperands == [0, 1])
    #expect(formula.usesResult)
    #expect(!Formula.call(.sin, [x]).usesResult)
    #expect(Formula.call(.sin, [x]).calledFunctions == [.sin])
    #expect(Formula.constant(0).isZero && !Formula.constant(0).isOne && Formula.constant(1).isOne)
  }

  @Test("Functions have C names and intrinsics")
  func functions() {
    #expect(MathFunction.sin.libraryName(.single) == "sinf")
    #expect(MathFunction.fmax.intrinsic == "llvm.maxnum")
    #expect(MathFunction.hypot.intrinsic == nil)
    #expect(MathFunction.powi.libraryName(.double) == nil)
    for function in MathFunction.allCases {
      #expect(function.intrinsic != nil || function.libraryName(.double) != nil || function == .digamma)
      #expect(function.integerArgument.map { $0 < function.arity } ?? true)
    }
  }
}
