// From files to a differentiated module, an object file, an executable:
//
//     .c .cpp ──clang──┐
//     .swift ──swiftc──┼──► one module ──engine──► object ──linker──► executable
//     .ll .bc ─────────┘
//
// Intermediate files live in one temporary directory, which goes away with the pipeline
// and when the process is asked to end.

import Differentiation
import Foundation
import LLVM

/// The steps of `nabla run`, `build` and `explain`.
public final class Pipeline {
  let tools: InstalledTools
  let cache: Cache
  let options: BuildOptions
  let console: Console
  let signals: TerminationSignals
  private let scratch: TemporaryDirectory
  private let context = Context()

  public init(tools: InstalledTools, cache: Cache, options: BuildOptions, console: Console) throws {
    self.tools = tools
    self.cache = cache
    self.options = options
    self.console = console
    let scratch = try TemporaryDirectory()
    self.scratch = scratch
    let directory = scratch.path
    signals = TerminationSignals { number in
      try? FileManager.default.removeItem(atPath: directory)
      exitLike(.signalled(number))
    }
  }

  /// A path in the temporary directory.
  public func scratchFile(_ name: String) -> String { scratch.file(name) }

  /// Compiles the files and links them into one module, which is not differentiated yet.
  public func module(of files: [InputFile]) throws -> Module {
    let swift = try compileSwift(files)
    let compiled = try files.enumerated().map { (file: $1, bitcode: try compile($1, number: $0)) }
    let fromC = compiled.filter { $0.file.language.isC }.compactMap(\.bitcode)
    let others = swift + compiled.filter { !$0.file.language.isC }.compactMap(\.bitcode)
    guard !fromC.isEmpty else { return try linkModules(others) }
    let module = try linkModules(fromC)
    try optimizeBeforeDifferentiation(module)
    try link(others, into: module)
    return module
  }

  /// What clang would have done, had it known of registered derivatives.
  private func optimizeBeforeDifferentiation(_ module: Module) throws {
    try console.stage("optimising before differentiation") {
      do {
        try Differentiation.optimizeBeforeDifferentiation(module, inlinesOnly: options.level == .none)
      } catch let refusal as Refusal {
        throw ToolFailure([Diagnostic(refusal)])
      } catch let error as LLVMError {
        throw ToolFailure("cannot optimise the program", notes: [error.message])
      }
    }
  }

  /// Replaces all requests for derivatives in the module.
  @discardableResult
  public func differentiate(_ module: Module) throws -> DifferentiationReport {
    try runEngine(on: module, options: options.differentiation, console: console)
  }

  /// Optimises the whole program. Swift arrives here without LLVM's optimisations, C without vectorisation; the engine
  /// has looked after the derivatives only.
  public func optimize(_ module: Module) throws {
    let level = options.level
    try console.stage("optimising") {
      try translatingErrors("cannot optimise the program") {
        try module.optimize(level: level.rawValue, vectorize: level != .basic, unroll: level != .basic)
      }
    }
  }

  /// Makes an object file of the module.
  public func emitObject(_ module: Module, to path: String) throws {
    try console.stage("generating code") {
      try translatingErrors("cannot generate code") {
        try writeAtomically(to: path) { temporary in
          try module.emitObject(to: temporary, optimizationLevel: options.level.rawValue, pic: true)
        }
      }
    }
  }

  /// Links an object file made from `files` into an executable.
  public func link(_ object: String, from files: [InputFile], to path: String) throws {
    try writeAtomically(to: path) { temporary in
      var invocation = LinkInvocation(object: object, output: temporary, languages: files.map(\.language))
      invocation.extraArguments = options.linkerArguments
      let driver = try program(for: invocation.driver)
      invocation.usesLLD = isProgram("\(directory(of: resolved(driver)))/ld.lld")
      try run(driver, invocation.arguments, stage: "linking", failure: "linking failed")
    }
  }

  private func program(for driver: LinkInvocation.Driver) throws -> String {
    switch driver {
    case .swiftc: try tools.swiftc()
    case .clang: try tools.clang()
    case .clangxx: try tools.clangxx()
    }
  }

  /// Compiles one file to bitcode; nil for Swift, which is compiled as a whole.
  private func compile(_ file: InputFile, number: Int) throws -> String? {
    switch file.language {
    case .llvmText, .llvmBitcode: return file.path
    case .swift: return nil
    case .c, .cxx:
      let output = scratchFile("\(number).bc")
      var invocation = ClangInvocation(
        input: file.path, output: output, level: options.level, extraArguments: options.clangArguments)
      // Without headers a program that does not use them can still be compiled.
      invocation.includePaths = [try? includePath()].compactMap(\.self)
      let compiler = try file.language == .c ? tools.clang() : tools.clangxx()
      try run(
        compiler, invocation.arguments, stage: "compiling \(file.path)", failure: "cannot compile '\(file.path)'")
      return output
    }
  }

  private func linkModules(_ bitcode: [String]) throws -> Module {
    let module = try readModule(bitcode[0], in: context)
    try link(Array(bitcode.dropFirst()), into: module)
    return module
  }

  private func link(_ bitcode: [String], into module: Module) throws {
    for path in bitcode {
      let other = try readModule(path, in: context)
      try translatingErrors("cannot link '\(path)' with the other files") { try module.link(other) }
    }
  }

  /// Runs a compiler, which prints its own diagnostics.
  func run(
    _ executable: String, _ arguments: [String], stage: String, failure: String,
    by start: (Command) throws -> Termination = { try $0.run() }
  ) throws {
    let command = Command(executable, arguments)
    console.log("+ \(command)")
    let termination = try console.stage(stage) { try start(command) }
    if !termination.isSuccess { throw ToolFailure("\(failure): \(fileName(of: executable)) ended with \(termination)") }
  }
}

/// Replaces all requests for derivatives in the module.
///
/// - Throws: `ToolFailure` with one diagnostic for each refusal.
public func runEngine(on module: Module, options: DifferentiationOptions, console: Console) throws
  -> DifferentiationReport
{
  do {
    let report = try console.stage("differentiating") {
      try differentiate(module, options: options) { console.announce($0) }
    }
    for (stage, seconds) in report.timings { console.log("\(String(format: "%10.3f s", seconds))  \(stage)") }
    return report
  } catch let failure as DifferentiationFailure {
    throw ToolFailure(failure)
  } catch let refusal as Refusal {
    throw ToolFailure([Diagnostic(refusal)])
  } catch let error as LLVMError {
    throw ToolFailure("differentiation made invalid IR; this is a defect of Nabla", notes: [error.message])
  }
}
