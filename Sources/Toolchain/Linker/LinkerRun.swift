// `nabla` in the place of a linker, for builds that hand bitcode to it (`swiftc -lto=llvm-full`, `clang -flto`): all
// bitcode becomes one module, is differentiated and optimised, and becomes an object file, which the real linker gets in
// place of the bitcode. Everything else on the command line stays.

import Differentiation
import Foundation
import LLVM

/// One call as a linker.
public struct LinkerRun {
  private let arguments: LinkerArguments
  private let tools: InstalledTools
  private let cache: Cache
  private let console: Console
  private let context = Context()

  public init(_ words: [String], tools: InstalledTools, cache: Cache, console: Console) {
    arguments = LinkerArguments(words)
    self.tools = tools
    self.cache = cache
    self.console = console
  }

  /// Differentiates and links.
  ///
  /// - Returns: how the real linker ended.
  public func run(_ options: DifferentiationOptions) throws -> Termination {
    let files = arguments.bitcodeFiles
    if files.isEmpty || arguments.isPartial { return try link(arguments.words) }
    let module = try readModule(files[0], in: context)
    for file in files.dropFirst() {
      let other = try readModule(file, in: context)
      try translatingErrors("cannot link '\(file)' with the other files") { try module.link(other) }
    }
    try addArchives(to: module)
    try addLibrary(to: module)
    _ = try runEngine(on: module, options: options, console: console)
    try verifyResult(module)
    let scratch = try TemporaryDirectory()
    let object = scratch.file("program.o")
    let level = arguments.level.rawValue
    try console.stage("generating code") {
      try translatingErrors("cannot generate code") {
        try module.optimize(level: level, vectorize: level > 1, unroll: level > 1)
        try module.emitObject(to: object, optimizationLevel: level, pic: true)
      }
    }
    return try withExtendedLifetime(scratch) { try link(arguments.replacing(files, by: object)) }
  }

  /// Members of static libraries that define what is missing.
  private func addArchives(to module: LLVM.Module) throws {
    for archive in arguments.archives {
      var members = Archive(path: archive).bitcodeMembers
      var changed = !members.isEmpty
      while changed {
        changed = false
        for (index, bytes) in members.enumerated().reversed() {
          let member = try translatingErrors("'\(archive)' cannot be read") {
            try LLVM.Module.parse(bytes: bytes, name: archive, in: context)
          }
          guard defines(member, missingIn: module) else { continue }
          try translatingErrors("cannot link '\(archive)'") { try module.link(member) }
          members.remove(at: index)
          changed = true
        }
      }
    }
  }

  private func defines(_ member: LLVM.Module, missingIn module: LLVM.Module) -> Bool {
    module.functions.contains { $0.isDeclaration && member.function(named: $0.name)?.isDeclaration == false }
      || module.globals.contains { $0.isDeclaration && member.global(named: $0.name)?.isDeclaration == false }
  }

  /// The Nabla library, if Swift code needs it and nothing on the command line has it.
  private func addLibrary(to module: LLVM.Module) throws {
    let symbols = module.functions.map(\.value) + module.globals
    guard symbols.contains(where: { $0.isDeclaration && $0.name.hasPrefix("$s5Nabla") }) else { return }
    let library = try SwiftLibrary(
      cache: cache, swiftc: tools.swiftc(), macroPlugin: executablePath(), console: console)
    let other = try readModule(library.bitcode, in: context)
    try translatingErrors("cannot link the Nabla library") { try module.link(other) }
  }

  private func link(_ words: [String]) throws -> Termination {
    let command = Command(try linker(), words)
    console.log("+ \(command)")
    return try command.run()
  }

  /// The real linker: `$NABLA_LINKER`, or lld beside the Swift compiler or in the search path.
  private func linker() throws -> String {
    if let chosen = ProcessInfo.processInfo.environment["NABLA_LINKER"], !chosen.isEmpty { return chosen }
    if let swiftc = try? tools.swiftc() {
      let beside = "\(directory(of: resolved(swiftc)))/ld.lld"
      if isProgram(beside) { return beside }
    }
    if let found = tools.find(["ld.lld", "ld.lld-22", "ld.lld-21", "ld.lld-20", "ld.lld-19", "ld"]) { return found }
    throw ToolFailure("no linker found: 'ld.lld' is not in the search path")
  }
}

/// The path of a program that compilers can be given as a linker.
///
/// It is a script, because this program has other uses, too.
public func linkerPath(cache: Cache) throws -> String {
  let tool = executablePath()
  let script = "#!/bin/sh\nexec \(shellQuoted(tool)) link -- \"$@\"\n"
  var hash = ContentHash()
  hash.combine(script)
  let folder = try cache.entry("linker-\(hash.hexadecimal)") { directory in
    let path = "\(directory)/nabla-ld"
    try Data(script.utf8).write(to: URL(filePath: path))
    chmod(path, 0o755)
  }
  return "\(folder)/nabla-ld"
}
