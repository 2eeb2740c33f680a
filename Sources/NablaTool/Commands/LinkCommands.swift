// Builds that call compilers by themselves: `nabla linker-path` and `nabla swift-flags` print what goes into the
// compilers' command lines, `nabla link` is what runs as the linker then.

import ArgumentParser
import Differentiation
import Toolchain

struct LinkerPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "linker-path",
    abstract: "Print the path of a linker that differentiates.",
    discussion: """
      For builds that hand bitcode to the linker; C, C++ and Swift may be mixed:

        clang -O2 -flto main.c model.c --ld-path=$(nabla linker-path) -o model -lm
        swiftc -O model.swift $(nabla swift-flags) -lto=llvm-full -ld-path=$(nabla linker-path)
      """)

  func run() throws {
    try reportingFailures { print(try linkerPath(cache: Cache(environment: processEnvironment()))) }
  }
}

struct SwiftFlagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "swift-flags",
    abstract: "Print the flags with which swiftc finds the Nabla library and its macros.",
    discussion: """
        swiftc -O model.swift $(nabla swift-flags) -lto=llvm-full -ld-path=$(nabla linker-path)
      """)

  func run() throws {
    try reportingFailures {
      let library = try SwiftLibrary(
        cache: Cache(environment: processEnvironment()), swiftc: InstalledTools().swiftc(),
        macroPlugin: executablePath(), console: Console(isVerbose: false))
      let flags = ["-I", library.importPath, "-load-plugin-executable", "\(executablePath())#NablaMacros"]
      print(flags.map(shellQuoted).joined(separator: " "))
    }
  }
}

struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Differentiate the bitcode on a linker's command line, and link (run by compilers).",
    shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough)
  var words: [String] = []

  func run() throws {
    let termination = try reportingFailures {
      let environment = processEnvironment()
      let console = Console(isVerbose: environment["NABLA_VERBOSE"] != nil)
      let words = self.words.first == "--" ? Array(self.words.dropFirst()) : self.words
      return try LinkerRun(words, tools: InstalledTools(), cache: Cache(environment: environment), console: console)
        .run(DifferentiationOptions())
    }
    exitLike(termination)
  }
}
