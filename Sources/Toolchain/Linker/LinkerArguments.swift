// The command line of a linker, as compiler drivers write it: which of its words are files with bitcode.

import Foundation

/// A linker's command line.
public struct LinkerArguments: Sendable, Equatable {
  public var words: [String]

  /// Takes a command line; `@file` stands for the words in the file.
  public init(_ words: [String]) {
    self.words = words.flatMap { word -> [String] in
      guard word.hasPrefix("@"), let text = try? String(contentsOfFile: String(word.dropFirst()), encoding: .utf8)
      else { return [word] }
      return Self.words(of: text)
    }
  }

  /// The words of a response file: quotes and backslashes protect spaces.
  static func words(of text: String) -> [String] {
    var result: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\" && quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let word { result.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return result + (word.map { [$0] } ?? [])
  }

  /// The files among the words that hold bitcode.
  var bitcodeFiles: [String] { files.filter { startsWithBitcode(fileStart($0, 4)) } }

  /// The static libraries on the command line, by path or as `-lname`.
  var archives: [String] {
    (files + words.compactMap(library)).filter { fileStart($0, 8) == Array("!<arch>\n".utf8) }
  }

  /// The static library that `-lname` means; nil if there is a shared one.
  private func library(_ word: String) -> String? {
    guard word.hasPrefix("-l") else { return nil }
    for folder in words where folder.hasPrefix("-L") {
      let path = "\(folder.dropFirst(2))/lib\(word.dropFirst(2))"
      if fileKind(of: path + ".so") != nil { return nil }
      if fileKind(of: path + ".a") != nil { return path + ".a" }
    }
    return nil
  }

  /// Whether the result is an object file again, to be linked later.
  var isPartial: Bool { words.contains("-r") || words.contains("--relocatable") }

  /// `-O` of link-time optimisation.
  var level: OptimizationLevel {
    for word in words {
      for prefix in ["-plugin-opt=O", "--plugin-opt=O", "--lto-O"] where word.hasPrefix(prefix) {
        if let number = Int(word.dropFirst(prefix.count)), let level = OptimizationLevel(rawValue: number) {
          return level
        }
      }
    }
    return .standard
  }

  /// The command line with `object` in place of the bitcode files.
  func replacing(_ files: [String], by object: String) -> [String] {
    guard let first = words.firstIndex(where: files.contains) else { return [object] + words }
    var result = words
    result.insert(object, at: first)
    return result.filter { !files.contains($0) }
  }

  private var files: [String] {
    var result: [String] = []
    for (index, word) in words.enumerated() where !word.hasPrefix("-") && (index == 0 || words[index - 1] != "-o") {
      if fileKind(of: word) == S_IFREG && !result.contains(word) { result.append(word) }
    }
    return result
  }

  private func fileStart(_ path: String, _ count: Int) -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path) else { return [] }
    defer { try? file.close() }
    return Array((try? file.read(upToCount: count)) ?? Data())
  }
}

/// Whether these are the first bytes of LLVM bitcode.
func startsWithBitcode(_ bytes: some Collection<UInt8>) -> Bool {
  let start = Array(bytes.prefix(4))
  return start == [0x42, 0x43, 0xC0, 0xDE] || start == [0xDE, 0xC0, 0x17, 0x0B]
}
