// Compiles the modules of a target's closure, each when it is first needed: as an interface that others import, and as
// bitcode in which the engine looks up bodies. SwiftPM's own products cannot serve: they come later, and in debug builds
// they are not optimised. Results are kept in the plugin's work folder by content.

import Foundation

/// The modules of a target's closure, compiled for differentiation.
final class ModuleCompiler {
  typealias Module = TargetDescription.Module

  let modules: [Module]
  private let tools: InstalledTools
  private let cache: Cache
  private let console: Console
  private let configuration: BuildConfiguration
  private let swiftc: String
  private let compilerIdentity: String
  /// Test targets may look into what they import.
  private let isForTests: Bool

  private var imports: [String: Imports] = [:]
  private var interfaces: [String: String] = [:]
  private var manifests: [String: PackageManifest] = [:]

  init(
    _ description: TargetDescription, configuration: BuildConfiguration, tools: InstalledTools, cache: Cache,
    console: Console
  ) throws {
    modules = description.modules
    self.configuration = configuration
    self.tools = tools
    self.cache = cache
    self.console = console
    swiftc = try tools.swiftc()
    // SwiftPM links this tool anew without need; its size tells apart what expands macros differently.
    compilerIdentity = fileIdentity(resolved(swiftc)) + " \(fileSize(executablePath()))"
    isForTests = modules.last!.isTest
  }

  func module(named name: String) -> Module? { modules.last { $0.name == name } }

  /// What a Swift module imports.
  func imports(of module: Module) -> Imports {
    if let known = imports[module.name] { return known }
    let result = Imports(of: module.files)
    imports[module.name] = result
    return result
  }

  /// The Swift modules that a module needs to be compiled, each before those that import it.
  func importedModules(of module: Module) -> [Module] {
    var needed: Set<String> = []
    var waiting = [module]
    while let next = waiting.popLast() {
      for name in imports(of: next).names {
        guard let imported = self.module(named: name), imported.kind == .swift, imported.name != module.name,
          needed.insert(name).inserted
        else { continue }
        waiting.append(imported)
      }
    }
    return modules.filter { needed.contains($0.name) }
  }
}

// MARK: Swift

extension ModuleCompiler {
  /// The folder with `<module>.swiftmodule`, made after those of its imports.
  func interface(of module: Module) throws -> String {
    if let known = interfaces[module.name] { return known }
    let flags = try swiftFlags(for: module)
    let compiled = try entry("interface", module, flags) { directory in
      try compileSwift(
        module, flags + ["-O", "-wmo", "-emit-module", "-emit-module-path", "\(directory)/\(module.name).swiftmodule"])
    }
    let result = try folderNamedByContents("\(compiled)/\(module.name).swiftmodule", of: module)
    interfaces[module.name] = result
    return result
  }

  /// A folder with a copy of the interface. Its name stays while the interface does, so that importers of a module in
  /// which only a body has changed need not be compiled again.
  private func folderNamedByContents(_ file: String, of module: Module) throws -> String {
    var hash = ContentHash()
    hash.combine(fileContents: file)
    return try cache.entry("module-\(module.name)-\(hash.hexadecimal)") { directory in
      try FileManager.default.copyItem(atPath: file, toPath: "\(directory)/\(module.name).swiftmodule")
    }
  }

  /// The module's code.
  func bitcode(of module: Module) throws -> String {
    var flags = try swiftFlags(for: module)
    // What closures captured is laid out as in code that is compiled without optimisation: constants are captured, too,
    // and values of any type as such.
    if module.name == modules.last!.name {
      for pass in ["constant-capture-propagation", "existential-specializer"] {
        flags += ["-Xllvm", "-sil-disable-pass=\(pass)"]
      }
      // In debug builds tests may call what nothing else does, and closures in it ask for derivatives.
      if configuration == .debug && !isForTests { flags.append("-enable-testing") }
    }
    let folder = try entry("bitcode", module, flags) { directory in
      var invocation = SwiftInvocation(inputs: [], output: "\(directory)/module.bc", isLibrary: false)
      invocation.extraArguments = flags
      try compileSwift(module, invocation.arguments)
    }
    return "\(folder)/module.bc"
  }

