import Foundation
import Testing
import Toolchain

/// Rust programs, with `nabla` as the linker. Without a rustc whose bitcode can be read here they say so and pass.
struct RustTests {
  @Test func programs() throws {
    let program = Fixture.folder + "/Rust/programs.rs"
    for options in ["-O", "-C opt-level=3 -C codegen-units=1"] {
      guard let output = try run(program, options) else { return }
      #expect(output.hasSuffix("ok\n"), "\(options): \(output)")
    }
  }

  @Test func guide() throws {
    let page = URL(filePath: Fixture.folder).appending(path: "../../../Documentation/guide.md").standardized
    let text = try String(contentsOf: page, encoding: .utf8)
    let start = try #require(text.firstRange(of: "```rust\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "```"))
    let scratch = try TemporaryDirectory()
    let program = try scratch.write("energy.rs", String(text[start.upperBound..<end.lowerBound]))
    guard let output = try run(program, "-O") else { return }
    #expect(output == "[-1.0, -1.0, 2.0]\n", "\(output)")
  }

  /// What the program printed; nil if there is no rustc for it.
  private func run(_ program: String, _ options: String) throws -> String? {
    let version = try Command("/bin/sh", ["-c", "rustc -vV"]).capture()
    let llvm = version.output.split(separator: "\n").last { $0.hasPrefix("LLVM version: ") }?
      .dropFirst("LLVM version: ".count).prefix { $0.isNumber }
    guard version.termination.isSuccess, let number = llvm.flatMap({ Int($0) }), number <= 22 else {
      print("skipped: no rustc with LLVM 22 or older")
      return nil
    }
    let scratch = try TemporaryDirectory()
    let nabla = shellQuoted(NablaCommand.executable)
    let clang = shellQuoted(try InstalledTools().clang())
    let script = """
      rustc \(options) -C linker-plugin-lto -C linker=\(clang) -C link-arg=--ld-path=$(\(nabla) linker-path) \\
        \(shellQuoted(program)) -o \(shellQuoted(scratch.file("program"))) && \(shellQuoted(scratch.file("program")))
      """
    return try Command("/usr/bin/env", ["SWIFT_BACKTRACE=enable=no", "/bin/sh", "-c", script]).capture().output
  }
}
