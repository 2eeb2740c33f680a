// What `nabla derivatives` is told about a target. The same structure is read by `Toolchain/Package/TargetDescription`;
// a plugin cannot share code with a library.

import Foundation
import PackagePlugin

/// A target and everything that it depends on, dependencies first.
struct TargetDescription: Encodable {
  struct Module: Encodable {
    /// What the module is made of: `swift`, `clang`, `system`.
    var kind: String
    var name: String
    var target: String
    var package: String
    var packageFolder: String
    var folder: String
    var isExecutable = false
    var isTest = false
    /// Swift or C sources, and headers.
    var files: [String] = []
    /// Names that are defined for the compiler, `-D` without the `-D`.
    var definitions: [String] = []
    /// Where the headers for other modules are.
    var publicHeaders: String?
    /// The flags of a system library.
    var compilerFlags: [String] = []
  }

  var modules: [Module]

  init(of target: SourceModuleTarget, in package: Package) {
    let owners = Self.owners(in: package)
    modules = Self.closure(of: target).compactMap { Self.module($0, owner: owners[$0.id] ?? package) }
  }

  /// Everything that the derivatives depend on.
  var files: [String] {
    let manifests = Set(modules.map { $0.packageFolder + "/Package.swift" })
    return modules.flatMap(\.files) + manifests.sorted()
  }

  /// The target behind everything that is linked with it. What macros are built of is not.
  private static func closure(of target: any Target) -> [any Target] {
    var seen: Set<Target.ID> = []
    var result: [any Target] = []
    func visit(_ target: any Target) {
      if (target as? SourceModuleTarget)?.kind == .macro || !seen.insert(target.id).inserted { return }
      for dependency in target.dependencies {
        switch dependency {
        case .target(let target): visit(target)
        case .product(let product): product.targets.forEach(visit)
        @unknown default: break
        }
      }
      result.append(target)
    }
    visit(target)
    return result
  }

  private static func module(_ target: any Target, owner: Package) -> Module? {
    func described(_ kind: String, _ name: String) -> Module {
      Module(
        kind: kind, name: name, target: target.name, package: owner.id,
        packageFolder: owner.directoryURL.path(percentEncoded: false).withoutFinalSlash,
        folder: target.directoryURL.path(percentEncoded: false).withoutFinalSlash)
    }
    switch target {
    case let target as SwiftSourceModuleTarget:
      var module = described("swift", target.moduleName)
      module.isExecutable = target.kind == .executable || target.kind == .snippet
      module.isTest = target.kind == .test
      let generated = target.pluginGeneratedSources.filter { !$0.lastPathComponent.hasSuffix("+Derivatives.swift") }
      module.files = (target.sourceFiles.filter { $0.type == .source }.map(\.url) + generated).map {
        $0.path(percentEncoded: false)
      }
      module.definitions = target.compilationConditions
      return module
    case let target as ClangSourceModuleTarget:
      var module = described("clang", target.moduleName)
      let files = target.sourceFiles.filter { $0.type == .source || $0.type == .header }.map(\.url)
      module.files = (files + target.pluginGeneratedSources).map { $0.path(percentEncoded: false) }
      module.definitions = target.preprocessorDefinitions
      module.publicHeaders = target.publicHeadersDirectoryURL?.path(percentEncoded: false).withoutFinalSlash
      return module
    case let target as SystemLibraryTarget:
      var module = described("system", target.name)
      module.compilerFlags = target.compilerFlags
      return module
    default: return nil
    }
  }

  /// The package of each target.
  private static func owners(in root: Package) -> [Target.ID: Package] {
    var owners: [Target.ID: Package] = [:]
    var seen: Set<Package.ID> = []
    var waiting = [root]
    while let package = waiting.popLast() {
      guard seen.insert(package.id).inserted else { continue }
      for target in package.targets { owners[target.id] = package }
      waiting += package.dependencies.map(\.package)
    }
    return owners
  }
}

extension String {
  fileprivate var withoutFinalSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }
}