  /// Whether a closure of the target has the same context with and without optimisation: it is not one that only the
  /// optimiser makes, and captures no variables in boxes and no key paths, which the optimiser may capture otherwise.
  func hasFixedContext(_ symbol: String) throws -> Bool {
    let target = modules.last!
    let flags = try swiftFlags(for: target)
    let folder = try entry("closures", target, flags) { directory in
      try compileSwift(target, flags + ["-Onone", "-wmo", "-emit-sil", "-o", "\(directory)/module.sil"])
    }
    let text = try String(contentsOfFile: "\(folder)/module.sil", encoding: .utf8)
    let declaration = text.split(separator: "\n").first { $0.hasPrefix("sil ") && $0.contains("@\(symbol) :") }
    return declaration.map { !$0.contains("{ var ") && !$0.contains("KeyPath<") } ?? false
  }

  private func compileSwift(_ module: Module, _ arguments: [String]) throws {
    let command = Command(swiftc, arguments + module.files)
    console.log("+ \(command)")
    let termination = try console.stage("compiling \(module.name)") { try runSwiftCompiler(command) }
    if termination.isSuccess { return }
    // The compiler has said what is wrong with the target itself; about others a word is due.
    if module.name == modules.last!.name, case .exited = termination { throw ToolFailure([]) }
    throw ToolFailure(
      "cannot compile '\(module.name)' for differentiation: swiftc ended with \(termination)",
      notes: ["'\(modules.last!.name)' asks for derivatives and imports it"])
  }

  private func swiftFlags(for module: Module) throws -> [String] {
    var flags = ["-module-name", module.name, "-package-name", packageName(of: module), "-suppress-warnings"]
    if isLibrary(module) { flags.append("-parse-as-library") }
    if isForTests { flags.append("-enable-testing") }
    flags += ["-D", "SWIFT_PACKAGE"] + (configuration == .debug ? ["-D", "DEBUG"] : [])
    flags += module.definitions.flatMap { ["-D", $0] }
    flags += try manifest(of: module).swiftFlags(for: module, configuration: configuration)
    // Importers inline and specialise what is not marked `@inlinable`, too: most bodies need not be looked up then.
    flags += ["-cross-module-optimization"]
    flags += ["-load-plugin-executable", "\(executablePath())#NablaMacros"]
    for imported in importedModules(of: module) { flags += ["-I", try interface(of: imported)] }
    for other in modules { flags += try importFlags(for: other).flatMap { ["-Xcc", $0] } }
    return flags + testingFlags
  }

  /// Where Swift Testing keeps its macros.
  private var testingFlags: [String] {
    let folder = directory(of: directory(of: resolved(swiftc))) + "/lib/swift/host/plugins/testing"
    return isForTests && fileKind(of: folder) == S_IFDIR ? ["-plugin-path", folder] : []
  }

  private func isLibrary(_ module: Module) -> Bool {
    if module.files.contains(where: { fileName(of: $0) == "main.swift" }) { return false }
    guard module.isExecutable, module.files.count == 1 else { return true }
    return hasMainAttribute((try? String(contentsOfFile: module.files[0], encoding: .utf8)) ?? "")
  }

