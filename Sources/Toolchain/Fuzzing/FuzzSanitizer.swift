// AddressSanitizer for derivatives: its pass runs over the differentiated module, not before.

import Foundation
import LLVM

/// Makes an object file of differentiated LLVM IR in which AddressSanitizer watches the program and its derivatives.
///
/// clang marks the functions that AddressSanitizer looks at; what the engine made is marked here.
func instrumentForAddressSanitizer(_ text: String, to object: String) throws(ToolFailure) {
  do {
    let lines = try String(contentsOfFile: text, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let watched = lines.map { line in
      line.hasPrefix("define ") && line.contains("@nabla.") ? marked(line) : String(line)
    }
    try watched.joined(separator: "\n").write(toFile: text, atomically: false, encoding: .utf8)
    let module = try readModule(text, in: Context())
    try module.run(passes: "asan")
    try module.emitObject(to: object, optimizationLevel: 0, pic: true)
  } catch {
    throw (error as? ToolFailure) ?? ToolFailure("cannot prepare the program for AddressSanitizer: \(error)")
  }
}

/// The first line of a definition with the attribute in front of its group of attributes.
private func marked(_ definition: Substring) -> String {
  guard let group = definition.range(of: " #", options: .backwards) else { return String(definition) }
  return definition[..<group.lowerBound] + " sanitize_address" + definition[group.lowerBound...]
}
