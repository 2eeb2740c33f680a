// What swiftc says about a program that it cannot compile, without what only follows from that.
//
// Requests are constants in a section of their own. Whether a constant is one the compiler finds out by folding it, which
// it does not do in a program with errors (a missing `return`, for example): then it complains about each request, too.

import Foundation

struct SwiftCompilerMessages {
  /// Messages with the lines below them, in order.
  private let messages: [String]

  init(_ output: String) {
    var messages: [[Substring]] = []
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if messages.isEmpty || Self.isStart(line) { messages.append([]) }
      messages[messages.count - 1].append(line)
    }
    self.messages = messages.map { $0.joined(separator: "\n") }
  }

  /// The text to show.
  var relevant: String {
    let rest = messages.filter { !Self.follows($0) }
    let text = (rest.contains(where: Self.isError) ? rest : messages).joined(separator: "\n")
    return text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
  }

  /// `file.swift:4:50: error: …`; lines of the source stand behind a bar.
  private static func isStart(_ line: Substring) -> Bool {
    let start = plain(line.prefix { $0 != "|" })
    return start.first != "`" && [": error: ", ": warning: "].contains(where: start.contains)
  }

  private static func isError(_ message: String) -> Bool {
    isStart(message[...]) && plain(message.prefix { $0 != "\n" }).contains(": error: ")
  }

  private static func follows(_ message: String) -> Bool {
    let start = plain(message.prefix { $0 != "\n" })
    return start.hasPrefix("macro expansion ")
      && ["'@const' value should be initialized", "must be a compile-time constant to use @section"]
        .contains(where: start.contains)
  }

  /// Without colours.
  private static func plain(_ text: Substring) -> Substring { text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") }
}

/// Runs swiftc, and shows what it says.
func runSwiftCompiler(_ command: Command) throws(ToolFailure) -> Termination {
  var command = command
  if isatty(STDERR_FILENO) != 0 { command.arguments.append("-color-diagnostics") }
  let (termination, output) = try command.capture()
  FileHandle.standardError.write(Data(SwiftCompilerMessages(output).relevant.utf8))
  return termination
}
