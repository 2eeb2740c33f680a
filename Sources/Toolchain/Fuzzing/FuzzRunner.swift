// Runs one generated program: the tool and the program are processes of their own, so that their crashes are results.

import Foundation

/// Compiles, differentiates and runs generated programs, each in files of its own below one folder.
public struct FuzzRunner: Sendable {
  private let tool: String
  private let clang: String
  private let fileExtension: String
  private let folder: String

  /// Seconds after which a process counts as hung.
  private static let patience = 60.0

  public init(tool: String, clang: String, fileExtension: String, folder: String) {
    self.tool = tool
    self.clang = clang
    self.fileExtension = fileExtension
    self.folder = folder
  }

  /// What becomes of the program `source` in this form.
  ///
  /// - Parameter name: names the files; no two runs at one time may share it.
  public func outcome(of source: String, form: FuzzForm, name: String) throws(ToolFailure) -> FuzzOutcome {
    let input = "\(folder)/\(name).\(fileExtension)"
    try write(source, to: input)
    let program = "\(folder)/\(name).out"
    var file = input
    defer { for path in Set([input, program, file]) { try? FileManager.default.removeItem(atPath: path) } }
    if let arguments = form.compilation {
      file = "\(folder)/\(name).bc"
      let (end, output) = try Command(
        clang, ["-g", "-w", "-c", "-emit-llvm", "-fPIC"] + arguments + [input, "-o", file]
      )
      .capture(patience: Self.patience)
      if !end.isSuccess { return .invalid(output) }
    }
    var arguments = ["build", form.level, file, "-o", program]
    if fileExtension == "c" { arguments += ["-Xcc", "-w", "-Xlinker", "-lm"] }
    let (built, messages) = try Command(tool, arguments).capture(patience: Self.patience)
    if !built.isSuccess { return FuzzOutcome(tool: built, output: messages) }
    let (ended, printed) = try Command(program, []).capture(patience: Self.patience)
    let outcome = FuzzOutcome(program: ended, output: printed)
    if case .wrong = outcome, fileExtension == "c", try isMiscompiled(input, form, program) { return .miscompiled }
    return outcome
  }

  /// Whether the C program fails without derivatives, too, when the compiler optimises it like this.
  private func isMiscompiled(_ input: String, _ form: FuzzForm, _ program: String) throws(ToolFailure) -> Bool {
    let flags = (form.compilation ?? [form.level]) + ["-w", "-DNO_AD", input, "-o", program, "-lm"]
    guard try Command(clang, flags).capture(patience: Self.patience).termination.isSuccess else { return false }
    return try !Command(program, []).capture(patience: Self.patience).termination.isSuccess
  }

  /// Whether the C program holds without derivatives and does nothing undefined.
  public func isSound(_ source: String, name: String) throws(ToolFailure) -> Bool {
    let input = "\(folder)/\(name).c"
    let program = "\(folder)/\(name).sound"
    try write(source, to: input)
    defer { for path in [input, program] { try? FileManager.default.removeItem(atPath: path) } }
    let sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    let flags = ["-w", "-O1", "-DNO_AD"] + sanitizers + [input, "-o", program, "-lm"]
    guard try Command(clang, flags).capture(patience: Self.patience).termination.isSuccess else { return false }
    return try Command(program, []).capture(patience: Self.patience).termination.isSuccess
  }

  private func write(_ text: String, to path: String) throws(ToolFailure) {
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      throw ToolFailure("cannot write '\(path)'")
    }
  }
}

extension Command {
  /// Runs the program without input and returns what it printed; ends it when it takes longer than `patience` seconds.
  func capture(patience: Double) throws(ToolFailure) -> (termination: Termination, output: String) {
    let limit = "\(Int(patience))"
    let (termination, output) = try Command("/usr/bin/timeout", ["-s", "KILL", limit, executable] + arguments).capture()
    // timeout ends itself by the signal it sent; a crash of the child comes back as 128 + its number.
    if case .exited(let code) = termination, code > 128 { return (.signalled(code - 128), output) }
    return (termination, output)
  }
}
