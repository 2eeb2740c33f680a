// Every message: its text, its place, and the source after its fix-it.

import Testing

@Suite struct DiagnosticTests {
  /// A source, and the message expected for it.
  struct Case: CustomTestStringConvertible, Sendable {
    var source: String
    var message: String
    var line: Int
    var column: Int
    var text: String
    var fixed: String?
    var context: [String] = []

    var testDescription: String { source }
  }

  static let activities: [Case] = [
    Case(
      source: "@Autodiff(.reverse, .duplicated, .active)\nfunc f(x: Double) -> Double { x }",
      message: "'.duplicated' can not be used for this type: 'x' is passed by value", line: 1, column: 22,
      text: "duplicated", fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.reverse, .active)\nfunc f(x: Double, n: Int) -> Double { x }",
      message: "expected 3 activities, but found 1: one each for 'x', 'n', the result", line: 1, column: 1,
      text: "@Autodiff(.reverse, .active)",
      fixed: "@Autodiff(.reverse, .active, .const, .const)\nfunc f(x: Double, n: Int) -> Double { x }"),
    Case(
      source: "@Autodiff(.reverse, .active, .active, .const)\nfunc f(x: Double) -> Double { x }",
      message: "expected 2 activities, but found 3: one each for 'x', the result", line: 1, column: 40, text: "const",
      fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.forward, .dual, .dual, .dual, .dual, width: 2)\nfunc f(x: Double) { }",
      message: "expected 1 activities, but found 4: one each for 'x'", line: 1, column: 29, text: "dual",
      fixed: "@Autodiff(.forward, .dual, width: 2)\nfunc f(x: Double) { }"),
    Case(
      source: "@Autodiff(.reverse, .dual, .active)\nfunc f(x: Double) -> Double { x }",
      message: "'.dual' can not be used in reverse mode", line: 1, column: 22, text: "dual",
      fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.forward, .duplicated, .dual)\nfunc f(x: [Double]) -> Double { 0 }",
      message: "'.duplicated' can not be used in forward mode", line: 1, column: 22, text: "duplicated",
      fixed: "@Autodiff(.forward, .dual, .dual)\nfunc f(x: [Double]) -> Double { 0 }"),
    Case(
      source: "@Autodiff()\nfunc f(x: Double) -> Double { x }",
      message: "'@Autodiff' requires at least a mode and activities, as in '@Autodiff(.reverse, .active, .active)'",
      line: 1, column: 1, text: "@Autodiff()",
      fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff\nfunc f(x: [Double], y: inout Double, n: Int) { }",
      message: "'@Autodiff' requires at least a mode and activities, as in '@Autodiff(.reverse, .active, .active)'",
      line: 1, column: 1, text: "@Autodiff",
      fixed: "@Autodiff(.reverse, .duplicated, .duplicated, .const)\nfunc f(x: [Double], y: inout Double, n: Int) { }"),
    Case(
      source: "@AutodiffNamed(\"g\")\nstatic func f(x: Double) -> Double { x }",
      message: "'@Autodiff' requires at least a mode and activities, as in '@Autodiff(.reverse, .active, .active)'",
      line: 1, column: 1, text: "@AutodiffNamed(\"g\")", context: ["enum E {}"]),
    Case(
      source: "@Autodiff(.reverse, 3, .active)\nfunc f(x: Double) -> Double { x }",
      message: "expected a mode or an activity, such as '.active'", line: 1, column: 21, text: "3"),
    Case(
      source: "@Autodiff(.Debug, .dual, .dual)\nfunc f(x: Double) -> Double { x }",
      message: "unknown mode 'Debug'; use '.forward' or '.reverse'", line: 1, column: 12, text: "Debug"),
    Case(
      source: "@Autodiff(.reverse, .Reverse, .active)\nfunc f(x: Double) -> Double { x }",
      message: "did not recognize the activity 'Reverse'", line: 1, column: 22, text: "Reverse"),
    Case(
      source: "@Autodiff(.reverse, .active, .dual)\nfunc f(x: Double) -> Double { x }",
      message: "invalid return activity '.dual' in reverse mode", line: 1, column: 31, text: "dual",
      fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Int { 0 }",
      message: "'.active' can not be used for the result: 'Int' holds no floating-point number", line: 1, column: 31,
      text: "active", fixed: "@Autodiff(.reverse, .active, .const)\nfunc f(x: Double) -> Int { 0 }"),
    Case(
      source: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> (Double) -> Double { { _ in 0 } }",
      message: "'@Autodiff' does not support functions and closures as results", line: 2, column: 22,
      text: "(Double) -> Double"),
    Case(
      source: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> UnsafePointer<Double> { fatalError() }",
      message: "'@Autodiff' does not support pointers as results", line: 2, column: 22, text: "UnsafePointer<Double>"),
    Case(
      source: "@Autodiff(.reverse, .active)\nfunc f(x: UnsafePointer<Double>) { }",
      message: "'.active' can not be used for 'x': the function only holds a pointer to it, so its derivative needs a "
        + "shadow", line: 1, column: 22, text: "active",
      fixed: "@Autodiff(.reverse, .duplicated)\nfunc f(x: UnsafePointer<Double>) { }"),
    Case(
      source: "@Autodiff(.reverse, .activ, .active)\nfunc f(x: Double) -> Double { x }",
      message: "did not recognize the activity 'activ'", line: 1, column: 22, text: "activ",
      fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.forwards, .dual, .dual)\nfunc f(x: Double) -> Double { x }",
      message: "unknown mode 'forwards'; use '.forward' or '.reverse'", line: 1, column: 12, text: "forwards",
      fixed: "@Autodiff(.forward, .dual, .dual)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.forward, .dual, .active)\nfunc f(x: Double) -> Double { x }",
      message: "invalid return activity '.active' in forward mode", line: 1, column: 29, text: "active",
      fixed: "@Autodiff(.forward, .dual, .dual)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.reverse, .active, .duplicated)\nfunc f(x: Double) -> Double { x }",
      message: "invalid return activity '.duplicated' in reverse mode", line: 1, column: 31, text: "duplicated",
      fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.forward, .dual, .dual, width: 0)\nfunc f(x: Double) -> Double { x }",
      message: "'width' must be an integer literal from 1 to 4294967295, but is 0", line: 1, column: 42, text: "0"),
    Case(
      source: "@Autodiff(.forward, .dual, .dual, width: 4294967296)\nfunc f(x: Double) -> Double { x }",
      message: "'width' must be an integer literal from 1 to 4294967295, but is 4294967296", line: 1, column: 42,
      text: "4294967296"),
    Case(
      source: "@Autodiff(.reverse, .active, .active, width: 2)\nfunc f(x: Double) -> [Double] { [x] }",
      message: "'width' needs seeds that are numbers; arrays that the function makes have one seed", line: 1,
      column: 46,
      text: "2"),
    Case(
      source: "@Autodiff(.forward, .dualv, .dual, width: 2)\nfunc f(x: Double) -> Double { x }",
      message: "'.dualv' can not be used for 'x': only an array or a buffer can hold all tangents one after the other",
      line: 1, column: 22, text: "dualv",
      fixed: "@Autodiff(.forward, .dual, .dual, width: 2)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.forward, .dual, .dualvOnly, width: 2)\nfunc f(x: Double) -> Double { x }",
      message: "'.dualvOnly' can not be used for the result: only an array or a buffer can hold all tangents one after "
        + "the other", line: 1, column: 29, text: "dualvOnly",
      fixed: "@Autodiff(.forward, .dual, .dualOnly, width: 2)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.reverse, .dualv, .active)\nfunc f(x: [Double]) -> Double { 0 }",
      message: "'.dualv' can not be used in reverse mode", line: 1, column: 22, text: "dualv",
      fixed: "@Autodiff(.reverse, .duplicated, .active)\nfunc f(x: [Double]) -> Double { 0 }"),
    Case(
      source: "@Autodiff(.reverse, .active, .active)\nfunc f(n: Int) -> Double { 0 }",
      message: "'.active' can not be used for 'n': 'Int' holds no floating-point number", line: 1, column: 22,
      text: "active", fixed: "@Autodiff(.reverse, .const, .active)\nfunc f(n: Int) -> Double { 0 }"),
    Case(
      source: "@Autodiff(.reverse, .active)\nfunc f(x: inout [Double]) { }",
      message: "'.active' can not be used for 'x': the function changes it, so its derivative needs a shadow", line: 1,
      column: 22, text: "active", fixed: "@Autodiff(.reverse, .duplicated)\nfunc f(x: inout [Double]) { }"),
    Case(
      source: "@Autodiff(.reverse, .const, .active)\nfunc f(x: Double) -> Double { x }",
      message: "all inputs of 'f' are constant: every derivative is zero", line: 1, column: 1,
      text: "@Autodiff(.reverse, .const, .active)",
      fixed: "@Autodiff(.reverse, .active, .active)\nfunc f(x: Double) -> Double { x }"),
    Case(
      source: "@Autodiff(.forward, .const, .const, .dual)\nfunc f(n: Int, x: [Double]) -> Double { 0 }",
      message: "all inputs of 'f' are constant: every derivative is zero", line: 1, column: 1,
      text: "@Autodiff(.forward, .const, .const, .dual)",
      fixed: "@Autodiff(.forward, .const, .dual, .dual)\nfunc f(n: Int, x: [Double]) -> Double { 0 }"),
  ]

  static let declarations: [Case] = [
    Case(
      source: "@Gradient\nstruct S {}",
      message: "'@Gradient' can only be attached to a function, an initializer, a subscript or a computed property",
      line: 2, column: 1,
      text: "struct"),
    Case(
      source: "@Gradient\npublic let x = 1",
      message: "'@Gradient' can only be attached to a function, an initializer, a subscript or a computed property",
      line: 2,
      column: 8, text: "let"),
    Case(
      source: "@Gradient\nfunc f<T: P>(x: T) -> Double { 0 }",
      message:
        "'@Gradient' cannot differentiate a generic function; where its types are known, write "
        + "'gradient(at: x) { x in f(…) }'",
      line: 2, column: 7, text: "<T: P>"),
    Case(
      source: "@Gradient\nfunc f(x: Double)\n  async -> Double { 0 }",
      message:
        "'@Gradient' cannot differentiate an asynchronous function; move the computation into a function without "
        + "'async'", line: 3, column: 3, text: "async"),
    Case(
      source: "@Gradient\nfunc f(x: Double) -> Double { 0 }",
      message:
        "'@Gradient' cannot differentiate a function inside the generic type 'G'; where its types are known, write "
        + "'gradient(at: x) { x in f(…) }'", line: 2, column: 6, text: "f", context: ["struct G<T> {}"]),
    Case(
      source: "@Gradient\nfunc f(x: Double) -> Double { 0 }",
      message:
        "'@Gradient' cannot differentiate a local function; write 'gradient(at: x) { x in f(…) }', or move it to file "
        + "scope", line: 2,
      column: 6, text: "f", context: ["func outer() {}"]),
    Case(
      source: "@Gradient\n@RenderActor func f(x: Double) -> Double { 0 }",
      message: "'@Gradient' cannot differentiate a function isolated to 'RenderActor'; make it 'nonisolated'", line: 2,
      column: 1, text: "@RenderActor", fixed: "@Gradient\nnonisolated func f(x: Double) -> Double { 0 }"),
    Case(
      source: "@Gradient\nfunc f(x: Double) -> Double { 0 }",
      message: "'@Gradient' cannot differentiate a function of an actor", line: 2, column: 6, text: "f",
      context: ["actor A {}"]),
    Case(
      source: "@Pullback\nfunc f(x: Double) -> Double",
      message: "'@Pullback' cannot differentiate a protocol requirement; annotate the function of a concrete type",
      line: 2, column: 6, text: "f", context: ["protocol P {}"]),
    Case(
      source: "@Derivative\nmutating func f(x: Double) -> Double { 0 }",
      message: "'@Derivative' cannot differentiate a function inside the generic type 'Array'; where its types are "
        + "known, write 'gradient(at: x) { x in f(…) }'", line: 2, column: 15, text: "f",
      context: ["extension Array where Element == Double {}"]),
    Case(
      source: "@Gradient(wrt: 3)\nfunc f(x: Double) -> Double { 0 }",
      message: "'@Gradient' needs a parameter name in quotes here", line: 1, column: 16, text: "3"),
    Case(
      source: "@Gradient\nfunc f(x: UnsafePointer<Double>) -> Double { 0 }",
      message: "the memory behind 'x' has no copy to hold its derivative; take an array, name the parameter in "
        + "'constant:', or use '@Autodiff' with '.duplicated'", line: 2, column: 11, text: "UnsafePointer<Double>"),
    Case(
      source: "@Pullback\nfunc f(x: Double) -> UnsafePointer<Double> { fatalError() }",
      message: "'@Pullback' does not support pointers as results", line: 2, column: 22, text: "UnsafePointer<Double>"),
    Case(
      source: "@Pullback\nfunc f(x: Double, y: inout Double) -> Double { 0 }",
      message: "'@Pullback' returns derivatives as values and cannot differentiate a function that changes 'y'; use "
        + "'@Autodiff'", line: 2, column: 28, text: "Double"),
    Case(
      source: "@Differentiable\nstruct S {\n  #if DEBUG\n  var x: Double\n  #endif\n}",
      message: "'@Differentiable' cannot read a type with conditional compilation; write the conformance to "
        + "'Differentiable'", line: 3, column: 3, text: "#"),
    Case(
      source: "@Differentiable\nstruct S { var (x, y) = (1.0, 2.0) }",
      message: "'@Differentiable' cannot read a tuple pattern; declare each stored property by its own name", line: 2,
      column: 16, text: "("),
    Case(
      source: "@Pullback\nfunc f(x: Double) { }",
      message: "'@Pullback' needs a function with a result; 'f' returns nothing",
      line: 2, column: 6, text: "f"),
    Case(
      source: "@Differentiable\nstruct S { let x: Double }",
      message: "'x' cannot hold a derivative because it is a 'let'; make it a 'var'", line: 2, column: 16, text: "x"),
    Case(
      source: "@Gradient\nstatic func + (x: V, y: V) -> Double { 0 }",
      message: "'@Gradient' needs a function with a name, not an operator", line: 2, column: 13, text: "+",
      context: ["struct V {}"]),
    Case(
      source: "@Gradient\nfunc f(n: Int, s: [String]) -> Double { 0 }",
      message: "'@Gradient' has nothing to differentiate with respect to: all inputs of 'f' are constant", line: 1,
      column: 1, text: "@Gradient"),
    Case(
      source: "@Gradient(wrt: \"wieghts\")\nfunc f(weights: Double) -> Double { 0 }",
      message: "'f' has no parameter 'wieghts'", line: 1, column: 16, text: "\"wieghts\"",
      fixed: "@Gradient(wrt: \"weights\")\nfunc f(weights: Double) -> Double { 0 }"),
    Case(
      source: "@Gradient(wrt: \"n\")\nfunc f(x: Double, n: Int) -> Double { 0 }",
      message: "'n' cannot be differentiated: 'Int' holds no floating-point number", line: 1, column: 16,
      text: "\"n\""),
    Case(
      source: "@Gradient\nfunc f(x: Double, n: inout Double) -> Double { 0 }",
      message: "'@Gradient' returns derivatives as values and cannot differentiate a function that changes 'n'; use "
        + "'@Autodiff'", line: 2, column: 28, text: "Double"),
    Case(
      source: "@Gradient\nfunc f(x: Double) -> (Double, Double) { 0 }",
      message: "'@Gradient' needs a function that returns a floating-point number, not '(Double, Double)'; use "
        + "'@Derivative' for the derivative along a direction", line: 2, column: 22, text: "(Double, Double)"),
    Case(
      source: "@Gradient\nfunc f(x: Double) { }",
      message: "'@Gradient' needs a function that returns a floating-point number; 'f' returns nothing", line: 2,
      column: 6, text: "f"),
    Case(
      source: "@Gradient\nfunc f(x: Double...) -> Double { 0 }",
      message: "'@Gradient' does not support variadic parameters; take an array", line: 2, column: 11, text: "Double",
      fixed: "@Gradient\nfunc f(x: [Double]) -> Double { 0 }"),
    Case(
      source: "@Derivative\nfunc f(x: Double) -> Int { 0 }",
      message: "'f' cannot be differentiated: its result 'Int' holds no floating-point number", line: 2, column: 22,
      text: "Int"),
    Case(
      source: "@Gradient\nvar x: Double = 1 { didSet { } }",
      message: "only computed properties can be differentiated", line: 2, column: 5, text: "x"),
    Case(
      source: "@Differentiable\nclass C { var x: Double = 0 }",
      message: "'@Differentiable' needs a final class: an instance of a subclass would lose what the subclass adds",
      line: 2, column: 1, text: "class", fixed: "@Differentiable\nfinal class C { var x: Double = 0 }"),
    Case(
      source: "@Differentiable\nactor A { var x: Double = 0 }",
      message: "'@Differentiable' can only be attached to a struct, an enum or a final class", line: 2, column: 1,
      text: "actor"),
    Case(
      source: "@Differentiable\nfunc f(x: Double) -> Double { x }",
      message: "'@Differentiable' is for types; write '@Gradient', '@Derivative' or '@Pullback' before a function",
      line: 2, column: 1, text: "func"),
    Case(
      source: "@Differentiable\nenum E: Int { case a, b = 2; case c(Int) }",
      message: "'E' has no case with a value that can hold a derivative", line: 2, column: 6, text: "E"),
    Case(
      source: "@Differentiable\nstruct S { var x = f() }",
      message: "'@Differentiable' needs the type of 'x' written out", line: 2, column: 16, text: "x",
      fixed: "@Differentiable\nstruct S { var x: Double = f() }"),
    Case(
      source: "@Differentiable\nstruct S { var n: Int }",
      message: "'S' has no stored property that can hold a derivative", line: 2, column: 8, text: "S"),
  ]

  @Test(arguments: activities + declarations)
  func diagnostic(_ item: Case) throws {
    let expanded = expand(item.source, in: item.context)
    #expect(expanded.source.isEmpty)
    let seen = try #require(expanded.diagnostics.first)
    #expect(expanded.diagnostics.count == 1)
    #expect(seen.message == item.message)
    #expect((seen.line, seen.column) == (item.line, item.column))
    #expect(seen.text == item.text)
    #expect(seen.fixed == item.fixed)
  }

  @Test(arguments: [
    "(Double) -> Double", "@escaping (Double) -> Double", "some P", "MutableSpan<Double>", "(x: (Int) -> Int, y: Int)",
  ])
  func unsupportedParameters(type: String) throws {
    let expanded = expand("@Gradient\nfunc f(x: Double, y: \(type)) -> Double { 0 }")
    let seen = try #require(expanded.diagnostics.first)
    #expect(seen.message.contains("does not support"))
    #expect(seen.message.contains("supported are floating-point numbers"))
    #expect((seen.line, seen.text) == (2, type.replacing("@escaping ", with: "")))
  }

  @Test func innerPointersThatStayImmutableAreWarnedOf() throws {
    let expanded = expand(
      "@Autodiff(.reverse, .duplicated, .active)\nfunc f(x: UnsafePointer<UnsafePointer<Double>>) -> Double { 0 }")
    #expect(!expanded.source.isEmpty)
    let seen = try #require(expanded.diagnostics.first)
    #expect(
      seen.message == "the shadow of 'x' keeps the immutable 'UnsafePointer<Double>', but derivatives are added to the "
        + "memory behind it; it must be mutable")
    #expect((seen.line, seen.column, seen.text) == (1, 22, "duplicated"))
    #expect(
      seen.fixed == "@Autodiff(.reverse, .duplicated, .active)\n"
        + "func f(x: UnsafePointer<UnsafeMutablePointer<Double>>) -> Double { 0 }")
  }

  @Test func severalProblemsAreToldAtOnce() {
    let expanded = expand("@Gradient\nfunc f<T>(x: Double..., g: () -> Void) async -> Double { 0 }")
    #expect(expanded.diagnostics.count == 4)
  }

  @Test func notesPointToTheParameter() throws {
    let expanded = expand("@Autodiff(.reverse, .duplicated, .active)\nfunc f(x: Double) -> Double { x }")
    #expect(expanded.diagnostics.first?.notes == ["'x' is declared here «Double»"])
    #expect(expanded.diagnostics.first?.fixIt == "use '.active'")
  }
}
