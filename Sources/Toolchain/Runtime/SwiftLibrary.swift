// The `Nabla` module for Swift programs that are compiled without a package: its sources, which come with the tool,
// are compiled once for each compiler and tool and kept in the cache, as an interface to import and as bitcode that
// becomes part of the program. A second run finds them in a few milliseconds.

import Foundation

/// The compiled `Nabla` module.
public struct SwiftLibrary: Sendable, Equatable {
  /// The directory of `Nabla.swiftmodule`.
  public let importPath: String
  /// The module's code.
  public let bitcode: String

  /// Finds the compiled module in the cache, or compiles it.
  ///
  /// - Parameter macroPlugin: the executable that expands Nabla's macros.
  public init(cache: Cache, swiftc: String, macroPlugin: String, console: Console) throws {
    let sources = try LibrarySources()
    let key = try Self.key(sources, swiftc: swiftc, macroPlugin: macroPlugin)
    importPath = try cache.entry("library-\(key)") { directory in
      var invocation = SwiftInvocation(inputs: sources.files, output: "\(directory)/Nabla.bc", isLibrary: true)
      invocation.moduleName = "Nabla"
      invocation.modulePath = "\(directory)/Nabla.swiftmodule"
      invocation.macroPlugin = macroPlugin
      invocation.extraArguments = ["-swift-version", "6", "-suppress-warnings"]
      let command = Command(swiftc, invocation.arguments)
      console.log("+ \(command)")
      let termination = try console.stage("compiling the Nabla library (first use)") { try command.run() }
      guard termination.isSuccess else {
        throw ToolFailure("cannot compile the Nabla library in '\(sources.directory)': \(termination)")
      }
    }
    bitcode = "\(importPath)/Nabla.bc"
  }

  /// Everything that the compiled module depends on.
  private static func key(_ sources: LibrarySources, swiftc: String, macroPlugin: String) throws(ToolFailure) -> String
  {
    var hash = ContentHash()
    for program in [resolved(swiftc), macroPlugin] { hash.combine(fileIdentity(program)) }
    for file in sources.files {
      guard let contents = FileManager.default.contents(atPath: file) else {
        throw ToolFailure("cannot read '\(file)'")
      }
      hash.combine(fileName(of: file))
      hash.combine(Array(contents))
    }
    return hash.hexadecimal
  }
}
