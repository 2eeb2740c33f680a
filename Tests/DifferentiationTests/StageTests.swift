import Differentiation
import Foundation
import LLVM
import Testing

/// What the stages print for small programs in LLVM IR, against `Stages/<name>.expected`. Where they differ, the text
/// that was printed is left in `<name>.observed`; NABLA_ACCEPT=1 makes it the expected one.
struct StageTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Stages").path

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".ll") }.map { String($0.dropLast(3)) }.sorted()
  }()

  @Test(arguments: names)
  func stagesPrint(name: String) throws {
    let observed = try Self.stages(ofFile: "\(Self.folder)/\(name).ll")
    try expectGolden(observed, "\(Self.folder)/\(name)")
  }

  /// Model, facts and plans of all derivatives that the file requests.
  private static func stages(ofFile path: String) throws -> String {
    let context = Context()
    let module = try Module.parse(path: path, in: context)
    let record = StageRecord()
    var options = DifferentiationOptions()
    options.onStage = { stage, text in record.add(stage, text) }
    try differentiate(module, options: options)
    try module.verify()
    return record.text
  }
}

/// Collects the stages that a person would ask for.
private final class StageRecord: @unchecked Sendable {
  private(set) var text = ""

  func add(_ stage: String, _ contents: String) {
    if ["model", "facts", "plan"].contains(stage) { text += "== \(stage)\n\(contents)\n\n" }
  }
}

/// Compares a text with `<path>.expected`.
private func expectGolden(_ observed: String, _ path: String) throws {
  let (expectedPath, observedPath) = (path + ".expected", path + ".observed")
  let accepts = ProcessInfo.processInfo.environment["NABLA_ACCEPT"] != nil
  if accepts { try observed.write(toFile: expectedPath, atomically: true, encoding: .utf8) }
  let expected = (try? String(contentsOfFile: expectedPath, encoding: .utf8)) ?? ""
  if observed == expected {
    try? FileManager.default.removeItem(atPath: observedPath)
    return
  }
  try observed.write(toFile: observedPath, atomically: true, encoding: .utf8)
  let (old, new) = (expected.split(separator: "\n"), observed.split(separator: "\n"))
  let changes = new.difference(from: old).map { change in
    switch change {
    case .insert(let line, let text, _): "\(line + 1) + \(text)"
    case .remove(let line, let text, _): "\(line + 1) - \(text)"
    }
  }
  Issue.record("\(expectedPath) differs:\n\(changes.joined(separator: "\n"))\nNABLA_ACCEPT=1 accepts it")
}
