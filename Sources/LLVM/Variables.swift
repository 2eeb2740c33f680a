// Variables that become values without LLVM's mem2reg, which takes too long for functions with very many of them.

internal import CLLVM

/// A variable in memory that is only loaded and stored as a whole.
public struct PromotableVariable {
  public var variable: Value
  /// Where it is cleared for the last time before it is used anew.
  public var home: BasicBlock?
  /// Zero is stored first of all, and zero is what it holds whenever it is not in use.
  public var isZeroed: Bool
  /// It may be in use when a loop around `home` comes to its next iteration.
  public var isCarried: Bool

  public init(_ variable: Value, home: BasicBlock? = nil, isZeroed: Bool = false, isCarried: Bool = false) {
    self.variable = variable
    self.home = home
    self.isZeroed = isZeroed
    self.isCarried = isCarried
  }
}

extension Function {
  /// Replaces the variables by values, and by phis where several meet.
  /// - Complexity: near-linear in the size of the function plus, for each variable, the blocks in which it is in use.
  public func promote(_ variables: [PromotableVariable]) {
    let list = variables.map {
      NBLVariable(variable: $0.variable.ref, home: $0.home?.ref, isZeroed: $0.isZeroed, isCarried: $0.isCarried)
    }
    NBLPromoteVariables(ref, list, list.count)
  }
}
