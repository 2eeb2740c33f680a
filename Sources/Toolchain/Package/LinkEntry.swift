// How the library with the derivatives gets into the program, without a line in the manifest.
//
// On ELF, each object that the Swift compiler makes says what it wants to be linked with, in the section
// `.swift1_autolink_entries`; the compiler driver collects these words and passes them to the linker. The generated Swift
// file puts a word of its own there: the path of the library.

import Foundation
import LLVM

/// The Swift file that has a library linked.
struct LinkEntry {
  let library: String
  let module: String

  private static let section = ".swift1_autolink_entries"

  /// The file; `contents` changes with the library, so that the program is linked again. The object has to change for
  /// that: the compiler leaves the old one in place if only a comment is new.
  func source(contents: String) -> String {
    // The word is read from a response file, where quotes protect spaces.
    let word = Array("\"\(library)\"".utf8) + [0]
    return """
      // Has the derivatives of \(module) linked.
      @section("\(Self.section)") @used
      let nablaDerivativesOf\(module): [\(word.count) of UInt8] = \(literal(word))
      @section("nabla_contents") @used
      private let nablaContentsOf\(module): [\(contents.utf8.count) of UInt8] = \(literal(Array(contents.utf8)))

      """
  }

  private func literal(_ bytes: [UInt8]) -> String { "[\n  \(bytes.map(String.init).joined(separator: ", "))\n]" }

  /// The symbol of the file's constant, which the library has to define, too, weakly.
  ///
  /// Linkers leave the section out. Unoptimised code nevertheless has an accessor of the constant, whose reference would
  /// stay undefined.
  func symbol(swiftc: String, cache: Cache, console: Console) throws -> String {
    let text = source(contents: "-")
    var hash = ContentHash()
    hash.combine(text)
    hash.combine(fileIdentity(resolved(swiftc)))
    let folder = try cache.entry("link-\(module)-\(hash.hexadecimal)") { directory in
      let file = "\(directory)/entry.swift"
      try Data(text.utf8).write(to: URL(filePath: file))
      let command = Command(
        swiftc,
        ["-Onone", "-parse-as-library", "-module-name", module, "-emit-bc", file, "-o", "\(directory)/entry.bc"])
      console.log("+ \(command)")
      guard try command.run().isSuccess else { throw ToolFailure("cannot compile '\(file)'") }
    }
    let bitcode = try readModule("\(folder)/entry.bc", in: Context())
    guard let global = bitcode.globals.first(where: { $0.section == Self.section && !$0.linkage.isLocal }) else {
      throw ToolFailure("this compiler does not put constants into the section '\(Self.section)'")
    }
    return global.name
  }
}
