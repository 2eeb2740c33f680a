// The arguments of `@Autodiff(mode, activity, …, width:)` and `@AutodiffNamed(name, mode, …)`, checked against the primal. The rules are those of
// Rust's `std::autodiff`; each has its own message, place and fix-it.

/// The checked arguments of `@Autodiff`.
struct AutodiffArguments {
  /// The direction.
  var mode: Mode
  /// One activity per parameter, `self` first.
  var inputs: [Activity]
  /// The result's activity; nil if the primal returns nothing.
  var result: Activity?
  /// The number of tangents.
  var width: Int
  /// The derivative's name, if the user chose one.
  var name: String?
  /// What is probably not meant.
  var warnings: [Diagnostic] = []
}

/// An activity as written, with its place.
private struct WrittenActivity {
  var activity: Activity
  var word: Token
}

extension AutodiffArguments {
  /// Reads and checks the arguments of `attribute` on `primal`.
  init(_ attribute: AttributeSyntax, primal: Primal) throws(Diagnostics) {
    var found: [Diagnostic] = []
    var mode: Mode?
    var written: [WrittenActivity] = []
    var width = 1
    var widthPlace = attribute.range
    var name: String?
    var isModeNext = true
    for argument in attribute.arguments ?? [] {
      switch argument.label?.text {
      case "width":
        widthPlace = argument.range
        width = Self.parseWidth(argument, &found)
      default:
        if let literal = argument.tokens.first, literal.kind == .string {
          name = literal.text.filter { $0 != "\"" }
          continue
        }
        guard let word = argument.tokens.last, word.kind == .word else {
          found.append(Diagnostic("expected a mode or an activity, such as '.active'", at: argument.range))
          continue
        }
        if isModeNext {
          isModeNext = false
          mode = Self.parseMode(word, attribute, &found)
        } else if let activity = Self.parseActivity(word, &found) {
          written.append(WrittenActivity(activity: activity, word: word))
        }
      }
    }
    guard let mode else {
      if found.isEmpty { found.append(Self.nothingWritten(attribute, primal: primal)) }
      throw Diagnostics(found)
    }
    if !found.isEmpty { throw Diagnostics(found) }
    let inputCount = primal.parameters.count
    let expected = inputCount + (primal.result == nil ? 0 : 1)
    if written.count != expected {
      throw Diagnostics([Self.wrongCount(written, expected: expected, primal: primal, attribute: attribute)])
    }
    for (index, item) in written.enumerated() {
      if index < inputCount {
        found += Self.check(item, on: primal.parameters[index], mode: mode)
      } else if !item.activity.isResult(of: mode) {
        found.append(Self.wrongResult(item, mode: mode))
      } else if let result = primal.result {
        found += Self.check(item, onResult: result, mode: mode)
      }
    }
    if found.isEmpty && !written.prefix(inputCount).contains(where: { $0.activity != .const }) {
      found.append(Self.allConstant(written, mode: mode, primal: primal, attribute: attribute))
    }
    if !found.isEmpty { throw Diagnostics(found) }
    let result = primal.result == nil ? nil : written[inputCount].activity
    let checked = AutodiffArguments(
      mode: mode, inputs: written.prefix(inputCount).map(\.activity), result: result, width: width)
    if width > 1, AutodiffBuilder(primal: primal, arguments: checked).usesProduct {
      throw Diagnostics([
        Diagnostic("'width' needs seeds that are numbers; arrays that the function makes have one seed", at: widthPlace)
      ])
    }
    let warnings = zip(written, primal.parameters).compactMap { mode == .reverse ? Self.warning($0, on: $1) : nil }
    self = checked
    self.name = name
    self.warnings = warnings
  }

  private static func parseWidth(_ argument: ArgumentSyntax, _ found: inout [Diagnostic]) -> Int {
    let digits = argument.tokens.count == 1 ? argument.tokens[0].text.filter { $0 != "_" } : ""
    if let width = UInt32(digits), width >= 1 { return Int(width) }
    let text = argument.tokens.map(\.text).joined()
    found.append(
      Diagnostic("'width' must be an integer literal from 1 to \(UInt32.max), but is \(text)", at: argument.range))
    return 1
  }

