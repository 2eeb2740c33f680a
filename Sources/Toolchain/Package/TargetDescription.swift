// What the build-tool plugin tells about a target: the same structure as in `Plugins/NablaPlugin`.

import Foundation

/// A target of a package and everything that it depends on, dependencies first.
public struct TargetDescription: Codable, Sendable {
  /// One module of the target's closure.
  public struct Module: Codable, Sendable {
    public enum Kind: String, Codable, Sendable {
      case swift, clang, system
    }

    public var kind: Kind
    public var name: String
    /// The target's name in its manifest.
    public var target: String
    /// The identity of its package.
    public var package: String
    public var packageFolder: String
    public var folder: String
    public var isExecutable: Bool
    public var isTest: Bool
    /// Swift or C sources, and headers.
    public var files: [String]
    /// Names that are defined for the compiler, `-D` without the `-D`.
    public var definitions: [String]
    /// Where the headers for other modules are.
    public var publicHeaders: String?
    /// The flags of a system library.
    public var compilerFlags: [String]
  }

  public var modules: [Module]

  /// Reads the file that the plugin wrote.
  public init(path: String) throws(ToolFailure) {
    guard let data = FileManager.default.contents(atPath: path) else { throw ToolFailure("cannot read '\(path)'") }
    do {
      self = try JSONDecoder().decode(TargetDescription.self, from: data)
    } catch {
      throw ToolFailure("'\(path)' is no description of a target", notes: ["\(error)"])
    }
    if modules.isEmpty { throw ToolFailure("'\(path)' describes no target") }
  }
}
