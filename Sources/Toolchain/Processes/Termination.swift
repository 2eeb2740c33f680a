// How a child process ended.

import Foundation

/// The end of a process: its own exit code, or the signal that ended it.
public enum Termination: Sendable, Equatable {
  case exited(Int32)
  case signalled(Int32)

  /// Decodes the status of `waitpid`.
  init(status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }

  public var isSuccess: Bool { self == .exited(0) }
}

extension Termination: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exited(let code): "exit code \(code)"
    case .signalled(let number): "signal \(number) (\(String(cString: strsignal(number))))"
    }
  }
}

/// Ends this process the way a child ended: with its exit code, or by the same signal.
public func exitLike(_ termination: Termination) -> Never {
  switch termination {
  case .exited(let code): exit(code)
  case .signalled(let number):
    var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setCoreLimit(&noCore)
    signal(number, SIG_DFL)
    var mask = signalSet([number])
    pthread_sigmask(SIG_UNBLOCK, &mask, nil)
    kill(getpid(), number)
    exit(128 + number)
  }
}

/// The child has left its core file; a second one from this process would only confuse.
private func setCoreLimit(_ limit: inout rlimit) -> Int32 {
  #if canImport(Darwin)
    setrlimit(RLIMIT_CORE, &limit)
  #else
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  #endif
}
