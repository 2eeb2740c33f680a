import Foundation
import Testing
import Toolchain

/// `nabla` as the linker of other builds: clang and swiftc with link-time optimisation, and CMake.
struct LinkerTests {
  private static let folder = Fixture.folder + "/CMake"

  @Test func clang() throws {
    let scratch = try TemporaryDirectory()
    let files = "\(shellQuoted(Self.folder))/main.cpp \(shellQuoted(Self.folder))/model.c"
    let result = try shell(
      """
      mkdir 'with space' && cd 'with space'
      clang=$(dirname $(readlink -f $(which swiftc)))/clang
      $clang -O2 -flto -c -x c++ \(files.split(separator: " ")[0]) -o main.o
      $clang -O2 -flto -c \(files.split(separator: " ")[1]) -o model.o
      $clang++ -O2 -flto main.o model.o --ld-path=$(nabla linker-path) -o program -lm
      ./program
      """, in: scratch)
    #expect(result.isSuccess && result.output.contains("ok slope"), "\(result.output)")
  }

  @Test func staticLibrary() throws {
    let scratch = try TemporaryDirectory()
    let result = try shell(
      """
      bin=$(dirname $(readlink -f $(which swiftc)))
      $bin/clang++ -O2 -flto -c \(shellQuoted(Self.folder + "/main.cpp")) -o main.o
      $bin/clang -O2 -flto -c \(shellQuoted(Self.folder + "/model.c")) -o model.o
      $bin/llvm-ar rcs libmodel.a model.o
      $bin/clang++ -O2 -flto main.o -L. -lmodel --ld-path=$(nabla linker-path) -o program -lm
      ./program
      """, in: scratch)
    #expect(result.isSuccess && result.output.contains("ok slope"), "\(result.output)")
  }

  @Test(arguments: ["-O", "-O -wmo"])
  func swiftc(options: String) throws {
    let scratch = try TemporaryDirectory()
    let result = try shell(
      """
      swiftc \(options) \(shellQuoted(Self.folder + "/main.swift")) $(nabla swift-flags) -lto=llvm-full \\
        -ld-path=$(nabla linker-path) -o program
      ./program
      """, in: scratch)
    #expect(result.isSuccess && result.output.contains("ok gradient"), "\(result.output)")
  }

  @Test func refusalsReachTheUser() throws {
    let scratch = try TemporaryDirectory()
    _ = try scratch.write(
      "bad.c",
      """
      double __enzyme_autodiff(void *, ...);
      double unknown(double);
      double f(double x) { return unknown(x); }
      int main(void) { return (int)__enzyme_autodiff((void *)f, 1.0); }

      """)
    let result = try shell(
      """
      $(dirname $(readlink -f $(which swiftc)))/clang -g -O1 -flto bad.c --ld-path=$(nabla linker-path) -o program
      """, in: scratch)
    #expect(!result.isSuccess && result.output.contains("bad.c:3:"), "\(result.output)")
    #expect(!exists(scratch.file("program")))
  }

  /// A package whose target does not name the plugin, or a plain call of the compiler.
  @Test func aProgramThatNothingDifferentiates() throws {
    let scratch = try TemporaryDirectory()
    _ = try scratch.write(
      "a.swift",
      """
      import Nabla

      @Gradient func square(_ x: Double) -> Double { x * x }
      print(squareGradient(3.0))

      """)
    let result = try shell("swiftc a.swift $(nabla swift-flags) -o program", in: scratch)
    let message = "undefined reference to 'nabla_did_not_run__do_the_plugins_of_the_target_name_NablaPlugin"
    #expect(!result.isSuccess && result.output.contains(message), "\(result.output)")
  }

  /// Both generators' builds; says that it was left out where CMake is missing.
  @Test(.enabled(if: InstalledTools().find(["cmake"]) != nil, "cmake is not installed"))
  func cmake() throws {
    let scratch = try TemporaryDirectory()
    let hasNinja = InstalledTools().find(["ninja"]) != nil
    let result = try shell(
      """
      bin=$(dirname $(readlink -f $(which swiftc)))
      cmake -S \(shellQuoted(Self.folder)) -B build \(hasNinja ? "-G Ninja" : "") -DCMAKE_C_COMPILER=$bin/clang \\
        -DCMAKE_CXX_COMPILER=$bin/clang++ -DCMAKE_AR=$bin/llvm-ar
      cmake --build build
      build/slope
      \(hasNinja ? "build/gradient" : "")
      """, in: scratch)
    #expect(result.isSuccess && result.output.contains("ok slope"), "\(result.output)")
    #expect(!hasNinja || result.output.contains("ok gradient"), "\(result.output)")
  }

  /// What the guide says about CMake, with the programs of the README.
  @Test(.enabled(if: ["cmake", "ninja"].allSatisfy { InstalledTools().find([$0]) != nil }, "CMake is not installed"))
  func cmakeOfTheGuide() throws {
    let scratch = try TemporaryDirectory()
    let readme = try DocumentationTests.pages[0].text()
    let guide = try DocumentationTests.pages[1].text()
    let snippet = try #require(DocumentationTests.blocks(of: "cmake", in: guide).first)
    let header = "cmake_minimum_required(VERSION 3.22)\nproject(Guide LANGUAGES C CXX Swift)\n"
    _ = try scratch.write("CMakeLists.txt", header + snippet)
    _ = try scratch.write("main.cpp", try #require(DocumentationTests.blocks(of: "cpp", in: readme).first))
    _ = try scratch.write("main.swift", try #require(DocumentationTests.blocks(of: "swift", in: readme).first))
    let result = try shell(
      """
      bin=$(dirname $(readlink -f $(which swiftc)))
      cmake -S . -B build -G Ninja -DCMAKE_C_COMPILER=$bin/clang -DCMAKE_CXX_COMPILER=$bin/clang++
      cmake --build build
      build/slope
      build/gradient
      """, in: scratch)
    #expect(result.isSuccess && result.output.contains("2.5: -1 -1 2"), "\(result.output)")
    #expect(result.output.contains("[-215.59"), "\(result.output)")
  }

  /// Runs commands in a scratch folder, with `nabla` in the search path; the first that fails ends them.
  private func shell(_ commands: String, in scratch: TemporaryDirectory) throws -> NablaCommand.Result {
    let tools = (NablaCommand.executable as NSString).deletingLastPathComponent
    let script = "set -e\nexport PATH=\(shellQuoted(tools)):$PATH\ncd \(shellQuoted(scratch.path))\n\(commands)\n"
    let (termination, output) = try Command("/bin/bash", ["-c", script]).capture()
    return NablaCommand.Result(termination: termination, output: output)
  }
}
