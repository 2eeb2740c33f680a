// The signals that ask a process to end, taken by a thread of their own while the main thread works: to remove
// temporary files first, or to pass the signal on to a child. The thread waits until the end of the process.

import Foundation
import Synchronization

/// Takes the signals that end a process and gives them to a handler. One of these suffices for a process.
final class TerminationSignals: Sendable {
  typealias Handler = @Sendable (Int32) -> Void

  private let handler: Mutex<Handler>

  /// Calls `handler` with the signal's number on a thread of its own. Signals that are ignored stay ignored.
  init(_ handler: @escaping Handler) {
    self.handler = Mutex(handler)
    let watched = Self.all.filter { !isIgnored($0) }
    var mask = signalSet(watched)
    // Blocked here and, by inheritance, in the new thread: only `sigwait` takes them.
    pthread_sigmask(SIG_BLOCK, &mask, nil)
    Thread.detachNewThread { [self] in
      var mask = signalSet(watched)
      var number: Int32 = 0
      while sigwait(&mask, &number) == 0 {
        let current = self.handler.withLock { $0 }
        current(number)
      }
    }
  }

  /// Replaces the handler.
  func handle(with newHandler: @escaping Handler) {
    handler.withLock { $0 = newHandler }
  }

  private static let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
}

/// A set of signals.
func signalSet(_ numbers: [Int32]) -> sigset_t {
  var result = sigset_t()
  sigemptyset(&result)
  for number in numbers { sigaddset(&result, number) }
  return result
}

/// Whether whoever started this process wants the signal to be ignored (`nohup`).
private func isIgnored(_ number: Int32) -> Bool {
  let previous = signal(number, SIG_DFL)
  guard unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) else { return false }
  signal(number, SIG_IGN)
  return true
}

extension Command {
  /// Runs the program as if it were this process: Ctrl-C reaches it through the terminal, other requests to end are
  /// passed on, and this process stays to see how it ends.
  func runInForeground(_ signals: TerminationSignals) throws(ToolFailure) -> Termination {
    var child = try start()
    let running = child
    signals.handle { number in
      // The terminal sends these two to the whole process group.
      if number != SIGINT && number != SIGQUIT { running.send(signal: number) }
    }
    return child.wait()
  }
}
