// `nabla include-path`: where the headers are.

import ArgumentParser
import Toolchain

struct IncludePathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "include-path",
    abstract: "Print the folder with the headers for C and C++.",
    discussion: """
      'nabla run' and 'nabla build' find the headers by themselves. Other builds need the folder:

        clang++ -O1 -I$(nabla include-path) -S -emit-llvm model.cpp -o - | nabla opt - > model.ll
      """)

  func run() throws {
    try reportingFailures { print(try includePath()) }
  }
}
