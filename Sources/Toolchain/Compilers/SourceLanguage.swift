// What kind of file an input is, from its extension.

import Foundation

/// The kinds of input files.
public enum SourceLanguage: Sendable, Equatable {
  case swift, c, cxx, llvmText, llvmBitcode

  /// The kind of the file at `path`, by its extension.
  public init?(path: String) {
    switch fileExtension(of: path) {
    case "swift": self = .swift
    case "c": self = .c
    case "cpp", "cc", "cxx", "c++": self = .cxx
    case "ll": self = .llvmText
    case "bc": self = .llvmBitcode
    default: return nil
    }
  }

  /// Whether files of this kind hold LLVM IR and need no compiler.
  public var isLLVM: Bool { self == .llvmText || self == .llvmBitcode }

  /// Whether clang compiles files of this kind.
  public var isC: Bool { self == .c || self == .cxx }
}

/// A file given to the command.
public struct InputFile: Sendable, Equatable {
  public let path: String
  public let language: SourceLanguage

  /// - Throws: `ToolFailure` if the file cannot be read, or its extension is none of `.swift .c .cpp .cc .ll .bc`.
  public init(_ path: String) throws(ToolFailure) {
    try Self.checkReadable(path)
    guard let language = SourceLanguage(path: path) else {
      throw ToolFailure("unknown type of file '\(path)'", notes: ["expected .swift, .c, .cpp, .cc, .ll or .bc"])
    }
    self.path = path
    self.language = language
  }

  /// - Throws: `ToolFailure` if there is no file at `path` that can be read.
  public static func checkReadable(_ path: String) throws(ToolFailure) {
    guard let kind = fileKind(of: path) else { throw ToolFailure("no such file: '\(path)'") }
    guard kind != S_IFDIR else { throw ToolFailure("'\(path)' is a directory, not a file") }
    guard access(path, R_OK) == 0 else { throw ToolFailure("cannot read '\(path)': no permission") }
  }
}
