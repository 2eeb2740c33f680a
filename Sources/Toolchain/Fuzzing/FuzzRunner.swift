// Compiles and runs generated programs: the tool and the programs are processes of their own, so that their crashes are
// results.

import Foundation

/// Compiles, differentiates and runs generated programs, in files below one folder.
public struct FuzzRunner: Sendable {
  private let tool: String
  private let clang: String
  private let fileExtension: String
  private let folder: String

  /// Seconds of processor time after which a process counts as hung.
  static let patience = 60

  public init(tool: String, clang: String, fileExtension: String, folder: String) {
    self.tool = tool
    self.clang = clang
    self.fileExtension = fileExtension
    self.folder = folder
  }

  private var isForClang: Bool { fileExtension != "swift" }
  /// What links programs of bitcode: the C++ library comes with it.
  private var linking: [String] { fileExtension == "cpp" ? ["--driver-mode=g++"] : [] }

  /// What becomes of the program `source` in this form.
  ///
  /// - Parameter name: names the files; no two runs at one time may share it.
  public func outcome(of source: String, form: FuzzForm, name: String) throws(ToolFailure) -> FuzzOutcome {
    let build = try build(source, form: form, name: name)
    defer { remove(build) }
    if let failure = build.failure { return failure }
    let (ended, printed) = try Command(build.executable, []).capture(patience: Self.patience)
    let outcome = FuzzOutcome(program: ended, output: printed)
    if case .wrong = outcome, isForClang, try isMiscompiled(source, form, name) { return .miscompiled }
    return outcome
  }

  /// A compiled text, or why there is none.
  struct Build {
    var failure: FuzzOutcome?
    var messages = ""
    var input: String
    var executable: String
  }

  /// Compiles and differentiates.
  func build(_ source: String, form: FuzzForm, name: String) throws(ToolFailure) -> Build {
    var build = Build(input: "\(folder)/\(name).\(fileExtension)", executable: "\(folder)/\(name).out")
    try write(source, to: build.input)
    var file = build.input
    if let arguments = form.compilation {
      file = "\(folder)/\(name).bc"
      let (end, output) = try Command(
        clang, ["-g", "-w", "-c", "-emit-llvm", "-fPIC"] + arguments + [build.input, "-o", file]
      )
      .capture(patience: Self.patience)
      if !end.isSuccess {
        build.failure = .invalid(output)
        return build
      }
    }
    if form == .sanitized {
      build.failure = try sanitize(file, to: build.executable, &build.messages)
      return build
    }
    var arguments = ["build", form.level, file, "-o", build.executable]
    if isForClang { arguments += ["-Xcc", "-w", "-Xlinker", "-lm"] }
    if fileExtension == "cpp" { arguments += ["-Xlinker", "-lstdc++"] }
    let (built, messages) = try Command(tool, arguments).capture(patience: Self.patience)
    build.messages = messages
    if !built.isSuccess { build.failure = FuzzOutcome(tool: built, output: messages) }
    return build
  }

  func remove(_ build: Build) {
    for path in [build.input, build.executable] { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Differentiates bitcode, and has AddressSanitizer watch the derivatives, too.
  private func sanitize(_ file: String, to executable: String, _ messages: inout String) throws(ToolFailure)
    -> FuzzOutcome?
  {
    let (text, object) = (file + ".ll", file + ".o")
    defer { for path in [text, object] { try? FileManager.default.removeItem(atPath: path) } }
    let built = try Command(tool, ["opt", "-O1", file, "-o", text]).capture(patience: Self.patience)
    messages = built.output
    if !built.termination.isSuccess { return FuzzOutcome(tool: built.termination, output: messages) }
    try instrumentForAddressSanitizer(text, to: object)
    let (linked, output) = try Command(clang, linking + ["-fsanitize=address", object, "-o", executable, "-lm"])
      .capture(patience: Self.patience)
    return linked.isSuccess ? nil : .invalid(output)
  }

  /// Whether the C program fails without derivatives, too, when the compiler optimises it like this.
  private func isMiscompiled(_ source: String, _ form: FuzzForm, _ name: String) throws(ToolFailure) -> Bool {
    try passesWithoutDerivatives(source, form.compilation ?? [form.level], name) == false
  }

  /// Whether the C program holds without derivatives and does nothing undefined.
  public func isSound(_ source: String, name: String) throws(ToolFailure) -> Bool {
    let sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    return try passesWithoutDerivatives(source, ["-O1"] + sanitizers, name) == true
  }

  /// Nil if the program does not compile.
  private func passesWithoutDerivatives(
    _ source: String, _ flags: [String], _ name: String
  ) throws(ToolFailure) -> Bool? {
    let (input, program) = ("\(folder)/\(name).plain.\(fileExtension)", "\(folder)/\(name).plain")
    try write(source, to: input)
    defer { for path in [input, program] { try? FileManager.default.removeItem(atPath: path) } }
    // What is never defined, a result or a variable, has no derivative: nothing else would notice.
    let warnings = ["-Wno-everything", "-Werror=return-type", "-Werror=uninitialized"]
    let compile = Command(clang, linking + warnings + ["-DNO_AD"] + flags + [input, "-o", program, "-lm"])
    guard try compile.capture(patience: Self.patience).termination.isSuccess else { return nil }
    return try Command(program, []).capture(patience: Self.patience).termination.isSuccess
  }

  private func write(_ text: String, to path: String) throws(ToolFailure) {
    guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
      throw ToolFailure("cannot write '\(path)'")
    }
  }
}

extension Command {
  /// Runs the program without input and returns what it printed; ends it when it takes longer than `patience` seconds of
  /// processor time, or much longer of any time.
  ///
  /// - Parameter memory: an upper limit of its memory in kilobytes.
  func capture(
    patience: Int, memory: Int? = nil
  ) throws(ToolFailure) -> (termination: Termination, output: String) {
    let limit = memory.map { "ulimit -v \($0); " } ?? ""
    let script = "\(limit)ulimit -t \(patience); exec /usr/bin/timeout -s KILL \(20 * patience) \"$@\""
    let (termination, output) = try Command("/bin/sh", ["-c", script, "sh", executable] + arguments).capture()
    // timeout ends itself by the signal it sent; a crash of the child comes back as 128 + its number.
    if case .exited(let code) = termination, code > 128 { return (.signalled(code - 128), output) }
    return (termination, output)
  }
}
