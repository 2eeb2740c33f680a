// A run of the fuzzer: many seeds, each in several forms; what fails is shrunk and kept.

import Foundation
import Fuzzing
import Synchronization

/// What `nabla fuzz` is asked to do.
public struct FuzzOptions: Sendable {
  public enum Language: String, Sendable, CaseIterable {
    case c, cxx, swift

    /// What the names of files end in.
    public var fileExtension: String { self == .cxx ? "cpp" : rawValue }

    /// The program of a seed.
    func program(_ seed: UInt64) -> FuzzCase {
      switch self {
      case .c: .c(seed: seed)
      case .cxx: .cxx(seed: seed)
      case .swift: .swift(seed: seed)
      }
    }
  }

  public var language = Language.c
  public var count = 100
  public var seed: UInt64 = 0
  public var forms: [FuzzForm] = [.none, .standard]
  /// Where failing programs are written; nil to write none.
  public var folder: String?
  public var jobs = 2
  public var shrinks = true
  /// How many C programs share a file.
  public var batch = 1
  /// Whether each batch is compiled in one form only, the forms taking turns.
  public var takesTurns = false
  /// After how many programs the counts so far are reported; nil for never.
  public var interval: Int?

  public init() {}
}

/// How often each outcome occurred, by form, and the failures.
public struct FuzzSummary: Sendable {
  public var counts: [FuzzForm: [FuzzOutcome.Kind: Int]] = [:]
  /// How often each message of refusal occurred.
  public var refusals: [String: Int] = [:]

  /// Whether a derivative was wrong or something crashed.
  public var hasFailures: Bool {
    counts.values.contains { $0[.wrong, default: 0] + $0[.crash, default: 0] + $0[.invalid, default: 0] > 0 }
  }

  /// The counts of all forms together, in one line.
  var totals: String {
    FuzzOutcome.Kind.allCases.map { kind in "\(counts.values.reduce(0) { $0 + $1[kind, default: 0] }) \(kind.rawValue)"
    }
    .joined(separator: ", ")
  }

  mutating func add(_ outcome: FuzzOutcome, _ form: FuzzForm) {
    counts[form, default: [:]][outcome.kind, default: 0] += 1
    if case .refused(let text) = outcome { refusals[text, default: 0] += 1 }
  }
}

extension FuzzSummary: CustomStringConvertible {
  public var description: String {
    var lines: [String] = []
    for form in FuzzForm.allCases {
      guard let counts = counts[form] else { continue }
      let parts = FuzzOutcome.Kind.allCases.map { "\(counts[$0, default: 0]) \($0.rawValue)" }
      lines.append("\(form.rawValue): \(parts.joined(separator: ", "))")
    }
    for (text, count) in refusals.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("\(count) × \(text)")
    }
    return lines.joined(separator: "\n")
  }
}

/// Runs seeds in parallel and reports each failure as it is found.
public struct FuzzCampaign: Sendable {
  private let options: FuzzOptions
  private let runner: FuzzRunner
  private let report: @Sendable (String) -> Void

  /// - Parameter report: takes a line for each failure.
  public init(_ options: FuzzOptions, runner: FuzzRunner, report: @escaping @Sendable (String) -> Void) {
    self.options = options
    self.runner = runner
    self.report = report
  }

  /// Runs all seeds.
  ///
  /// - Throws: what kept a process from being started, after all jobs have ended.
  public func run() throws -> FuzzSummary {
    let state = Mutex((summary: FuzzSummary(), next: 0, done: 0, failure: ToolFailure?.none))
    let batch = options.language == .c ? max(1, options.batch) : 1
    DispatchQueue.concurrentPerform(iterations: max(1, options.jobs)) { job in
      do throws(ToolFailure) {
        while true {
          let start = state.withLock { state in
            defer { state.next += batch }
            return state.failure == nil ? state.next : options.count
          }
          if start >= options.count { return }
          let end = min(options.count, start + batch)
          let seeds = (start..<end).map { options.seed + UInt64($0) }
          for form in forms(of: start / batch) {
            for (seed, outcome) in zip(seeds, try check(seeds, form, job)) {
              state.withLock { $0.summary.add(outcome, form) }
              try note(outcome, of: seed, form, job)
            }
          }
          state.withLock { state in
            state.done += seeds.count
            announce(state.done, seeds.count, state.summary)
          }
        }
      } catch {
        state.withLock { $0.failure = error }
      }
    }
    if let error = state.withLock({ $0.failure }) { throw error }
    return state.withLock { $0.summary }
  }

  private func forms(of batch: Int) -> [FuzzForm] {
    options.takesTurns ? [options.forms[batch % options.forms.count]] : options.forms
  }

  private func announce(_ done: Int, _ step: Int, _ summary: FuzzSummary) {
    guard let interval = options.interval, done / interval != (done - step) / interval else { return }
    report("\(done) programs: \(summary.totals)")
  }

  private func check(_ seeds: [UInt64], _ form: FuzzForm, _ job: Int) throws(ToolFailure) -> [FuzzOutcome] {
    guard options.language == .c else {
      var outcomes: [FuzzOutcome] = []
      for seed in seeds {
        outcomes.append(try runner.outcome(of: options.language.program(seed).source, form: form, name: "\(job)"))
      }
      return outcomes
    }
    return try FuzzBatch(runner: runner, form: form, name: "\(job)")
      .outcomes(of: seeds.map { ProgramGenerator(seed: $0).program() })
  }

  /// Reports and keeps what is not well.
  private func note(_ outcome: FuzzOutcome, of seed: UInt64, _ form: FuzzForm, _ job: Int) throws(ToolFailure) {
    guard ![.ok, .skipped, .miscompiled].contains(outcome.kind) else { return }
    report("seed \(seed) \(form.rawValue): \(outcome.kind.rawValue): \(outcome.message)")
    try keep(seed, options.language.program(seed).source, outcome, form, job)
  }

  /// Writes a failing program, made small if it is C.
  private func keep(
    _ seed: UInt64, _ source: String, _ outcome: FuzzOutcome, _ form: FuzzForm, _ job: Int
  ) throws(ToolFailure) {
    guard let folder = options.folder else { return }
    let path = "\(folder)/\(outcome.kind.rawValue)-\(seed)\(form.rawValue).\(options.language.fileExtension)"
    try write(source, to: path)
    guard options.shrinks, options.language == .c, outcome.kind != .invalid else { return }
    let small = shrink(ProgramGenerator(seed: seed).program()) { text in
      fails(text, like: outcome, form, job)
    }
    try write(small.cText(), to: "\(folder)/\(outcome.kind.rawValue)-\(seed)\(form.rawValue).small.c")
  }

  private func fails(_ text: String, like outcome: FuzzOutcome, _ form: FuzzForm, _ job: Int) -> Bool {
    guard let got = try? runner.outcome(of: text, form: form, name: "\(job)") else { return false }
    guard got.signature == outcome.signature else { return false }
    return (try? runner.isSound(text, name: "\(job)")) == true
  }

  private func write(_ text: String, to path: String) throws(ToolFailure) {
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      throw ToolFailure("cannot write '\(path)'")
    }
  }
}
