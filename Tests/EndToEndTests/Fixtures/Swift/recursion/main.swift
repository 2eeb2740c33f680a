// Recursive functions, and enums with payloads.

import Foundation
import Nabla

func power(_ x: Double, _ n: Int) -> Double {
  if n == 0 { return 1 }
  let half = power(x, n / 2)
  return n % 2 == 0 ? half * half : half * half * x
}

@Gradient
func powers(_ x: Double) -> Double { power(x, 11) + power(x, 4) }

func even(_ x: Double, _ n: Int) -> Double { n == 0 ? x : sin(odd(x, n - 1)) + x }
func odd(_ x: Double, _ n: Int) -> Double { n == 0 ? 1 : x * even(x, n - 1) }

@Gradient
func mutual(_ x: Double) -> Double { even(x, 6) }

indirect enum Expression {
  case number(Double)
  case variable
  case sum(Expression, Expression)
  case product(Expression, Expression)

  func value(_ x: Double) -> Double {
    switch self {
    case .number(let n): n
    case .variable: x
    case .sum(let a, let b): a.value(x) + b.value(x)
    case .product(let a, let b): a.value(x) * b.value(x)
    }
  }
}

let tree = Expression.sum(.product(.variable, .variable), .product(.number(3), .sum(.variable, .number(1))))

@Gradient
func tree(_ x: Double) -> Double { tree.value(x) }

Check.equal("powers", powersGradient(1.2), 11 * pow(1.2, 10) + 4 * pow(1.2, 3))
Check.equal("mutual", mutualGradient(0.7), Check.slope { mutual(0.7 + $0) })
Check.finish()
