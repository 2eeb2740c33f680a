import Testing

@testable import Toolchain

/// The command lines of compilers and linkers.
struct InvocationTests {
  @Test(arguments: [
    ("a.swift", SourceLanguage.swift), ("a.c", .c), ("a.cpp", .cxx), ("a.cc", .cxx), ("a.ll", .llvmText),
    ("a.bc", .llvmBitcode),
  ])
  func languages(path: String, expected: SourceLanguage) {
    #expect(SourceLanguage(path: path) == expected)
  }

  @Test(arguments: ["a.f90", "a", "a.o", "swift"])
  func unknownLanguages(path: String) {
    #expect(SourceLanguage(path: path) == nil)
  }

  @Test func clangLeavesOptimisationToTheEngine() {
    let arguments = ClangInvocation(input: "a.c", output: "a.bc", level: .aggressive).arguments
    #expect(arguments.contains("-O3"))
    #expect(arguments.contains("-disable-llvm-passes"))
  }

  @Test func clangLeavesUnoptimisedCodeOptimisable() {
    let arguments = ClangInvocation(input: "a.c", output: "a.bc", level: .none).arguments
    #expect(arguments.contains("-O1"))
    #expect(arguments.contains("-disable-llvm-passes"))
  }

  @Test func headersOfTheUserComeFirst() throws {
    var clang = ClangInvocation(input: "a.cpp", output: "a.bc", level: .standard, extraArguments: ["-Imine"])
    clang.includePaths = ["/nabla/include"]
    let mine = try #require(clang.arguments.firstIndex(of: "-Imine"))
    let ours = try #require(clang.arguments.firstIndex(of: "/nabla/include"))
    #expect(mine < ours)
    #expect(clang.arguments[ours - 1] == "-isystem")
  }

  @Test func argumentsOfTheUserComeLast() throws {
    var swift = SwiftInvocation(inputs: ["a.swift"], output: "a.bc", isLibrary: false)
    swift.extraArguments = ["-Onone"]
    let arguments = swift.arguments
    let own = try #require(arguments.firstIndex(of: "-O"))
    let user = try #require(arguments.firstIndex(of: "-Onone"))
    #expect(own < user)
  }

  @Test func macroPluginIsNamedWithItsModule() throws {
    var swift = SwiftInvocation(inputs: ["a.swift"], output: "a.bc", isLibrary: true)
    swift.macroPlugin = "/bin/nabla"
    #expect(swift.arguments.contains("/bin/nabla#NablaMacros"))
    #expect(swift.arguments.contains("-parse-as-library"))
  }

  @Test(arguments: [
    ([SourceLanguage.c, .swift], LinkInvocation.Driver.swiftc), ([.c, .cxx], .clangxx), ([.c], .clang),
    ([.llvmText], .clang),
  ])
  func linkerDriver(languages: [SourceLanguage], expected: LinkInvocation.Driver) {
    #expect(LinkInvocation(object: "a.o", output: "a", languages: languages).driver == expected)
  }

  @Test func linkerArgumentsArePassedOn() {
    var link = LinkInvocation(object: "a.o", output: "a", languages: [.c])
    link.extraArguments = ["-lblas", "--gc-sections"]
    #expect(link.arguments == ["a.o", "-o", "a", "-lblas", "-Xlinker", "--gc-sections", "-lm"])
  }

  @Test(arguments: [
    ("@main struct App {}", true), ("// @main\nprint(1)", false), ("/* a /* @main */ */ f()", false),
    ("let s = \"@main\"", false), ("let s = \"\"\"\n@main \"\n\"\"\"", false), ("@mainActor func f() {}", false),
    ("let a = \"x\\\"\"; @main enum E {}", true), ("", false), ("/* open", false), ("\"open", false),
  ])
  func mainAttribute(source: String, expected: Bool) {
    #expect(hasMainAttribute(source) == expected)
  }

  @Test(arguments: [("plain/path.c", "plain/path.c"), ("two words", "'two words'"), ("it's", "'it'\\''s'"), ("", "''")])
  func shellWords(word: String, expected: String) {
    #expect(shellQuoted(word) == expected)
  }

  @Test(arguments: [("Swift version 6.3.1 (swift-6.3.1-RELEASE)", 6, 3), ("Apple Swift version 7.0", 7, 0)])
  func swiftVersions(line: String, major: Int, minor: Int) throws {
    let version = try #require(swiftVersion(in: line))
    #expect(version == (major, minor))
  }

  @Test func librarySourcesAreInstalledOrInTheCheckout() {
    let candidates = LibrarySources.candidates(
      executable: "/usr/local/bin/nabla", checkoutFile: "/src/Sources/Toolchain/Runtime/LibrarySources.swift")
    #expect(candidates == ["/usr/local/share/nabla/Nabla", "/src/Sources/Nabla"])
  }
}
