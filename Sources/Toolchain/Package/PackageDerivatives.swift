// The derivatives of one target of a package, which the build-tool plugin has made before SwiftPM compiles the target.
//
//   1. the target becomes bitcode, with the interfaces of what it imports
//   2. bodies that its requests need and that other modules define are looked up there: those modules become bitcode too
//   3. the engine differentiates, and the derivatives are extracted into a static library
//   4. a Swift file in the target has the library linked
//
// Everything is written to the folder of the description, and kept by content: what did not change is not done again.

import Differentiation
import Foundation
import LLVM

/// Makes the static library with a target's derivatives, and the Swift file that has it linked.
public struct PackageDerivatives {
  private let compiler: ModuleCompiler
  private let target: TargetDescription.Module
  private let folder: String
  private let cache: Cache
  private let console: Console
  private let tools: InstalledTools
  private let context = Context()

  /// - Parameter description: the file that the plugin wrote; its folder is written to.
  public init(
    description: String, configuration: BuildConfiguration, tools: InstalledTools, console: Console
  ) throws {
    let closure = try TargetDescription(path: description)
    folder = directory(of: resolved(description))
    cache = Cache(path: "\(folder)/cache")
    self.console = console
    self.tools = tools
    target = closure.modules.last!
    compiler = try ModuleCompiler(
      closure, configuration: configuration, tools: tools, cache: cache, console: console)
  }

  /// Brings both files up to date.
  public func make(_ options: DifferentiationOptions) throws {
    let swiftFile = "\(folder)/\(target.name)+Derivatives.swift"
    guard mayHaveRequests(target) else { return try writeIfChanged(Self.withoutRequests, to: swiftFile) }
    let path = try compiler.bitcode(of: target)
    let module = try readModule(path, in: context)
    let symbols = try translatingRefusals { try requestedSymbols(in: module) }
    let sites = try translatingRefusals {
      try openClosureSites(in: module, of: target.name) { try compiler.hasFixedContext($0) }
    }
    if symbols.isEmpty && sites.isEmpty { return try writeIfChanged(Self.withoutRequests, to: swiftFile) }

    let entries = sites.map(\.entry)
    try lookUpBodies(for: module, entries)
    _ = try runEngine(on: module, options: options, console: console)
    try translatingRefusals { try extractDerivatives(symbols.union(entries), from: module) }
    let table = SiteTable(sites: sites, module: target.name)
    table.add(to: module)
    try verifyResult(module)
    try writeLibrary(module, table, linkedBy: swiftFile)
    cache.prune(keeping: 4)
  }

  private static let withoutRequests = "// This target asks for no derivatives.\n"

  /// Whether a module sees the macros: it imports Nabla, or something that passes it on.
  private func mayHaveRequests(_ module: TargetDescription.Module) -> Bool {
    if module.kind != .swift { return false }
    var seen: Set<String> = []
    var waiting = Array(compiler.imports(of: module).names)
    while let name = waiting.popLast() {
      if name == "Nabla" { return true }
      guard seen.insert(name).inserted, let next = compiler.module(named: name), next.kind == .swift else { continue }
      waiting += compiler.imports(of: next).exported
    }
    return false
  }
}

// MARK: Bodies

extension PackageDerivatives {
  /// Links modules that define what the requests reach, until nothing more is found.
  private func lookUpBodies(for module: LLVM.Module, _ entries: [String]) throws {
    var rest = compiler.modules.dropLast().filter { $0.kind != .system }
    while true {
      let missing = try translatingRefusals { try missingSymbols(in: module, entries: entries) }
      console.log("needed from other modules: \(missing.sorted().map { demangled($0) })")
      let owners = missing.filter { $0.hasPrefix("$s") }.map { demangled($0) }
      let chosen = rest.filter { candidate in
        candidate.kind == .clang || owners.contains { Self.name($0, isFrom: candidate.name) }
      }
      var changed = false
      for candidate in chosen {
        let files =
          candidate.kind == .swift
          ? [try compiler.bitcode(of: candidate)] : try compiler.bitcodeOfC(candidate, defining: missing)
        for file in files { try link(file, to: module, requesting: missing) }
        if files.isEmpty { continue }
        changed = true
        rest.removeAll { $0.name == candidate.name }
      }
      if !changed { return }
    }
  }

  /// Whether a demangled name mentions a module: `Physics.fall`, `(extension in Physics):Swift.Double.squared`.
  private static func name(_ name: String, isFrom module: String) -> Bool {
    name.contains("\(module).") || name.contains("in \(module))")
  }

  private func link(_ file: String, to module: LLVM.Module, requesting symbols: Set<String>) throws {
    let other = try readModule(file, in: context)
    try translatingRefusals { try removeRequests(except: symbols, from: other) }
    if let main = other.function(named: "main"), !main.isDeclaration { main.linkage = .internal }
    try translatingErrors("cannot link '\(file)' with '\(target.name)'") { try module.link(other) }
  }
}

// MARK: Writing

extension PackageDerivatives {
  /// Writes a static library: unlike an object file it may be on the linker's command line twice, which happens.
  private func writeLibrary(_ module: LLVM.Module, _ table: SiteTable, linkedBy swiftFile: String) throws {
    let library = "\(folder)/\(target.name)+Derivatives.a"
    let entry = LinkEntry(library: library, module: target.name)
    try define(try entry.symbol(swiftc: tools.swiftc(), cache: cache, console: console), in: module)
    try console.stage("generating code") {
      try translatingErrors("cannot generate code") {
        try module.optimize(level: 2, vectorize: true, unroll: true)
        let scratch = try TemporaryDirectory(in: folder)
        let object = scratch.file("\(target.name)+Derivatives.o")
        try module.emitObject(to: object, optimizationLevel: 2, pic: true)
        try writeAtomically(to: library) { try writeArchive(of: object, to: $0) }
      }
    }
    var hash = ContentHash()
    hash.combine(fileContents: library)
    try writeIfChanged(entry.source(contents: hash.hexadecimal) + table.source, to: swiftFile)
  }

  /// See `LinkEntry.symbol`.
  private func define(_ name: String, in module: LLVM.Module) throws {
    let byte = Type.integer(8, context)
    let global = module.addGlobal(name: name, type: byte)
    global.initializer = byte.zero
    global.linkage = .weakAny
    global.visibility = .hidden
  }

  /// A file that stays as it is compiles nothing anew.
  private func writeIfChanged(_ text: String, to path: String) throws {
    if FileManager.default.contents(atPath: path) == Data(text.utf8) { return }
    try writeAtomically(to: path) { try Data(text.utf8).write(to: URL(filePath: $0)) }
  }

  private func translatingRefusals<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let refusal as Refusal {
      throw ToolFailure([Diagnostic(refusal)])
    } catch let failure as DifferentiationFailure {
      throw ToolFailure(failure)
    }
  }
}
