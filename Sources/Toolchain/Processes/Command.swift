// Running another program and waiting for it. `posix_spawn` is used directly: Foundation's `Process` puts the child in
// a process group of its own on Linux, where it cannot read from the terminal and does not see Ctrl-C.

import Foundation

/// An external program with its arguments.
public struct Command: Sendable, Equatable {
  public var executable: String
  public var arguments: [String]

  public init(_ executable: String, _ arguments: [String]) {
    self.executable = executable
    self.arguments = arguments
  }

  /// Runs the program with this process's standard streams and waits for its end.
  ///
  /// - Throws: `ToolFailure` if it cannot be started.
  public func run() throws(ToolFailure) -> Termination {
    var child = try start()
    return child.wait()
  }

  /// Runs the program without input and returns what it printed on both output streams.
  public func capture() throws(ToolFailure) -> (termination: Termination, output: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ToolFailure("cannot create a pipe: \(String(cString: strerror(errno)))") }
    defer { close(ends[0]) }
    var child: ChildProcess
    do {
      defer { close(ends[1]) }
      child = try start(streams: .captured(writeEnd: ends[1], readEnd: ends[0]))
    }
    let output = readAll(from: ends[0])
    return (child.wait(), String(decoding: output, as: UTF8.self))
  }

  /// Starts the program and returns at once.
  func start(streams: ChildProcess.Streams = .inherited) throws(ToolFailure) -> ChildProcess {
    do {
      return try ChildProcess(executable: executable, arguments: arguments, streams: streams)
    } catch {
      throw ToolFailure("cannot run '\(executable)': \(String(cString: strerror(error.code)))")
    }
  }
}

extension Command: CustomStringConvertible {
  /// The command line, quoted so that it can be pasted into a shell.
  public var description: String {
    ([executable] + arguments).map(shellQuoted).joined(separator: " ")
  }
}

/// `word` as one word of a POSIX shell.
public func shellQuoted(_ word: String) -> String {
  let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=/.,:@%#^")
  if !word.isEmpty && word.allSatisfy(plain.contains) && !word.hasPrefix("#") { return word }
  return "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
}

/// Everything that can be read from the file descriptor until its end.
public func readAll(from descriptor: Int32) -> [UInt8] {
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0 && errno == EINTR { continue }
    if count <= 0 { return result }
    result.append(contentsOf: buffer[..<count])
  }
}
