// Damaged LLVM IR never makes the tool crash: it is differentiated or told to be wrong.

import Foundation
import Testing
import Toolchain

struct DamagedInputTests {
  /// A program with structs, unions and calls, as text or bitcode.
  private func program(_ form: String, in scratch: TemporaryDirectory) throws -> Data? {
    guard let clang = try? InstalledTools().clang() else { return nil }
    let file = scratch.file("program.ll")
    let arguments = [form, "-emit-llvm", "-O1", "-w", Fixture.folder + "/C/memory_union.c", "-o", file]
    #expect(try Command(clang, arguments).capture().termination.isSuccess)
    return FileManager.default.contents(atPath: file)
  }

  /// What the tool says about damaged input; a signal is a failure.
  private func check(_ input: Data, _ name: String, in scratch: TemporaryDirectory) throws {
    let path = scratch.file(name)
    #expect(FileManager.default.createFile(atPath: path, contents: input))
    let result = try NablaCommand.run(["opt", path, "-o", scratch.file("out.ll")])
    guard case .exited(let code) = result.termination else {
      Issue.record("\(result.termination): \(result.output)")
      return
    }
    #expect(code == 0 || result.output.contains("error: "), "\(result.output)")
  }

  @Test(arguments: 0..<20)
  func flippedBits(seed: Int) throws {
    let scratch = try TemporaryDirectory()
    guard var bytes = try program("-c", in: scratch) else { return }
    for step in 0...seed % 4 {
      let bit = (seed * 7919 + step * 104_729) * 31 % (bytes.count * 8)
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    }
    try check(bytes, "damaged.bc", in: scratch)
  }

  @Test(arguments: ["-c", "-S"], 1..<8)
  func truncatedFiles(form: String, eighths: Int) throws {
    let scratch = try TemporaryDirectory()
    guard let bytes = try program(form, in: scratch) else { return }
    try check(bytes.prefix(bytes.count * eighths / 8), form == "-c" ? "damaged.bc" : "damaged.ll", in: scratch)
  }

  @Test(arguments: 0..<20)
  func missingLines(seed: Int) throws {
    let scratch = try TemporaryDirectory()
    guard let bytes = try program("-S", in: scratch) else { return }
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    lines.remove(at: (seed * 7919) % lines.count)
    try check(Data(lines.joined(separator: "\n").utf8), "damaged.ll", in: scratch)
  }
}
