import Foundation
import Testing

@testable import Toolchain

/// What `nabla derivatives` and `nabla link` find out without a compiler.
struct PackageTests {
  @Test func importsAreFound() throws {
    let scratch = try TemporaryDirectory()
    let file = scratch.file("imports.swift")
    try """
    import Foundation; import struct Numerics.Complex
    @testable import Models
    @_exported import Nabla
    public import RealModule
    #if canImport(Glibc)
      internal import Glibc
    #endif
    // an important remark: import duties
    let text = "important"
    """.write(toFile: file, atomically: true, encoding: .utf8)
    let imports = Imports(of: [file, scratch.file("missing.swift")])
    #expect(imports.names == ["Foundation", "Numerics", "Models", "Nabla", "RealModule", "Glibc"])
    #expect(imports.exported == ["Nabla", "RealModule"])
  }

  @Test func responseFilesAreRead() throws {
    let scratch = try TemporaryDirectory()
    let file = scratch.file("words")
    try "-o \"with space\" 'a b'\n-l\\ x \"\"".write(toFile: file, atomically: true, encoding: .utf8)
    let arguments = LinkerArguments(["-m", "@\(file)", "@missing"])
    #expect(arguments.words == ["-m", "-o", "with space", "a b", "-l x", "", "@missing"])
  }

  @Test func bitcodeIsToldFromObjects() throws {
    let scratch = try TemporaryDirectory()
    let (bitcode, object) = (scratch.file("a.o"), scratch.file("b.o"))
    try Data([0x42, 0x43, 0xC0, 0xDE, 0]).write(to: URL(filePath: bitcode))
    try Data([0x7F, 0x45, 0x4C, 0x46, 0]).write(to: URL(filePath: object))
    let arguments = LinkerArguments(["-o", bitcode, object, bitcode, "-plugin-opt=O3"])
    #expect(arguments.bitcodeFiles == [bitcode])
    #expect(arguments.level == .aggressive)
    #expect(!arguments.isPartial && LinkerArguments(["-r"]).isPartial)
  }

  @Test func bitcodeOfArchivesIsRead() throws {
    let scratch = try TemporaryDirectory()
    let path = scratch.file("lib.a")
    func member(_ name: String, _ contents: [UInt8]) -> [UInt8] {
      let fields = [(name, 16), ("0", 12), ("0", 6), ("0", 6), ("644", 8), ("\(contents.count)", 10)]
      let header = fields.map { $0.0.padding(toLength: $0.1, withPad: " ", startingAt: 0) }.joined() + "`\n"
      return Array(header.utf8) + contents + (contents.count % 2 == 1 ? [10] : [])
    }
    let bitcode: [UInt8] = [0x42, 0x43, 0xC0, 0xDE, 1]
    let bytes = Array("!<arch>\n".utf8) + member("elf.o/", [1, 2, 3]) + member("bc.o/", bitcode)
    try Data(bytes).write(to: URL(filePath: path))
    #expect(Archive(path: path).bitcodeMembers == [bitcode])
  }

  /// Build systems link a program again only if an object has changed.
  @Test(arguments: ["-Onone", "-O"])
  func objectsChangeWithTheLibrary(level: String) throws {
    let scratch = try TemporaryDirectory()
    let entry = LinkEntry(library: "/somewhere/M+Derivatives.a", module: "M")
    let swiftc = try InstalledTools().swiftc()
    let file = scratch.file("M+Derivatives.swift")
    let objects = try ["0123456789abcdef", "0123456789abcdef", "fedcba9876543210"].map { contents in
      try entry.source(contents: contents).write(toFile: file, atomically: true, encoding: .utf8)
      let object = scratch.file("M.o")
      let arguments = [level, "-parse-as-library", "-module-name", "M", "-c", file, "-o", object]
      #expect(try Command(swiftc, arguments).run().isSuccess)
      return try Data(contentsOf: URL(filePath: object))
    }
    #expect(objects[0] == objects[1] && objects[0] != objects[2])
  }

  @Test func oldEntriesAreRemoved() throws {
    let scratch = try TemporaryDirectory()
    let cache = Cache(path: scratch.path)
    for number in 0..<5 {
      _ = try cache.entry("a-\(number)") { _ in }
      utimes(scratch.file("a-\(number)"), [timeval(tv_sec: number, tv_usec: 0), timeval(tv_sec: number, tv_usec: 0)])
    }
    _ = try cache.entry("b-0") { _ in }
    cache.prune(keeping: 2)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
    #expect(names == ["a-3", "a-4", "b-0"])
  }
}
