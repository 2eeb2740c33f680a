// Finding the programs that Nabla calls: the Swift compiler, a clang whose bitcode LLVM 22 reads.

import Foundation

/// The places where programs are looked for.
public struct InstalledTools: Sendable {
  private let environment: [String: String]

  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// The Swift compiler: `$NABLA_SWIFTC`, or `swiftc` in the search path.
  public func swiftc() throws(ToolFailure) -> String {
    try find(variable: "NABLA_SWIFTC", names: ["swiftc"], what: "Swift compiler")
  }

  /// The C compiler: `$NABLA_CLANG`, or the clang beside `swiftc`, or one in the search path.
  public func clang() throws(ToolFailure) -> String {
    try compiler(variable: "NABLA_CLANG", names: ["clang", "clang-22", "clang-21", "clang-20", "clang-19"])
  }

  /// The C++ compiler: `$NABLA_CLANGXX`, or the clang++ beside `swiftc`, or one in the search path.
  public func clangxx() throws(ToolFailure) -> String {
    try compiler(variable: "NABLA_CLANGXX", names: ["clang++", "clang++-22", "clang++-21", "clang++-20", "clang++-19"])
  }

  /// The full path of the first of `names` in the search path.
  public func find(_ names: [String]) -> String? {
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    for name in names {
      for folder in folders where isProgram("\(folder)/\(name)") { return "\(folder)/\(name)" }
    }
    return nil
  }

  private func compiler(variable: String, names: [String]) throws(ToolFailure) -> String {
    if environment[variable] == nil, let swiftc = try? swiftc() {
      let beside = "\(directory(of: resolved(swiftc)))/\(names[0])"
      if isProgram(beside) { return beside }
    }
    return try find(variable: variable, names: names, what: "\(names[0]) compiler")
  }

  private func find(variable: String, names: [String], what: String) throws(ToolFailure) -> String {
    if let chosen = environment[variable], !chosen.isEmpty {
      guard isProgram(chosen) else { throw ToolFailure("\(variable) names '\(chosen)', which is no program") }
      return chosen
    }
    guard let found = find(names) else {
      throw ToolFailure(
        "no \(what) found: '\(names[0])' is not in the search path",
        notes: ["'nabla doctor' says what is missing and how to install it"])
    }
    return found
  }
}

/// Whether an executable file is at `path`.
func isProgram(_ path: String) -> Bool {
  fileKind(of: path) == S_IFREG && access(path, X_OK) == 0
}

/// `path` without symbolic links.
func resolved(_ path: String) -> String {
  guard let real = realpath(path, nil) else { return path }
  defer { free(real) }
  return String(cString: real)
}
