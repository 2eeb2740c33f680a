// What derivatives take over from their function: access, attributes, effects, documentation.

import Testing

@Suite struct CarryOverTests {
  /// The declarations of the first function that users see, without the generated one behind it.
  private func declaration(_ source: String, in context: [String] = []) throws -> String {
    let expanded = expand(source, in: context)
    #expect(expanded.diagnostics.isEmpty)
    let lines = expanded.source.split(separator: "\n").map(String.init)
    let index = try #require(lines.firstIndex { $0.contains("func f") && $0.hasSuffix("{") })
    let start = lines[..<index].lastIndex { !$0.hasPrefix("@") && !$0.hasPrefix("///") } ?? -1
    return lines[(start + 1)...index].joined(separator: "\n")
  }

  @Test(arguments: [
    ("public", "public"), ("package", "package"), ("internal", "internal"), ("fileprivate", "fileprivate"),
    ("private", "private"), ("nonisolated public", "nonisolated public"), ("public static", "public static"),
    ("open class", "public static"), ("@inlinable public", "public"),
    ("@usableFromInline", "@usableFromInline\n"), ("@inline(never) @discardableResult", "@discardableResult\n"),
    ("@available(macOS 15, *) public", "@available(macOS 15, *)\npublic"),
    ("@available(*, deprecated, message: \"use g\")", "@available(*, deprecated, message: \"use g\")\n"),
    ("final", ""),
  ])
  func modifiers(written: String, carried: String) throws {
    let context = written.contains("static") || written.contains("class") || written == "final" ? ["class C {}"] : []
    let function = try declaration("@Gradient\n\(written) func f(_ x: Double) -> Double { x }", in: context)
    let separator = carried.isEmpty || carried.hasSuffix("\n") ? "" : " "
    #expect(
      function == """
        /// The value of `f` and its gradient.
        \(carried)\(separator)func fValueWithGradient(_ x: Double) -> (value: Double, gradient: Double) {
        """)
  }

  @Test func whatIsDeprecatedMayBeUsedByItsRequest() {
    let expanded = expand("@Gradient\n@available(*, deprecated) func f(_ x: Double) -> Double { x }")
    #expect(expanded.source.contains("@available(*, deprecated)\n@section(\"ad_markers\") @used"))
    let new = expand("@Gradient\n@available(macOS 26, *) func f(_ x: Double) -> Double { x }")
    #expect(!new.source.contains("@available(macOS 26, *)\n@section"))
  }

  @Test(arguments: ["throws", "throws(Failure)", "throws(any Error)"])
  func effects(written: String) throws {
    let function = try declaration("@Pullback\nfunc f(_ x: Double) \(written) -> [Double] { [x] }")
    #expect(function.contains("func fValueWithPullback(_ x: Double) \(written) -> (value:"))
  }

  @Test func whatNeverThrowsDoesNotThrow() throws {
    let function = try declaration("@Gradient\nfunc f(_ x: Double) throws(Never) -> Double { x }")
    #expect(function.hasSuffix("func fValueWithGradient(_ x: Double) -> (value: Double, gradient: Double) {"))
  }

  @Test func parametersAndDefaults() throws {
    let function = try declaration(
      "@Derivative(wrt: \"x\")\nfunc f(_ x: consuming Double, to `in`: borrowing [Int] = [1, 2], at: (Int, String) = (1, \"a, b\"))"
        + " -> Double { x }")
    #expect(
      function.hasSuffix(
        "func fDerivative(_ x: Double, to `in`: [Int] = [1, 2], at: (Int, String) = (1, \"a, b\"), along tangent: Double)"
          + " -> (value: Double, derivative: Double) {"))
  }

  @Test(arguments: [
    "/// One.\n///\n/// - Parameter x: two", "/**\n One.\n\n - Parameter x: two\n */",
    "/**\n * One.\n *\n * - Parameter x: two\n */", "/** One.\n\n - Parameter x: two */",
    "// not this\n/// One.\n///\n/// - Parameter x: two",
  ])
  func documentation(comment: String) throws {
    let function = try declaration("\(comment)\n@Gradient\nfunc f(_ x: Double) -> Double { x }")
    #expect(
      function.hasPrefix(
        "/// The value of `f` and its gradient.\n///\n/// One.\n///\n/// - Parameter x: two\nfunc fValue"))
  }

  @Test func severalMacrosGiveSeveralFunctions() {
    for (name, macro) in [("Gradient", "@Gradient"), ("Derivative", "@Derivative"), ("Pullback", "@Pullback")] {
      let expanded = expand("\(macro)\n@inline(never) @Sendable\nfunc f(_ x: Double) -> Double { x }")
      #expect(signatures(expanded).contains { $0.contains("func f\(name)(") })
    }
  }
}
