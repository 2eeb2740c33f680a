import Foundation
import Testing
import Toolchain

/// The code in the documentation runs: all blocks of one language on a page are one program, in their order.
///
/// A line that prints may say in a comment what it prints; these texts must appear in the output, in their order.
struct DocumentationTests {
  static let pages: [Fixture] = {
    let root = URL(filePath: Fixture.folder).appending(path: "../../..").standardized.path
    let catalog = "\(root)/Sources/Nabla/Nabla.docc"
    let articles = (try? FileManager.default.contentsOfDirectory(atPath: catalog)) ?? []
    return ["\(root)/README.md", "\(root)/Documentation/guide.md"].map { Fixture(path: $0) }
      + articles.filter { $0.hasSuffix(".md") }.sorted().map { Fixture(path: "\(catalog)/\($0)") }
  }()

  @Test(arguments: pages, ["swift", "c", "cpp"])
  func codeRuns(page: Fixture, language: String) throws {
    let blocks = Self.blocks(of: language, in: try page.text())
    guard !blocks.isEmpty else { return }
    let directory = try TemporaryDirectory()
    let program = try directory.write("main.\(language)", blocks.joined(separator: "\n"))
    let result = try NablaCommand.run(["run", program])
    #expect(result.isSuccess, "\(NablaCommand.report(["run", page.path], result))")
    var rest = result.output[...]
    for expected in Self.expectedOutput(of: blocks) {
      let found = rest.firstRange(of: expected)
      #expect(found != nil, "'\(expected)' is missing in \(rest.debugDescription)")
      if let found { rest = rest[found.upperBound...] }
    }
  }

  @Test func pagesAreFound() { #expect(Self.pages.count > 5) }

  /// The fenced blocks of a language, without the fences.
  static func blocks(of language: String, in text: String) -> [String] {
    var blocks: [String] = []
    var current: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = current {
        if line.hasPrefix("```") {
          blocks.append(lines.joined(separator: "\n"))
          current = nil
        } else {
          current = lines + [line]
        }
      } else if line == "```\(language)" {
        current = []
      }
    }
    return blocks
  }

  /// The comments behind calls of `print` and `printf`.
  private static func expectedOutput(of blocks: [String]) -> [String] {
    blocks.flatMap { $0.split(separator: "\n") }.compactMap { line in
      guard line.trimmingCharacters(in: .whitespaces).hasPrefix("print"), let start = line.range(of: "// ") else {
        return nil
      }
      return line[start.upperBound...].trimmingCharacters(in: .whitespaces)
    }
  }
}
