// The signals that ask a process to end, handled on a queue while the main thread works: to remove temporary files
// first, or to pass the signal on to a child.

import Foundation

/// Watches the signals that end a process, as long as this object lives.
final class TerminationSignals {
  static let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  private let sources: [any DispatchSourceSignal]

  /// Calls `handler` with the signal's number on a background queue.
  init(_ handler: @escaping @Sendable (Int32) -> Void) {
    sources = Self.all.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { handler(number) }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.all { signal(number, SIG_DFL) }
  }
}

extension Command {
  /// Runs the program as if it were this process: Ctrl-C reaches it through the terminal, other requests to end are
  /// passed on, and this process stays to see how it ends.
  public func runInForeground() throws(ToolFailure) -> Termination {
    var child = try start()
    let running = child
    let signals = TerminationSignals { number in
      // The terminal sends these two to the whole process group.
      if number != SIGINT && number != SIGQUIT { running.send(signal: number) }
    }
    return withExtendedLifetime(signals) { child.wait() }
  }
}
