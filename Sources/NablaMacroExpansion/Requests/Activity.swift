// Modes and activities, as users write them in `@Autodiff`: the words of Rust's `std::autodiff`.

/// The direction of differentiation.
enum Mode: String {
  case forward, reverse
}

/// How a parameter or result takes part in differentiation.
enum Activity: String, CaseIterable {
  case const, active, activeOnly, duplicated, duplicatedOnly, dual, dualOnly, dualv, dualvOnly

  /// Whether inputs may have this activity in `mode`.
  func isInput(of mode: Mode) -> Bool {
    switch self {
    case .const: true
    case .active, .activeOnly, .duplicated, .duplicatedOnly: mode == .reverse
    case .dual, .dualOnly, .dualv, .dualvOnly: mode == .forward
    }
  }

  /// Whether results may have this activity in `mode`.
  func isResult(of mode: Mode) -> Bool {
    switch self {
    case .const: true
    case .active, .activeOnly: mode == .reverse
    case .dual, .dualOnly, .dualv, .dualvOnly: mode == .forward
    case .duplicated, .duplicatedOnly: false
    }
  }

  /// The activity that means the same in the other mode.
  var twin: Activity {
    switch self {
    case .const: .const
    case .active, .duplicated: .dual
    case .activeOnly, .duplicatedOnly: .dualOnly
    case .dual, .dualv: .duplicated
    case .dualOnly, .dualvOnly: .duplicatedOnly
    }
  }

  /// Whether the primal value is not wanted.
  var isOnly: Bool { [.activeOnly, .duplicatedOnly, .dualOnly, .dualvOnly].contains(self) }

  /// Whether one shadow holds all tangents, one after the other.
  var isLong: Bool { self == .dualv || self == .dualvOnly }
}
