// Modes and activities, as users write them in `@Autodiff`: the words of Rust's `std::autodiff`.

/// The direction of differentiation.
enum Mode: String {
  case forward, reverse
}

/// How a parameter or result takes part in differentiation.
enum Activity: String, CaseIterable {
  case const, active, activeOnly, duplicated, duplicatedOnly, dual, dualOnly

  /// Whether inputs may have this activity in `mode`.
  func isInput(of mode: Mode) -> Bool {
    switch self {
    case .const: true
    case .active, .activeOnly, .duplicated, .duplicatedOnly: mode == .reverse
    case .dual, .dualOnly: mode == .forward
    }
  }

  /// Whether results may have this activity in `mode`.
  func isResult(of mode: Mode) -> Bool {
    switch self {
    case .const: true
    case .active, .activeOnly: mode == .reverse
    case .dual, .dualOnly: mode == .forward
    case .duplicated, .duplicatedOnly: false
    }
  }

  /// The activity that means the same in the other mode.
  var twin: Activity {
    switch self {
    case .const: .const
    case .active, .duplicated: .dual
    case .activeOnly, .duplicatedOnly: .dualOnly
    case .dual: .duplicated
    case .dualOnly: .duplicatedOnly
    }
  }

  /// Whether the primal value is not wanted.
  var isOnly: Bool { self == .activeOnly || self == .duplicatedOnly || self == .dualOnly }
}
