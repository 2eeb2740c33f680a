// A running child process. No signals are blocked in it, whatever this process has set for itself.

import Foundation

struct ChildProcess {
  enum Streams {
    case inherited
    case captured(writeEnd: Int32, readEnd: Int32)
  }

  struct StartError: Error {
    var code: Int32
  }

  let identifier: pid_t

  init(executable: String, arguments: [String], streams: Streams) throws(StartError) {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if case .captured(let writeEnd, let readEnd) = streams {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, writeEnd, STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, writeEnd, STDERR_FILENO)
      posix_spawn_file_actions_addclose(&actions, writeEnd)
      posix_spawn_file_actions_addclose(&actions, readEnd)
    }

    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = signalSet([])
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var started = pid_t()
    let code = posix_spawn(&started, executable, &actions, &attributes, &words, environ)
    guard code == 0 else { throw StartError(code: code) }
    identifier = started
  }

  /// Waits for the end of the process.
  mutating func wait() -> Termination {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    return Termination(status: status)
  }

  /// Sends it a signal.
  func send(signal number: Int32) {
    kill(identifier, number)
  }
}