  private func packageName(of module: Module) -> String {
    String(module.package.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

// MARK: C

extension ModuleCompiler {
  /// The bitcode of those C and C++ files whose text names a function of one of `symbols`.
  func bitcodeOfC(_ module: Module, defining symbols: Set<String>) throws -> [String] {
    try module.files.compactMap { file in
      guard let language = SourceLanguage(path: file), language == .c || language == .cxx else { return nil }
      let words = Set(textWords(file))
      guard symbols.contains(where: { words.contains(Self.sourceName($0)) }) else { return nil }
      return try bitcode(ofC: file, language, module)
    }
  }

  private func bitcode(ofC file: String, _ language: SourceLanguage, _ module: Module) throws -> String {
    var flags = try manifest(of: module).clangFlags(for: module, language: language, configuration: configuration)
    flags += ["-w", "-DSWIFT_PACKAGE=1"] + (configuration == .debug ? ["-DDEBUG=1"] : [])
    flags += module.definitions.map { "-D\($0)" }
    for other in modules { flags += try importFlags(for: other) }
    let compiler = try language == .c ? tools.clang() : tools.clangxx()
    var headers = module
    headers.files = [file] + module.files.filter { SourceLanguage(path: $0) == nil }
    let folder = try entry("object", headers, flags) { directory in
      let invocation = ClangInvocation(
        input: file, output: "\(directory)/module.bc", level: .standard, extraArguments: flags)
      let command = Command(compiler, invocation.arguments)
      console.log("+ \(command)")
      let termination = try console.stage("compiling \(fileName(of: file))") { try command.run() }
      if !termination.isSuccess { throw ToolFailure("cannot compile '\(file)' for differentiation: \(termination)") }
    }
    return "\(folder)/module.bc"
  }

  /// The flags for clang, also within swiftc, with which a C module is found.
  private func importFlags(for module: Module) throws -> [String] {
    switch module.kind {
    case .swift: return []
    case .system: return ["-fmodule-map-file=\(module.folder)/module.modulemap"] + module.compilerFlags
    case .clang:
      guard let headers = module.publicHeaders else { return [] }
      return ["-I\(headers)", "-fmodule-map-file=\(try moduleMap(of: module, headers: headers))"]
    }
  }

  /// The module's own map, or one like SwiftPM's: over the header named like the module, or over all headers.
  private func moduleMap(of module: Module, headers: String) throws -> String {
    let own = "\(headers)/module.modulemap"
    if fileKind(of: own) != nil { return own }
    let umbrellas = ["\(headers)/\(module.name).h", "\(headers)/\(module.name)/\(module.name).h"]
    let umbrella = umbrellas.first { fileKind(of: $0) != nil }.map { "umbrella header \"\($0)\"" }
    let text = "module \(module.name) {\n  \(umbrella ?? "umbrella \"\(headers)\"")\n  export *\n}\n"
    var hash = ContentHash()
    hash.combine(text)
    let folder = try cache.entry("map-\(hash.hexadecimal)") { directory in
      try Data(text.utf8).write(to: URL(filePath: "\(directory)/module.modulemap"))
    }
    return "\(folder)/module.modulemap"
  }

  private func textWords(_ file: String) -> [String] {
    Self.words((try? String(contentsOfFile: file, encoding: .utf8)) ?? "")
  }

  private static func words(_ text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
  }

  /// The word with which source code defines a function: the last of `Filter::apply(double) const` before its parameters.
  private static func sourceName(_ symbol: String) -> String {
    guard symbol.hasPrefix("_Z") else { return symbol }
    return words(String(demangled(symbol).prefix { $0 != "(" })).last ?? symbol
  }
}

// MARK: Keeping

extension ModuleCompiler {
  private func manifest(of module: Module) throws -> PackageManifest {
    if let known = manifests[module.packageFolder] { return known }
    let result = try PackageManifest(folder: module.packageFolder, cache: cache, swiftc: swiftc, console: console)
    manifests[module.packageFolder] = result
    return result
  }

  /// The folder with what `fill` makes of a module's files with `flags`. Interfaces that the flags name count with
  /// their content: a change within a body of an imported module changes nothing here.
  private func entry(_ kind: String, _ module: Module, _ flags: [String], fill: (String) throws -> Void) throws
    -> String
  {
    var hash = ContentHash()
    hash.combine(compilerIdentity)
    for flag in flags { hash.combine(flag) }
    for file in module.files {
      hash.combine(file)
      hash.combine(fileContents: file)
    }
    for other in modules where other.kind == .clang {
      for file in other.files where SourceLanguage(path: file) == nil { hash.combine(fileContents: file) }
    }
    return try cache.entry("\(kind)-\(module.name)-\(hash.hexadecimal)", fill: fill)
  }
}
