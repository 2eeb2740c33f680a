// The order in which the rounds of a fixpoint visit a program.

/// What travels along a chain of instructions arrives in one round if the round runs in its direction, and so does what
/// travels along a chain of calls. The two are independent: rounds take turns through all four combinations.
struct FixpointSweep {
  /// Instructions are visited from the last to the first.
  private(set) var isBackward: Bool
  /// Callees are visited before their callers.
  private(set) var isUpward = false

  init(isBackward: Bool) { self.isBackward = isBackward }

  mutating func advance() {
    isUpward.toggle()
    if !isUpward { isBackward.toggle() }
  }
}
