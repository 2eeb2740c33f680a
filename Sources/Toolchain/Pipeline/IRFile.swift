// Reading and writing LLVM IR, with the errors told as diagnostics.

import Foundation
import LLVM

/// The two forms of LLVM IR in files.
public enum IRFormat: String, Sendable, CaseIterable {
  case text, bitcode

  /// The form that the extension of `path` stands for.
  public init?(path: String) {
    switch SourceLanguage(path: path) {
    case .llvmText: self = .text
    case .llvmBitcode: self = .bitcode
    default: return nil
    }
  }
}

/// Reads a module from `path`; `-` is standard input. Text or bitcode is told apart by content.
///
/// - Throws: `ToolFailure` if it cannot be read, or is no valid module.
public func readModule(_ path: String, in context: Context) throws -> Module {
  let name = path == "-" ? "<stdin>" : path
  if path != "-" { try InputFile.checkReadable(path) }
  let module = try translatingErrors("'\(name)' is not valid LLVM IR") {
    try path == "-"
      ? Module.parse(bytes: readAll(from: STDIN_FILENO), name: name, in: context)
      : Module.parse(path: path, in: context)
  }
  try translatingErrors("'\(name)' is not a valid module") { try module.verify() }
  return module
}

/// Writes the module to `path`, or to standard output for `-`. A file is written completely or not at all.
public func writeModule(_ module: Module, to path: String, format: IRFormat) throws {
  guard path != "-" else { return try writeToStandardOutput(bytes(of: module, format)) }
  try translatingErrors("cannot write '\(path)'") {
    try writeAtomically(to: path) { temporary in
      switch format {
      case .text: try module.writeText(to: temporary)
      case .bitcode: try module.writeBitcode(to: temporary)
      }
    }
  }
}

/// Calls `body`; an error of LLVM becomes a failure that says `what`, with LLVM's words as notes.
func translatingErrors<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as LLVMError {
    let lines = error.message.split(separator: "\n").map(String.init)
    throw ToolFailure(what, notes: lines.isEmpty ? [] : [lines.joined(separator: "\n")])
  }
}

private func bytes(of module: Module, _ format: IRFormat) -> [UInt8] {
  switch format {
  case .text: Array(module.description.utf8)
  case .bitcode: module.bitcode()
  }
}

private func writeToStandardOutput(_ bytes: [UInt8]) throws(ToolFailure) {
  do {
    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
  } catch {
    throw ToolFailure("cannot write to the standard output")
  }
}
