// Reading and writing LLVM IR, with the errors told as diagnostics.

import Differentiation
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
  let module: Module
  do {
    module = try path == "-" ? parseStandardInput(name, in: context) : Module.parse(path: path, in: context)
  } catch let error as LLVMError {
    throw ToolFailure([Diagnostic(parseError: error.message, name: name)])
  }
  try translatingErrors("'\(name)' is not a valid module") { try module.verify() }
  return module
}

private func parseStandardInput(_ name: String, in context: Context) throws -> Module {
  let bytes = readAll(from: STDIN_FILENO)
  if bytes.isEmpty { throw ToolFailure("the standard input is empty") }
  return try Module.parse(bytes: bytes, name: name, in: context)
}

extension Diagnostic {
  /// What LLVM says about text that it cannot parse: `file:line:column: error: message`, then the line in question.
  init(parseError text: String, name: String) {
    if let match = text.wholeMatch(of: /(?s)(.*?):(\d+):(\d+): error: (.*?)\s*/) {
      let place = SourcePlace(file: name, line: Int(match.2) ?? 0, column: Int(match.3) ?? 0)
      self = .error(String(match.4), at: place)
    } else {
      self = .error("'\(name)' is not valid LLVM IR", notes: [text.trimmingCharacters(in: .whitespacesAndNewlines)])
    }
  }
}

/// Writes the module to `path`, or to standard output for `-`. A file is written completely or not at all.
///
/// LLVM makes the bytes in memory and they are written here: its own file output ends the process on a full disk.
public func writeModule(_ module: Module, to path: String, format: IRFormat) throws {
  let contents = bytes(of: module, format)
  if path == "-" { return try write(contents, to: STDOUT_FILENO, name: "the standard output") }
  try writeAtomically(to: path) { temporary in
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else { throw ToolFailure("cannot write '\(path)': \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    try write(contents, to: descriptor, name: "'\(path)'")
  }
}

/// Calls `body`; an error of LLVM becomes a failure that says `what`, with LLVM's words as notes.
func translatingErrors<Result>(_ what: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as LLVMError {
    throw ToolFailure(what, notes: [error.message.trimmingCharacters(in: .whitespacesAndNewlines)])
  }
}

private func bytes(of module: Module, _ format: IRFormat) -> [UInt8] {
  switch format {
  case .text: Array(module.description.utf8)
  case .bitcode: module.bitcode()
  }
}

private func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(ToolFailure) {
  var position = 0
  while position < bytes.count {
    let count = bytes[position...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw ToolFailure("cannot write \(name): \(String(cString: strerror(errno)))") }
    position += count
  }
}
