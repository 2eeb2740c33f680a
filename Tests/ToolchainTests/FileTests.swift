import Foundation
import Testing

@testable import Toolchain

/// Paths, output files, temporary directories, hashes, the cache.
struct FileTests {
  @Test(arguments: [
    ("a.swift", "swift"), ("dir.d/a", ""), ("a.LL", "ll"), (".hidden", ""), ("x/a.b.bc", "bc"), ("", ""), ("a.", ""),
  ])
  func extensions(path: String, expected: String) {
    #expect(fileExtension(of: path) == expected)
  }

  @Test(arguments: [("a", "."), ("/a", "/"), ("x/y/a", "x/y"), ("x/", "x")])
  func directories(path: String, expected: String) {
    #expect(directory(of: path) == expected)
  }

  @Test(arguments: [("main.swift", "main"), ("x/a.b.c", "a.b"), ("plain", "plain")])
  func programNames(path: String, expected: String) {
    #expect(programName(of: path) == expected)
  }

  @Test func outputAppearsUnderItsName() throws {
    let scratch = try TemporaryDirectory()
    try writeAtomically(to: scratch.file("out")) { try "new".write(toFile: $0, atomically: false, encoding: .utf8) }
    #expect(try String(contentsOfFile: scratch.file("out"), encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["out"])
  }

  @Test func failedOutputLeavesWhatWasThere() throws {
    struct Stop: Error {}
    let scratch = try TemporaryDirectory()
    try "old".write(toFile: scratch.file("out"), atomically: false, encoding: .utf8)
    #expect(throws: Stop.self) {
      try writeAtomically(to: scratch.file("out")) {
        try "half".write(toFile: $0, atomically: false, encoding: .utf8)
        throw Stop()
      }
    }
    #expect(try String(contentsOfFile: scratch.file("out"), encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["out"])
  }

  @Test func unwritableOutputIsToldBeforehand() throws {
    let scratch = try TemporaryDirectory()
    #expect(throws: ToolFailure.self) { try checkWritable(scratch.file("missing/out")) }
    #expect(throws: ToolFailure.self) { try checkWritable(scratch.path) }
    #expect(throws: Never.self) { try checkWritable(scratch.file("out")) }
  }

  @Test func temporaryDirectoryGoesWithItsOwner() throws {
    var scratch: TemporaryDirectory? = try TemporaryDirectory()
    let path = try #require(scratch?.path)
    #expect(FileManager.default.fileExists(atPath: path))
    scratch = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func hashIsFNV1a() {
    #expect(ContentHash().hexadecimal == "6c62272e07bb014262b821756295c58d")
    var hash = ContentHash()
    hash.combine("a")
    #expect(hash.hexadecimal.count == 32)
  }

  @Test func hashSeparatesPieces() {
    var first = ContentHash()
    first.combine("ab")
    first.combine("c")
    var second = ContentHash()
    second.combine("a")
    second.combine("bc")
    #expect(first.hexadecimal != second.hexadecimal)
  }

  @Test func cacheFillsAnEntryOnce() throws {
    let scratch = try TemporaryDirectory()
    let cache = Cache(path: scratch.file("cache"))
    var fills = 0
    for _ in 0..<2 {
      let entry = try cache.entry("key") { directory in
        fills += 1
        try "content".write(toFile: "\(directory)/file", atomically: false, encoding: .utf8)
      }
      #expect(try String(contentsOfFile: "\(entry)/file", encoding: .utf8) == "content")
    }
    #expect(fills == 1)
  }

  @Test func cacheForgetsWhatFailed() throws {
    let scratch = try TemporaryDirectory()
    let cache = Cache(path: scratch.file("cache"))
    #expect(throws: ToolFailure.self) { _ = try cache.entry("key") { _ in throw ToolFailure("no") } }
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path).isEmpty)
  }

  @Test func cacheFollowsTheEnvironment() {
    #expect(Cache(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]).path == "/c/nabla")
    #expect(Cache(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"]).path == "/h/.cache/nabla")
  }
}
