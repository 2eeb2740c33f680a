// The Swift files of a program: one module, one compilation, with the `Nabla` library when they import it.

import Foundation

extension Pipeline {
  /// Compiles all Swift files among `files`; returns the bitcode of the program and of what it imports.
  func compileSwift(_ files: [InputFile]) throws -> [String] {
    let sources = files.filter { $0.language == .swift }.map(\.path)
    if sources.isEmpty { return [] }
    let texts = sources.map { String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self) }
    let startsAtAttribute = texts.contains(where: hasMainAttribute)
    if !startsAtAttribute { try checkTopLevelCode(sources) }

    let swiftc = try tools.swiftc()
    let output = scratchFile("program.bc")
    var invocation = SwiftInvocation(inputs: sources, output: output, isLibrary: startsAtAttribute)
    invocation.moduleName = "Program"
    invocation.extraArguments = options.swiftArguments
    var bitcode = [output]
    if texts.contains(where: { $0.contains("import Nabla") }) {
      let plugin = executablePath()
      let library = try SwiftLibrary(cache: cache, swiftc: swiftc, macroPlugin: plugin, console: console)
      invocation.importPaths = [library.importPath]
      invocation.macroPlugin = plugin
      bitcode.append(library.bitcode)
    }
    let name = sources.count == 1 ? sources[0] : "\(sources.count) Swift files"
    try run(
      swiftc, invocation.arguments, stage: "compiling \(name)", failure: "cannot compile \(name)", by: runSwiftCompiler)
    return bitcode
  }

  /// With several files, swiftc takes top-level code only from one that is named `main.swift`.
  private func checkTopLevelCode(_ sources: [String]) throws {
    if sources.count == 1 || sources.contains(where: { fileName(of: $0) == "main.swift" }) { return }
    throw ToolFailure(
      "the program has no entry point",
      notes: ["with several Swift files, name the one with top-level code main.swift, or mark a type with @main"])
  }
}
