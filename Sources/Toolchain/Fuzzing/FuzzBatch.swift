// Many generated C programs in one file: starting compilers and linkers costs more than differentiating one program.
//
// What goes wrong is brought home to one program: refusals by their line, crashes of the engine by halving, crashes of a
// program by what was printed before.

import Foundation
import Fuzzing

/// Compiles and runs programs together, in one form.
struct FuzzBatch {
  let runner: FuzzRunner
  let form: FuzzForm
  let name: String

  /// The outcome of each program.
  func outcomes(of programs: [Program]) throws(ToolFailure) -> [FuzzOutcome] {
    guard programs.count > 1 else { return try alone(programs) }
    let file = CFile(programs)
    let build = try runner.build(file.text, form: form, name: name)
    defer { runner.remove(build) }
    guard let failure = build.failure else { return try run(build.executable, programs) }
    var outcomes = refusals(in: build, file, programs.count)
    if case .refused = failure, !outcomes.isEmpty {
      let rest = programs.indices.filter { outcomes[$0] == nil }
      for (index, outcome) in zip(rest, try self.outcomes(of: rest.map { programs[$0] })) { outcomes[index] = outcome }
      return programs.indices.map { outcomes[$0] ?? failure }
    }
    let half = programs.count / 2
    return try self.outcomes(of: Array(programs[..<half])) + self.outcomes(of: Array(programs[half...]))
  }

  private func alone(_ programs: [Program]) throws(ToolFailure) -> [FuzzOutcome] {
    guard let program = programs.first else { return [] }
    return [try runner.outcome(of: program.cText(), form: form, name: name)]
  }

  /// The programs that messages of the engine speak of, by position.
  private func refusals(in build: FuzzRunner.Build, _ file: CFile, _ count: Int) -> [Int: FuzzOutcome] {
    var result: [Int: FuzzOutcome] = [:]
    let inputName = fileName(of: build.input) + ":"
    for line in build.messages.split(separator: "\n") {
      guard let error = line.firstRange(of: ": error: "), let place = line.firstRange(of: inputName) else { continue }
      guard let number = Int(line[place.upperBound...].prefix { $0.isNumber }) else { continue }
      guard let program = file.program(atLine: number) else { continue }
      result[program] = result[program] ?? .refused(String(line[error.upperBound...]))
    }
    return result
  }

  /// Runs all programs; one that crashes is skipped in the next run. A failing program has its last word alone.
  private func run(_ executable: String, _ programs: [Program]) throws(ToolFailure) -> [FuzzOutcome] {
    var outcomes: [FuzzOutcome] = []
    while outcomes.count < programs.count {
      let (ended, printed) = try Command(executable, ["\(outcomes.count)"]).capture(patience: FuzzRunner.patience)
      let before = outcomes.count
      for program in programs[before...] {
        guard let line = printed.split(separator: "\n").first(where: { $0.hasPrefix("\(program.seed): ") }) else {
          break
        }
        let isWhole = line.contains(": ok") || line.hasSuffix(";")
        if !isWhole { break }
        outcomes.append(try verdict(String(line), program))
      }
      if outcomes.count < programs.count {
        let crash = "\(FuzzOutcome(program: ended, output: "").message)\(sanitizerReport(in: printed))"
        outcomes.append(try confirmed(.crash(crash), programs[outcomes.count]))
      }
    }
    return outcomes
  }

  private func verdict(_ line: String, _ program: Program) throws(ToolFailure) -> FuzzOutcome {
    if line.contains(": ok") { return line.contains("skipped") ? .skipped : .ok }
    return try confirmed(.wrong(line), program)
  }

  /// The outcome of the program in a file of its own; what it did among others if it is well there.
  private func confirmed(_ outcome: FuzzOutcome, _ program: Program) throws(ToolFailure) -> FuzzOutcome {
    let alone = try runner.outcome(of: program.cText(), form: form, name: name + ".alone")
    guard [.ok, .skipped].contains(alone.kind) else { return alone }
    return outcome.kind == .wrong
      ? .wrong("\(outcome.message) (only among other programs)")
      : .crash("\(outcome.message) (only among other programs)")
  }

  private func sanitizerReport(in text: String) -> String {
    text.split(separator: "\n").first { $0.contains("Sanitizer:") }.map { ": \($0)" } ?? ""
  }
}
