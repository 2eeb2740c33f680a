// The programs of the fuzzer: the same for the same seed, well defined, and smaller after shrinking.

import Foundation
import Fuzzing
import Testing

@Suite struct ProgramGeneratorTests {
  @Test func oneSeedIsOneProgram() {
    for seed in UInt64(0)..<50 {
      #expect(FuzzCase.c(seed: seed) == FuzzCase.c(seed: seed))
    }
    #expect(ProgramGenerator(seed: 1).cProgram() != ProgramGenerator(seed: 2).cProgram())
  }

  @Test func optionsAreKept() {
    var options = ProgramGenerator.Options()
    options.allowsSingle = false
    options.allowsHeap = false
    options.allowsRecursion = false
    options.allowsPunning = false
    options.allowsSnippets = false
    for seed in UInt64(0)..<100 {
      let text = ProgramGenerator(seed: seed, options: options).cProgram()
      for word in ["float ", "malloc(", "calloc(", "realloc(", "depth", "union", "unsigned char"] {
        #expect(!text.contains(word), "seed \(seed)")
      }
    }
  }

  @Test func everyConstructOccurs() {
    let all = (UInt64(0)..<300).map { ProgramGenerator(seed: $0).cProgram() }.joined()
    let words = [
      "malloc(", "calloc(", "realloc(", "free(", "memcpy(", "memmove(", "memset(", "switch (", "// fall through",
      "do {", "while (w", "break;", "continue;", "typedef struct", "union", "noinline", "(*const ", "depth - 1",
      "float ", "long double v", "result;", "static double g", "double *r", "enzyme_width",
      "__enzyme_augmentfwd(", "enzyme_primal_return", "hessian_", "goto ", "complex z_", "Node_", "->next", "frexp(",
    ]
    for word in words { #expect(all.contains(word), "\(word)") }
  }

  @Test func shrinkingKeepsWhatFails() {
    let program = ProgramGenerator(seed: Self.seedWithMove).program()
    var calls = 0
    let small = shrink(program) { text in
      calls += 1
      return text.contains("memmove(y")
    }
    #expect(small.cText().contains("memmove(y"))
    #expect(small.functions.count == 1)
    #expect(small.cText().count < program.cText().count)
    #expect(calls < 2000)
  }

  /// A program in which `y` is moved.
  private static let seedWithMove = (UInt64(0)..<500).first {
    ProgramGenerator(seed: $0).cProgram().contains("memmove(y")
  }!

  @Test func damageIsDetermined() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let text = Mutation.source(seed: 1)
    for seed in UInt64(0)..<20 {
      var (first, second) = (Mutation(seed: seed), Mutation(seed: seed))
      #expect(first.damagedBitcode(bytes) == second.damagedBitcode(bytes))
      #expect(first.damagedText(text) == second.damagedText(text))
    }
    #expect(text.contains("__enzyme_autodiff"))
    #expect(!text.contains("main("))
  }

  @Test func linesBelongToPrograms() {
    let file = CFile((UInt64(10)..<14).map { ProgramGenerator(seed: $0).program() })
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (position, seed) in [10, 11, 12, 13].enumerated() {
      let line = lines.firstIndex { $0.contains("f_\(seed)(double *x") }! + 1
      #expect(file.program(atLine: line) == position)
    }
    #expect(file.program(atLine: 1) == nil)
  }

  /// Some programs run with differences in place of derivatives, under the sanitizers.
  @Test(arguments: [UInt64(1), 12, 23, 34, 45, 56, 67, 78])
  func programsAreWellDefined(seed: UInt64) throws {
    guard let clang = Self.clang else { return }
    let folder = FileManager.default.temporaryDirectory.appending(path: "fuzzing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "program.c")
    let binary = folder.appending(path: "program")
    try ProgramGenerator(seed: seed).cProgram().write(to: source, atomically: false, encoding: .utf8)
    let flags = ["-std=gnu17", "-DNO_AD", "-O1", "-w", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
    try #require(run(clang, flags + [source.path, "-o", binary.path, "-lm"]).status == 0)
    let (status, output) = try run(binary.path, [])
    #expect(status == 0)
    #expect(output.hasPrefix("\(seed): ok"), "\(output)")
  }

  @Test func swiftProgramsAreDetermined() {
    for seed in UInt64(0)..<50 {
      #expect(FuzzCase.swift(seed: seed) == FuzzCase.swift(seed: seed))
    }
    let all = (UInt64(0)..<300).map { FuzzCase.swift(seed: $0).source }.joined()
    let words = [
      "inout", "enum Shape", "struct Particle", "mutating func", "zip(", ".map {", ".reduce(", ".filter {", ".sorted()",
      "if let", "guard ", "repeat {", "while ", "switch ", "for (", " where ", "swapAt", "append(", "removeLast()",
      "??",
      "@Gradient @Derivative", "break", "continue", "var grid",
    ]
    for word in words { #expect(all.contains(word), "\(word)") }
  }

  @Test func cxxProgramsAreDetermined() {
    for seed in UInt64(0)..<50 {
      #expect(FuzzCase.cxx(seed: seed) == FuzzCase.cxx(seed: seed))
    }
    let all = (UInt64(0)..<300).map { FuzzCase.cxx(seed: $0).source }.joined()
    let words = [
      "override", "std::make_unique<Term1>", "std::vector<R>", "std::array<R, 3>", "std::function", "std::map", "throw",
      "catch", "template <class A, class B>", "dynamic_cast", "std::visit", "std::stable_sort", "noinline", "break",
    ]
    for word in words { #expect(all.contains(word), "\(word)") }
  }

  private static let clang = ["/opt/swift/usr/bin/clang", "/usr/bin/clang"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
