//===- Contents.swift - What derivatives of a routine read ---------------------------------------===//
//
// The reverse sweep runs when the primal has gone on: whatever it reads of the arrays of a call must still be there, or
// be kept. Activity decides: a product with a constant matrix needs less than one with two active ones.
//
//===----------------------------------------------------------------------------------------------===//

/// The numbers in an array, before or after a call.
public struct ArrayContent: Hashable, Sendable {
  public let name: String
  public let isAfter: Bool

  public init(name: String, isAfter: Bool) {
    self.name = name
    self.isAfter = isAfter
  }

  public static func before(_ name: String) -> ArrayContent { ArrayContent(name: name, isAfter: false) }
  public static func after(_ name: String) -> ArrayContent { ArrayContent(name: name, isAfter: true) }
}

extension Routine {

  /// What the reverse sweep reads if these arguments are active.
  public func reverseReads(active: Set<String>) -> [ArrayContent] {
    func given(_ names: String..., read contents: ArrayContent...) -> [ArrayContent] {
      names.contains(where: active.contains) ? contents : []
    }
    switch equation {
    case .dot: return given("x", read: .before("y")) + given("y", read: .before("x"))
    case .norm, .absoluteSum: return [.before("x")]
    case .addScaled, .scale: return given("alpha", read: .before("x"))
    case .copy, .swap, .steps: return []
    case .rotate: return given("c", "s", read: .before("x"), .before("y"))
    case .product(let left, let right, let target):
      return given(left.name, "alpha", read: .before(right.name)) + given(right.name, "alpha", read: .before(left.name))
        + given("beta", read: .before(target))
    case .triangularProduct(let target):
      return [.before("a")] + given("a", "alpha", read: .before(target))
    case .triangularSolution(let target):
      return [.before("a")] + given("a", read: .after(target)) + given("alpha", read: .before(target))
    case .rankUpdate(let factor, let target):
      return given(factor, "alpha", read: .before(factor)) + given("beta", read: .before(target))
    case .rankTwoUpdate(let a, let b, let target):
      return given(a, "alpha", read: .before(b)) + given(b, "alpha", read: .before(a))
        + given("beta", read: .before(target))
    case .choleskyInverse: return [.before("a"), .after("a")]
    case .triangularInverse: return [.after("a")]
    case .cholesky: return [.after("a")]
    case .choleskySolution: return [.before("a")] + given("a", read: .after("b"))
    case .lu: return [.after("a"), .after("pivots")]
    case .luSolution: return [.before("a"), .before("pivots")] + given("a", read: .after("b"))
    }
  }
}
