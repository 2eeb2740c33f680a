// The built `nabla` command as the tests use it: a process of its own, so that a crash fails one test and not all.

import Foundation
import Toolchain

enum NablaCommand {
  /// What one run of the command or of a program printed on both streams, and how it ended.
  struct Result {
    var termination: Termination
    var output: String

    var isSuccess: Bool { termination.isSuccess }
  }

  /// The command beside the test bundle.
  static let executable: String = {
    let places = [executablePath()] + Bundle.allBundles.map(\.bundlePath)
    let candidates = places.map { ($0 as NSString).deletingLastPathComponent + "/nabla" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "nabla"
  }()

  /// Runs the command; one that takes longer than `seconds` is ended.
  static func run(_ arguments: [String], seconds: Int = 120) throws -> Result {
    let limit = ["SWIFT_BACKTRACE=enable=no", "timeout", "\(seconds)"]
    let command = Command("/usr/bin/env", limit + [executable] + arguments)
    let result = try command.capture()
    return Result(termination: result.termination, output: result.output)
  }

  /// What a person needs to see the failure again.
  static func report(_ arguments: [String], _ result: Result) -> String {
    let command = Command("nabla", arguments).description
    return "\(command)\nended with \(result.termination)\n\(result.output.suffix(4000))"
  }
}
