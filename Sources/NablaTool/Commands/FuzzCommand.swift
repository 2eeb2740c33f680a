// `nabla fuzz`: random programs that check their own derivatives.

import ArgumentParser
import Foundation
import Toolchain

struct FuzzCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Differentiate random programs and compare their derivatives.",
    discussion: """
      Each seed stands for one program, which compares reverse mode, forward mode and differences in extended \
      precision. Ends with exit code 1 if a derivative was wrong or something crashed.

        nabla fuzz --count 200 --seed 1000 -O0 -O2
        nabla fuzz --language swift --keep failures
      """)

  @Option(help: "How many programs.")
  var count = 100

  @Option(help: "The seed of the first program; the others follow.")
  var seed: UInt64 = 0

  @Option(help: "The language of the programs: c, cxx or swift.")
  var language = FuzzOptions.Language.c

  @Flag(help: "How the programs are compiled before differentiation (default: -O0 -O2).")
  var forms: [FuzzForm] = []

  @Option(
    help: ArgumentHelp("Write failing programs, and small variants of them, to this folder.", valueName: "folder"))
  var keep: String?

  @Flag(inversion: .prefixedNo, help: "Make failing C programs small.")
  var shrink = true

  @Option(help: "How many C programs are compiled together.")
  var batch = 25

  @Flag(help: "Compile each batch in one form only; the forms take turns.")
  var takeTurns = false

  @Option(help: ArgumentHelp("Print the counts so far after this many programs.", valueName: "programs"))
  var interval: Int?

  @Flag(help: "Damage LLVM IR instead, and see that the tool takes it or refuses it; --count says how many files.")
  var mutate = false

  @Option(help: "How many programs run at a time.")
  var jobs = 2

  func validate() throws {
    if count < 0 || jobs < 1 || batch < 1 || interval ?? 1 < 1 {
      throw ValidationError("'--count', '--jobs', '--batch' and '--interval' must be positive")
    }
    if seed.addingReportingOverflow(UInt64(count)).overflow { throw ValidationError("'--seed' is too large") }
    if language == .swift && forms.contains(where: { $0.compilation != nil }) {
      throw ValidationError("'--raw', '--vectorized' and '--sanitized' are for C and C++ programs")
    }
  }

  func run() throws {
    if mutate { return try runMutations() }
    let summary = try reportingFailures { try runCampaign() }
    print(summary)
    if summary.hasFailures { throw ExitCode.failure }
  }

  private func runMutations() throws {
    let counts = try reportingFailures {
      if let keep { try FileManager.default.createDirectory(atPath: keep, withIntermediateDirectories: true) }
      let scratch = try TemporaryDirectory()
      let campaign = MutationCampaign(
        tool: executablePath(), clang: try InstalledTools().clang(), folder: scratch.path, keeping: keep,
        report: printAtOnce)
      return try withExtendedLifetime(scratch) { try campaign.run(seed: seed, count: count) }
    }
    print(MutationOutcome.allCases.map { "\(counts[$0, default: 0]) \($0.rawValue)" }.joined(separator: ", "))
    if counts[.crash, default: 0] > 0 { throw ExitCode.failure }
  }

  private func runCampaign() throws -> FuzzSummary {
    var options = FuzzOptions()
    options.language = language
    options.count = count
    options.seed = seed
    if !forms.isEmpty { options.forms = forms }
    options.folder = keep
    options.jobs = jobs
    options.shrinks = shrink
    options.batch = batch
    options.takesTurns = takeTurns
    options.interval = interval
    if let keep { try FileManager.default.createDirectory(atPath: keep, withIntermediateDirectories: true) }
    let scratch = try TemporaryDirectory()
    let runner = FuzzRunner(
      tool: executablePath(), clang: try InstalledTools().clang(), fileExtension: language.fileExtension,
      folder: scratch.path)
    return try withExtendedLifetime(scratch) { try FuzzCampaign(options, runner: runner, report: printAtOnce).run() }
  }
}

extension FuzzOptions.Language: ExpressibleByArgument {}

extension FuzzForm: EnumerableFlag {
  public static func name(for value: FuzzForm) -> NameSpecification {
    value.rawValue.hasPrefix("-")
      ? .customLong(String(value.rawValue.dropFirst()), withSingleDash: true) : .customLong(value.rawValue)
  }

  public static func help(for value: FuzzForm) -> ArgumentHelp? {
    switch value {
    case .raw: "As clang -O0 leaves them, marked against optimisation."
    case .sanitized: "With AddressSanitizer in programs and derivatives."
    case .vectorized: "Vectorised and unrolled by clang -O3."
    default: nil
    }
  }
}

/// Long campaigns are watched through files and pipes.
@Sendable private func printAtOnce(_ line: String) {
  print(line)
  fflush(nil)
}
