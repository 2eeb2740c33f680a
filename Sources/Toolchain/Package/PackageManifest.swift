// How a package wants its targets to be compiled: language mode, features, definitions, flags. Plugins are not told, so
// the manifest is read with `swift package dump-package`; the answer is kept as long as the manifest stays the same.

import Foundation

/// The settings of a package's targets.
struct PackageManifest: Decodable {
  private var toolsVersion: ToolsVersion
  private var swiftLanguageVersions: [String]?
  private var cLanguageStandard: String?
  private var cxxLanguageStandard: String?
  private var targets: [Target]

  private struct ToolsVersion: Decodable {
    var _version: String
  }

  private struct Target: Decodable {
    var name: String
    var settings: [Setting]?
  }

  private struct Setting: Decodable {
    var tool: String
    /// One entry: what is set, to what.
    var kind: [String: Payload]
    var condition: Condition?
  }

  private struct Condition: Decodable {
    var platformNames: [String]?
    var config: String?
    var traits: [String]?
  }

  /// No value, one, or several.
  private struct Payload: Decodable {
    var values: [String]

    private enum Key: String, CodingKey { case _0 }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      if let list = try? container.decode([String].self, forKey: ._0) {
        values = list
      } else {
        values = (try? container.decode(String.self, forKey: ._0)).map { [$0] } ?? []
      }
    }
  }
}

extension PackageManifest {
  /// The flags for swiftc.
  func swiftFlags(for module: TargetDescription.Module, configuration: BuildConfiguration) -> [String] {
    var flags = ["-swift-version", languageMode]
    for (kind, values) in settings("swift", module, configuration) {
      let value = values.first ?? ""
      switch kind {
      case "define": flags += ["-D", value]
      case "enableUpcomingFeature": flags += ["-enable-upcoming-feature", value]
      case "enableExperimentalFeature": flags += ["-enable-experimental-feature", value]
      case "swiftLanguageMode": flags += ["-swift-version", value]
      case "interoperabilityMode" where value.lowercased() == "cxx": flags.append("-cxx-interoperability-mode=default")
      case "defaultIsolation": flags += ["-default-isolation", value]
      case "unsafeFlags": flags += values.filter { !$0.hasPrefix("-warnings-as-errors") }
      default: break  // about warnings
      }
    }
    return flags
  }

  /// The flags for clang.
  func clangFlags(
    for module: TargetDescription.Module, language: SourceLanguage, configuration: BuildConfiguration
  ) -> [String] {
    let standard = language == .cxx ? cxxLanguageStandard : cLanguageStandard
    var flags = standard.map { ["-std=\($0)"] } ?? []
    for (kind, values) in settings(language == .cxx ? "cxx" : "c", module, configuration) {
      switch kind {
      case "define": flags += values.map { "-D\($0)" }
      case "headerSearchPath": flags += values.map { "-I\(module.folder)/\($0)" }
      case "unsafeFlags": flags += values.filter { $0 != "-Werror" }
      default: break
      }
    }
    return flags
  }

  /// What the manifest says for a tool, where its conditions hold.
  private func settings(_ tool: String, _ module: TargetDescription.Module, _ configuration: BuildConfiguration)
    -> [(kind: String, values: [String])]
  {
    let target = targets.first { $0.name == module.target }
    return (target?.settings ?? []).filter { setting in
      guard setting.tool == tool else { return false }
      guard let condition = setting.condition else { return true }
      if let names = condition.platformNames, !names.isEmpty, !names.contains(Self.platform) { return false }
      if let wanted = condition.config, wanted != configuration.rawValue { return false }
      return (condition.traits ?? []).isEmpty || condition.traits!.contains(where: module.definitions.contains)
    }.flatMap { setting in setting.kind.map { ($0.key, $0.value.values) } }
  }

  /// The language mode of targets that do not say.
  private var languageMode: String {
    let tools = toolsVersion._version.split(separator: ".")
    let major = tools.first.map(String.init) ?? "6"
    let allowed = ["4", "4.2", "5", "6"]
    return swiftLanguageVersions?.last(where: allowed.contains) ?? (allowed.contains(major) ? major : "6")
  }

  private static var platform: String {
    #if os(macOS)
      "macos"
    #else
      "linux"
    #endif
  }
}

extension PackageManifest {
  /// The manifest of the package in `folder`.
  ///
  /// - Throws: `ToolFailure` if SwiftPM cannot read it.
  init(folder: String, cache: Cache, swiftc: String, console: Console) throws {
    var hash = ContentHash()
    hash.combine(fileIdentity(resolved(swiftc)))
    hash.combine(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasPrefix("Package") && name.hasSuffix(".swift") {
      hash.combine(fileContents: "\(folder)/\(name)")
    }
    let entry = try cache.entry("manifest-\(hash.hexadecimal)") { directory in
      let text = try Self.dump(folder, swift: Self.swift(beside: swiftc), scratch: directory, console: console)
      try? FileManager.default.removeItem(atPath: "\(directory)/scratch")
      try Data(text.utf8).write(to: URL(filePath: "\(directory)/manifest.json"))
    }
    let data = FileManager.default.contents(atPath: "\(entry)/manifest.json") ?? Data()
    do {
      self = try JSONDecoder().decode(PackageManifest.self, from: data)
    } catch {
      throw ToolFailure("cannot understand the manifest of '\(folder)'", notes: ["\(error)"])
    }
  }

  /// Asks SwiftPM. All that it writes goes to `scratch`: the package may be read-only.
  private static func dump(_ folder: String, swift: String, scratch: String, console: Console) throws -> String {
    let paths = ["scratch", "cache", "config", "security"].flatMap { ["--\($0)-path", "\(scratch)/scratch/\($0)"] }
    let command = Command(
      swift, ["package", "--package-path", folder, "--disable-sandbox"] + paths + ["dump-package"])
    console.log("+ \(command)")
    let (termination, output) = try console.stage("reading the manifest of \(fileName(of: folder))") {
      try command.capture()
    }
    guard termination.isSuccess, let start = output.range(of: #"(?m)^\{"#, options: .regularExpression)?.lowerBound
    else {
      throw ToolFailure(
        "cannot read the manifest of '\(folder)'", notes: output.split(separator: "\n").map(String.init))
    }
    return String(output[start...])
  }

  private static func swift(beside swiftc: String) -> String {
    let neighbour = "\(directory(of: swiftc))/swift"
    return isProgram(neighbour) ? neighbour : InstalledTools().find(["swift"]) ?? "swift"
  }
}

/// The two configurations of SwiftPM.
public enum BuildConfiguration: String, Sendable {
  case debug, release
}