  private static func parseMode(_ word: Token, _ attribute: AttributeSyntax, _ found: inout [Diagnostic]) -> Mode? {
    if let mode = Mode(rawValue: word.text) { return mode }
    let diagnostic = Diagnostic("unknown mode '\(word.text)'; use '.forward' or '.reverse'", at: word.range)
    if let guess = nearest(to: word.text, among: ["forward", "reverse"]) {
      found.append(diagnostic.fixing("use '.\(guess)'", replace: word.range, by: guess))
    } else {
      found.append(diagnostic)
    }
    return nil
  }

  private static func parseActivity(_ word: Token, _ found: inout [Diagnostic]) -> Activity? {
    if let activity = Activity(rawValue: word.text) { return activity }
    let diagnostic = Diagnostic("did not recognize the activity '\(word.text)'", at: word.range)
    if let guess = nearest(to: word.text, among: Activity.allCases.map(\.rawValue)) {
      found.append(diagnostic.fixing("did you mean '.\(guess)'?", replace: word.range, by: guess))
    } else {
      found.append(diagnostic)
    }
    return nil
  }

  /// The activity that an input most likely has.
  private static func usual(_ parameter: Parameter, mode: Mode) -> Activity {
    if parameter.type.isInactive { return .const }
    if mode == .forward { return .dual }
    return parameter.type.isValueOnly && !parameter.isInout ? .active : .duplicated
  }

  private static func nothingWritten(_ attribute: AttributeSyntax, primal: Primal) -> Diagnostic {
    let result = primal.result.map { $0.isInactive ? Activity.const : .active }
    let activities = primal.parameters.map { usual($0, mode: .reverse) } + [result].compactMap(\.self)
    let usualForm = "@Autodiff(.reverse\(activities.map { ", .\($0)" }.joined()))"
    let diagnostic = Diagnostic(
      "'@Autodiff' requires at least a mode and activities, as in '@Autodiff(.reverse, .active, .active)'",
      at: attribute.range)
    guard attribute.arguments?.isEmpty != false else { return diagnostic }
    return diagnostic.fixing("write '\(usualForm)'", replace: attribute.range, by: usualForm)
  }

  private static func allConstant(
    _ written: [WrittenActivity], mode: Mode, primal: Primal, attribute: AttributeSyntax
  ) -> Diagnostic {
    let diagnostic = Diagnostic(
      "all inputs of '\(primal.name)' are constant: every derivative is zero", at: attribute.range)
    guard let index = primal.parameters.firstIndex(where: { !$0.type.isInactive }) else { return diagnostic }
    let (activity, place) = (usual(primal.parameters[index], mode: mode), written[index].word.range)
    return diagnostic.fixing(
      "use '.\(activity)' for '\(primal.parameters[index].plainName)'", replace: place, by: activity.rawValue)
  }

  private static func wrongCount(
    _ written: [WrittenActivity], expected: Int, primal: Primal, attribute: AttributeSyntax
  ) -> Diagnostic {
    let parts = (primal.parameters.map { "'\($0.plainName)'" } + (primal.result == nil ? [] : ["the result"]))
    let diagnostic = Diagnostic(
      "expected \(expected) activities, but found \(written.count): one each for \(parts.joined(separator: ", "))",
      at: written.count > expected ? written[expected].word.range : attribute.range)
    guard let last = attribute.arguments?.last(where: { $0.label == nil }) else { return diagnostic }
    if written.count > expected {
      guard
        let kept = attribute.arguments?.last(where: {
          $0.range.upperBound < written[expected].word.range.lowerBound - 1
        })
      else { return diagnostic }
      return diagnostic.fixing(
        "remove what is too much", replace: kept.range.upperBound..<last.range.upperBound, by: "")
    }
    let end = last.range.upperBound
    return diagnostic.fixing(
      "insert '.const' for the missing activities", replace: end..<end,
      by: String(repeating: ", .const", count: expected - written.count))
  }

