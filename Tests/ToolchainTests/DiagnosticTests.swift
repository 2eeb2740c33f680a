import Differentiation
import LLVM
import Testing

@testable import Toolchain

/// Diagnostics in the format of compilers.
struct DiagnosticTests {
  @Test func errorWithoutPlaceNamesTheTool() {
    #expect(Diagnostic.error("no such file").description == "nabla: error: no such file")
  }

  @Test func notesFollowTheErrorAtTheSamePlace() {
    let place = SourcePlace(file: "a.c", line: 3, column: 7)
    let diagnostic = Diagnostic.error("cannot differentiate this", at: place, notes: ["try that"])
    #expect(diagnostic.description == "a.c:3:7: error: cannot differentiate this\na.c:3:7: note: try that")
  }

  @Test(arguments: [(3, 0, "a.c:3: error: x"), (0, 0, "a.c: error: x")])
  func unknownPartsOfPlacesAreLeftOut(line: Int, column: Int, expected: String) {
    let place = SourcePlace(file: "a.c", line: line, column: column)
    #expect(Diagnostic.error("x", at: place).description == expected)
  }

  @Test func refusalsSayWhereThroughWhatAndWhatToDo() {
    let refusal = Refusal(
      place: SourcePlace(file: "f.swift", line: 1, column: 2), function: "f(x:)", construct: "a call of 'g'",
      advice: "give 'g' a body", callChain: ["main", "f(x:)"])
    let lines = Diagnostic(refusal).description.split(separator: "\n")
    #expect(lines.first == "f.swift:1:2: error: cannot differentiate a call of 'g'")
    #expect(lines.contains("f.swift:1:2: note: in 'f(x:)'"))
    #expect(lines.contains("f.swift:1:2: note: called through 'main' -> 'f(x:)'"))
    #expect(lines.last == "f.swift:1:2: note: give 'g' a body")
  }

  @Test func parseErrorsOfLLVMBecomePlaces() {
    let diagnostic = Diagnostic(parseError: "x.ll:4:9: error: expected type\n  foo\n  ^\n", name: "x.ll")
    #expect(diagnostic.place == SourcePlace(file: "x.ll", line: 4, column: 9))
    #expect(diagnostic.message == "expected type\n  foo\n  ^")
  }

  @Test func otherErrorsOfLLVMBecomeNotes() {
    let diagnostic = Diagnostic(parseError: "Invalid bitcode signature", name: "x.bc")
    #expect(diagnostic.message == "'x.bc' is not valid LLVM IR")
    #expect(diagnostic.notes == ["Invalid bitcode signature"])
  }

  @Test(arguments: [
    ("$s4main1fyS2dF", "main.f(Swift.Double) -> Swift.Double"), ("_Z1fd", "f(double)"), ("plain_c", "plain_c"),
    ("$sbroken", "$sbroken"),
  ])
  func namesAreDemangled(symbol: String, expected: String) {
    #expect(demangled(symbol) == expected)
  }

  /// In a program with an error, the compiler does not find out that requests are constants.
  @Test func errorsThatFollowFromOthersAreLeftOut() {
    let error = "/a/f.swift:4:2: error: missing return\n4 | }\n  |  `- error: missing return\n"
    let macro = "macro expansion @Gradient:3:25"
    let constant = "\(macro): error: '@const' value should be initialized with a compile-time value\n1 | import Nabla\n"
    let section =
      "\u{1B}[1m\(macro): \u{1B}[31merror: \u{1B}[0mglobal variable must be a compile-time constant to use @section\n"
    #expect(SwiftCompilerMessages(constant + section + error).relevant == error)
    #expect(SwiftCompilerMessages(error + constant + section).relevant == error)
    #expect(SwiftCompilerMessages(constant).relevant == constant)
  }
}
