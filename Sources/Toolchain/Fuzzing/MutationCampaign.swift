// Damaged LLVM IR: the tool may take it or refuse it, and must not crash. Each piece goes to a process of its own.

import Foundation
import Fuzzing

/// What the tool made of a damaged file.
public enum MutationOutcome: String, Sendable, CaseIterable {
  /// It is still a program, and was differentiated.
  case accepted
  /// There is a message about it.
  case refused
  /// LLVM could not go on with it; the tool said so, and ended with code 70.
  case gaveUp = "gave up"
  /// A signal, another exit code, no message, or no end.
  case crash

  /// What ended the tool, and what it printed.
  public init(_ termination: Termination, _ output: String) {
    let explains = output.contains("error: ")
    self =
      switch termination {
      case .exited(0): .accepted
      case .exited(1) where explains && !output.contains("defect of Nabla"): .refused
      case .exited(70) where explains: .gaveUp
      default: .crash
      }
  }
}

/// Damages programs, and counts what becomes of them.
public struct MutationCampaign {
  private let tool: String
  private let clang: String
  private let folder: String
  /// Where files that make the tool crash are kept; nil for nowhere.
  private let kept: String?
  private let report: (String) -> Void

  /// So many damaged files are made of one program.
  private static let variants: UInt64 = 20
  /// Kilobytes for the tool: a damaged length must not take the memory of the whole machine.
  private static let memory = 4_000_000

  public init(tool: String, clang: String, folder: String, keeping kept: String?, report: @escaping (String) -> Void) {
    self.tool = tool
    self.clang = clang
    self.folder = folder
    self.kept = kept
    self.report = report
  }

  /// The outcomes of `count` damaged files.
  ///
  /// - Throws: what kept a process from being started.
  public func run(seed: UInt64, count: Int) throws -> [MutationOutcome: Int] {
    var counts: [MutationOutcome: Int] = [:]
    var inputs: (program: UInt64, text: String, bitcode: [UInt8])?
    for seed in seed..<seed + UInt64(count) {
      let program = seed / Self.variants
      if inputs?.program != program { inputs = try compile(program) }
      guard let inputs else { continue }
      let outcome = try outcome(seed, inputs.text, inputs.bitcode)
      counts[outcome, default: 0] += 1
    }
    return counts
  }

  private func outcome(_ seed: UInt64, _ text: String, _ bitcode: [UInt8]) throws -> MutationOutcome {
    var mutation = Mutation(seed: seed)
    let isText = seed % 2 == 0
    let input = "\(folder)/damaged.\(isText ? "ll" : "bc")"
    let data = isText ? Data(mutation.damagedText(text).utf8) : Data(mutation.damagedBitcode(bitcode))
    try write(data, to: input)
    let level = seed % 4 < 2 ? "-O0" : "-O2"
    let (termination, output) = try Command(tool, ["opt", level, input, "-o", "\(folder)/out.ll"])
      .capture(patience: FuzzRunner.patience, memory: Self.memory)
    let outcome = MutationOutcome(termination, output)
    if outcome == .crash {
      report("seed \(seed): \(termination): \(output.split(separator: "\n").first ?? "")")
      if let kept { try write(data, to: "\(kept)/damaged-\(seed).\(isText ? "ll" : "bc")") }
    }
    return outcome
  }

  /// LLVM IR of a program, at a level that changes from program to program.
  private func compile(_ program: UInt64) throws -> (UInt64, String, [UInt8]) {
    let (source, text, bitcode) = ("\(folder)/whole.c", "\(folder)/whole.ll", "\(folder)/whole.bc")
    try write(Data(Mutation.source(seed: program).utf8), to: source)
    let flags = ["-w", "-O\(program % 3)"] + (program % 2 == 0 ? ["-g"] : [])
    for arguments in [["-S", source, "-o", text], ["-c", source, "-o", bitcode]] {
      let (end, output) = try Command(clang, flags + ["-emit-llvm"] + arguments).capture(patience: FuzzRunner.patience)
      if !end.isSuccess { throw ToolFailure("cannot compile the program to damage", notes: [output]) }
    }
    let content = FileManager.default.contents(atPath:)
    return (program, String(decoding: content(text) ?? Data(), as: UTF8.self), [UInt8](content(bitcode) ?? Data()))
  }

  private func write(_ data: Data, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: data) else {
      throw ToolFailure("cannot write '\(path)'")
    }
  }
}
