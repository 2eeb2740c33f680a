// Where the sources of the `Nabla` module are: installed beside the tool, or in the checkout that it was built from.

import Foundation

/// The Swift files of the `Nabla` module.
struct LibrarySources {
  let directory: String
  /// Absolute paths, sorted.
  let files: [String]

  init() throws(ToolFailure) {
    let candidates = Self.candidates(executable: executablePath(), checkoutFile: #filePath)
    guard let found = candidates.first(where: { fileKind(of: $0) == S_IFDIR }) else {
      throw ToolFailure(
        "the sources of the Nabla library are missing", notes: ["looked in \(candidates.joined(separator: ", "))"])
    }
    directory = found
    let names = FileManager.default.enumerator(atPath: found)?.compactMap { $0 as? String } ?? []
    files = names.filter { $0.hasSuffix(".swift") && !$0.contains(".docc/") }.sorted().map { "\(found)/\($0)" }
  }

  /// The places to look, in order.
  static func candidates(executable: String, checkoutFile: String) -> [String] {
    let prefix = directoryName(directoryName(executable))
    let sources = directoryName(directoryName(directoryName(checkoutFile)))
    return ["\(prefix)/share/nabla/Nabla", "\(sources)/Nabla"]
  }

  private static func directoryName(_ path: String) -> String { Toolchain.directory(of: path) }
}

/// The absolute path of this program, links resolved.
public func executablePath() -> String {
  resolved(Bundle.main.executablePath ?? CommandLine.arguments[0])
}