  private static func check(_ item: WrittenActivity, on parameter: Parameter, mode: Mode) -> [Diagnostic] {
    let (activity, place) = (item.activity, item.word.range)
    if activity == .const { return [] }
    guard activity.isInput(of: mode) else {
      let twin = mode == .reverse && parameter.type.isValueOnly && !parameter.isInout ? Activity.active : activity.twin
      return [
        Diagnostic("'.\(activity)' can not be used in \(mode) mode", at: place)
          .fixing("use '.\(twin)'", replace: place, by: twin.rawValue)
      ]
    }
    if parameter.type.isInactive {
      return [
        Diagnostic(
          "'.\(activity)' can not be used for '\(parameter.plainName)': '\(parameter.type.text)' holds no "
            + "floating-point number", at: place
        ).noting("'\(parameter.plainName)' is declared here", at: parameter.type.range)
          .fixing("use '.const'", replace: place, by: "const")
      ]
    }
    if activity.isLong && !parameter.type.isSequence { return [wrongLong(item, for: "'\(parameter.plainName)'")] }
    let isShadowed = activity == .duplicated || activity == .duplicatedOnly
    if isShadowed && parameter.type.isValueOnly && !parameter.isInout {
      return [
        Diagnostic(
          "'.\(activity)' can not be used for this type: '\(parameter.plainName)' is passed by value", at: place
        )
        .noting("'\(parameter.plainName)' is declared here", at: parameter.type.range)
        .fixing("use '.active'", replace: place, by: "active")
      ]
    }
    let isAdjoint = activity == .active || activity == .activeOnly
    if isAdjoint && (parameter.isInout || parameter.type.isPointer) {
      return [
        Diagnostic(
          "'.\(activity)' can not be used for '\(parameter.plainName)': the function "
            + "\(parameter.isInout ? "changes it" : "only holds a pointer to it"), so its derivative needs a shadow",
          at: place
        ).fixing("use '.duplicated'", replace: place, by: "duplicated")
      ]
    }
    return []
  }

  /// The adjoints behind an inner pointer are written through a shadow that promises not to be.
  private static func warning(_ item: WrittenActivity, on parameter: Parameter) -> Diagnostic? {
    guard item.activity != .const, let inner = parameter.type.innerImmutablePointer else { return nil }
    return Diagnostic(
      "the shadow of '\(parameter.plainName)' keeps the immutable '\(inner.text)', but derivatives are added to the memory "
        + "behind it; it must be mutable", at: item.word.range, severity: .warning
    ).noting("'\(parameter.plainName)' is declared here", at: parameter.type.range)
      .fixing(
        "make it mutable", replace: inner.range,
        by: inner.text.replacing("UnsafePointer", with: "UnsafeMutablePointer")
          .replacing("UnsafeBufferPointer", with: "UnsafeMutableBufferPointer"))
  }

  private static func wrongLong(_ item: WrittenActivity, for place: String) -> Diagnostic {
    let replacement: Activity = item.activity.isOnly ? .dualOnly : .dual
    return Diagnostic(
      "'.\(item.activity)' can not be used for \(place): only an array or a buffer can hold all tangents one after the other",
      at: item.word.range
    ).fixing("use '.\(replacement)'", replace: item.word.range, by: replacement.rawValue)
  }

  private static func wrongResult(_ item: WrittenActivity, mode: Mode) -> Diagnostic {
    let replacement: Activity =
      switch (mode, item.activity.isOnly) {
      case (.forward, false): .dual
      case (.forward, true): .dualOnly
      case (.reverse, false): .active
      case (.reverse, true): .activeOnly
      }
    return Diagnostic("invalid return activity '.\(item.activity)' in \(mode) mode", at: item.word.range)
      .fixing("use '.\(replacement)'", replace: item.word.range, by: replacement.rawValue)
  }

  private static func check(_ item: WrittenActivity, onResult result: TypeSyntax, mode: Mode) -> [Diagnostic] {
    if item.activity == .const { return [] }
    if result.isInactive {
      return [
        Diagnostic(
          "'.\(item.activity)' can not be used for the result: '\(result.text)' holds no floating-point number",
          at: item.word.range
        ).fixing("use '.const'", replace: item.word.range, by: "const")
      ]
    }
    if item.activity.isLong && (!result.isSequence || result.isPointer) { return [wrongLong(item, for: "the result")] }
    if case .unsupported(let what) = result.typeClass {
      return [Diagnostic("'@Autodiff' does not support \(what) as results", at: result.range)]
    }
    if result.isPointer {
      return [Diagnostic("'@Autodiff' does not support pointers as results", at: result.range)]
    }
    return []
  }
}
