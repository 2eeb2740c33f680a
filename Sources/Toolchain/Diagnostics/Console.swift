// What a command tells on standard error while it works: a line of progress when a stage takes long and someone is
// watching, and, when asked (`--verbose`), the external commands and how long each stage took.

import Foundation
import Synchronization

/// Progress and verbose messages, on standard error. Diagnostics do not pass through here: see `Diagnostic`.
public final class Console: Sendable {
  /// Whether external commands and timings are printed.
  public let isVerbose: Bool
  private let showsProgress: Bool
  private let line = Mutex(ProgressLine())

  /// A stage that takes longer than this (seconds) is shown on a terminal.
  private static let patience = 1.0

  public init(isVerbose: Bool) {
    self.isVerbose = isVerbose
    showsProgress = !isVerbose && isatty(STDERR_FILENO) == 1
  }

  /// Prints a line when verbose.
  public func log(_ message: @autoclosure () -> String) {
    if isVerbose { Self.write(message() + "\n") }
  }

  /// Runs `body` as a stage that is named `name` ("compiling loss.c") in the progress line and in the timings.
  public func stage<Result, Failure: Error>(_ name: String, _ body: () throws(Failure) -> Result) throws(Failure)
    -> Result
  {
    let clock = ContinuousClock()
    let start = clock.now
    announce(name)
    defer {
      clear()
      log("\(Self.seconds(start.duration(to: clock.now)))  \(name)")
    }
    return try body()
  }

  /// Names what is being done now. It is shown when the work, under this name or earlier ones, has taken a second.
  public func announce(_ name: String) {
    guard showsProgress else { return }
    let ticket = line.withLock { state in
      let (ticket, text) = state.announce(name)
      if let text { Self.write(text) }
      return ticket
    }
    guard let ticket else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [self] in
      line.withLock { state in
        if let text = state.show(ticket) { Self.write(text) }
      }
    }
  }

  /// Removes the progress line.
  public func clear() {
    guard showsProgress else { return }
    line.withLock { state in
      if let text = state.end() { Self.write(text) }
    }
  }

  private static func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  private static func seconds(_ duration: Duration) -> String {
    let value = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    return String(format: "%8.3f s", value)
  }
}

/// The state of the progress line: what is announced, and whether it stands on the terminal.
private struct ProgressLine {
  private static let erase = "\r\u{1B}[K"
  private var ticket = 0
  private var name: String?
  private var isShown = false

  /// Announces `name`. Returns a ticket to show it later if the work begins now, and the text to write if the line is
  /// shown already.
  mutating func announce(_ name: String) -> (ticket: Int?, text: String?) {
    let begins = self.name == nil
    self.name = name
    if begins { ticket += 1 }
    return (begins ? ticket : nil, isShown ? text(name) : nil)
  }

  /// The text that shows the line, if the work with this ticket still goes on.
  mutating func show(_ ticket: Int) -> String? {
    guard ticket == self.ticket, let name else { return nil }
    isShown = true
    return text(name)
  }

  private func text(_ name: String) -> String { "\(Self.erase)nabla: \(name) …" }

  /// The text that erases the line, if it is shown.
  mutating func end() -> String? {
    name = nil
    guard isShown else { return nil }
    isShown = false
    return Self.erase
  }
}
