// Swift as people write it: the parser reads signatures whatever surrounds them, and never crashes.

import Testing

@Suite struct ParserTests {
  @Test(arguments: [
    ("func f(/* a /* nested */ , */ x: Double) -> Double { 0 }", "x: Double"),
    ("func f(\n  _ x: Double, // comment, with (brackets\n  y: Float\n) -> Double { 0 }", "_ x: Double, y: Float"),
    (
      "func f(x: Double = max(1, [2, 3].count > 1 ? 2 : 3)) -> Double { 0 }",
      "x: Double = max(1, [2, 3].count > 1 ? 2 : 3)"
    ),
    (
      "func f(x: Double, s: String = \"a, \\(b(\")\")) )\") -> Double { 0 }",
      "x: Double, s: String = \"a, \\(b(\")\")) )\""
    ),
    ("func f(x: Double, s: String = #\"a\\(\"#) -> Double { 0 }", "x: Double, s: String = #\"a\\(\"#"),
    (
      "func f(x: Double, n: Int = Set<Int, Int>().count, y: Float) -> Double { 0 }",
      "x: Double, n: Int = Set<Int, Int>().count, y: Float"
    ),
    ("func f(x: Array<Array<Double>>) -> Double { 0 }", "x: Array<Array<Double>>"),
    ("func f(x: [Double]?=nil) -> Double { 0 }", "x: [Double]? = nil"),
    ("func f(`in` `for`: Double) -> Double { 0 }", "in `for`: Double"),
    (
      "func f(_ x: borrowing P, y: consuming Double, z: __shared Double) -> Double { 0 }",
      "_ x: P, y: Double, z: Double"
    ),
    ("func f(x: (a: Double, b: [Int: String])) -> Double { 0 }", "x: (a: Double, b: [Int: String])"),
    (
      "func f(x: [4 of Double], y: InlineArray<3, Float>) -> Double { 0 }", "x: [4 of Double], y: InlineArray<3, Float>"
    ),
    ("func f(x: Double, t: Int.Type, e: any P & Q) -> Double { 0 }", "x: Double, t: Int.Type, e: any P & Q"),
    ("func f(x: Double, _: Int) -> Double { 0 }", "x: Double, _ parameter1: Int"),
    ("func f(x: Double, é: Double) -> Double { 0 }", "x: Double, é: Double"),
    ("func f(x: Double, y: [Double] = { [1, 2] }()) -> Double { 0 }", "x: Double, y: [Double] = { [1, 2] }()"),
    ("@available(macOS 15, *) @inlinable public func f(x: Double,) -> Double { 0 }", "x: Double"),
    ("/** doc */ @discardableResult\npublic func f(x: M.N<Double>.O) throws -> Double { 0 }", "x: M.N<Double>.O"),
  ])
  func signature(source: String, parameters: String) {
    let expanded = expand("@Gradient\n" + source)
    #expect(expanded.diagnostics.isEmpty)
    #expect(signatures(expanded).last?.contains("func fGradient(\(parameters))") == true)
  }

  @Test func bodiesAreNotRead() {
    let expanded = expand("@Gradient\nfunc f(x: Double) -> Double { let s = \"unterminated\n /* ")
    #expect(expanded.diagnostics.isEmpty)
  }

  @Test func unreadableSourceIsADiagnostic() throws {
    let expanded = expand("@Gradient\nfunc f(x: = 3) -> Double { 0 }")
    let seen = try #require(expanded.diagnostics.first)
    #expect(seen.message == "Nabla cannot read this declaration: expected a type, found '='")
    #expect((seen.line, seen.column) == (2, 11))
  }

  @Test func everyPrefixIsSurvived() {
    let sources = [
      "@Autodiff(.reverse, .active, width: 2)\npublic static func `f`<T>(_ x: inout [T: (a: Int) throws -> B?]...= \"a\\(b)\","
        + " y: @autoclosure () -> some P & Q) async throws(E) -> [3 of A.B<C, 4>] where T: P { }",
      "@Differentiable\npublic struct S<T: P>: Q where T: R { @A(b: 1) private(set) var x, y: Double = { 3 }() { didSet { } }\n"
        + " let z: [Int]; func g() { \"}\" }; static var q = 1; var c: Int { 3 }\n #if X\n #endif }",
    ]
    for source in sources {
      let bytes = Array(source.utf8)
      for end in bytes.indices {
        _ = expand(String(decoding: bytes[..<end], as: UTF8.self))
        _ = expand(String(decoding: bytes[..<end] + [41, 125, 62, 93, 34], as: UTF8.self))
      }
    }
  }
}
