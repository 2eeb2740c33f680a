// A run of the fuzzer: many seeds, each in several forms; what fails is shrunk and kept.

import Foundation
import Fuzzing
import Synchronization

/// What `nabla fuzz` is asked to do.
public struct FuzzOptions: Sendable {
  public enum Language: String, Sendable, CaseIterable {
    case c, swift
  }

  public var language = Language.c
  public var count = 100
  public var seed: UInt64 = 0
  public var forms: [FuzzForm] = [.none, .standard]
  /// Where failing programs are written; nil to write none.
  public var folder: String?
  public var jobs = 2
  public var shrinks = true

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
    let summary = Mutex(FuzzSummary())
    let next = Mutex(options.seed)
    let failure = Mutex<ToolFailure?>(nil)
    let end = options.seed &+ UInt64(options.count)
    DispatchQueue.concurrentPerform(iterations: max(1, options.jobs)) { job in
      do throws(ToolFailure) {
        while failure.withLock({ $0 == nil }) {
          let seed = next.withLock { value in
            defer { if value < end { value += 1 } }
            return value
          }
          if seed >= end { return }
          for form in options.forms {
            let outcome = try check(seed, form, job)
            summary.withLock { $0.add(outcome, form) }
          }
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return summary.withLock { $0 }
  }

  private func check(_ seed: UInt64, _ form: FuzzForm, _ job: Int) throws(ToolFailure) -> FuzzOutcome {
    let program = options.language == .c ? FuzzCase.c(seed: seed) : FuzzCase.swift(seed: seed)
    let outcome = try runner.outcome(of: program.source, form: form, name: "\(job)")
    guard ![.ok, .skipped, .miscompiled].contains(outcome.kind) else { return outcome }
    report("seed \(seed) \(form.rawValue): \(outcome.kind.rawValue): \(outcome.message)")
    try keep(seed, program.source, outcome, form, job)
    return outcome
  }

  /// Writes a failing program, made small if it is C.
  private func keep(
    _ seed: UInt64, _ source: String, _ outcome: FuzzOutcome, _ form: FuzzForm, _ job: Int
  ) throws(ToolFailure) {
    guard let folder = options.folder else { return }
    let suffix = options.language == .c ? "c" : "swift"
    let path = "\(folder)/\(outcome.kind.rawValue)-\(seed)\(form.rawValue).\(suffix)"
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
