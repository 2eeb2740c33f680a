// Where the headers for C and C++ are: installed beside the tool, or in the checkout that it was built from.

import Foundation

/// The folder to look for `nabla/nabla.hpp` in.
///
/// - Throws: `ToolFailure` if the headers are missing.
public func includePath() throws(ToolFailure) -> String {
  let candidates = includePaths(executable: executablePath(), checkoutFile: #filePath)
  guard let found = candidates.first(where: { fileKind(of: "\($0)/nabla/nabla.hpp") == S_IFREG }) else {
    throw ToolFailure("the headers of Nabla are missing", notes: ["looked in \(candidates.joined(separator: ", "))"])
  }
  return found
}

/// The places to look, in order.
func includePaths(executable: String, checkoutFile: String) -> [String] {
  let prefix = directory(of: directory(of: executable))
  let checkout = directory(of: directory(of: directory(of: directory(of: checkoutFile))))
  return ["\(prefix)/include", "\(checkout)/include"]
}
