// Declarations broken at random: every macro answers with code or with a diagnostic inside the source, and never crashes.

import NablaMacroExpansion
import Testing

@Suite struct MutationTests {
  static let sources = [
    "@Autodiff(.reverse, .duplicated, .active, .const, width: 2)\n/// Doc.\npublic static func f<T>(_ x: inout [T: (a: Int) "
      + "throws -> B?]... = \"a\\(b)\", y: @autoclosure () -> some P & Q) async throws(E) -> [3 of A.B<C, 4>] where T: P { }",
    "@Autodiff(.forward, .dualv, .dualvOnly, width: 3)\nfunc f(_ x: [Double], y: UnsafeBufferPointer<Float>) -> [Double] { }",
    "@Gradient(wrt: \"x\", \"self\", constant: \"y\")\nmutating func f(x: (a: Double, [P]), y: SIMD4<Float>? = nil) -> Double",
    "@Pullback\ninit?(x: [4 of Double], _: Int) throws { }",
    "@Derivative\nsubscript(i: Int, at x: P) -> Double { get { 0 } }",
    "@Gradient\nvar energy: Double { 0 }",
    "@Differentiable\npublic struct S<T: P>: Q where T: R { @A(b: 1) private(set) var x, y: Double = { 3 }() { didSet { } }\n"
      + " let z: [Int]; func g() { \"}\" }; static var q = 1; var c: Int { 3 }\n #if X\n #endif }",
    "@Differentiable\nindirect enum E<T>: Int { case a(Double, n: [T] = 3), b = 2\n case c(_ x: (P, Int)); func f() {} }",
    "@Differentiable\nfinal class C: D { var x = -1.5, ys = [[2.0]]; let n = 1; weak var p: C?; lazy var l: Float = { 3 }() }",
  ]
  static let pieces = [
    "(", ")", "[", "]", "{", "}", "<", ">", ",", ":", ";", "->", "=", "...", "\"", "`", "#", "@", "?", "!", "&", "\\(",
    "/*", "*/",
    "//", "\n", " ", "inout", "func", "case", "var", "let", "init", "some", "any", "each", "repeat", ".active",
    "width:", "é", "0",
    "1.5", "$0", "_", "throws", "async", "where", "Double", "[Double]", "struct",
  ]

  @Test func mutatedSourcesAreSurvived() {
    var random = Generator(state: 7)
    for round in 0..<2000 {
      var bytes = Array(Self.sources[round % Self.sources.count].utf8)
      for _ in 0..<(1 + random.next() % 4) { mutate(&bytes, &random) }
      let text = String(decoding: bytes, as: UTF8.self)
      let context = round % 3 == 0 ? ["extension A.B {}"] : round % 3 == 1 ? ["struct G<T> {", "func f("] : []
      let name = text.drop { $0 != "@" }.dropFirst().prefix { $0.isLetter }
      for role in ["peer", "member"] {
        let attribute = text.drop { $0 != "@" }.prefix { $0 != "\n" }
        let result = expandMacro(
          MacroRequest(
            type: "\(name)Macro", declaration: text, attribute: String(attribute), lexicalContext: context, role: role))
        for diagnostic in result.diagnostics {
          #expect(diagnostic.range.lowerBound >= 0 && diagnostic.range.upperBound <= text.utf8.count, "\(text)")
        }
      }
      _ = expandExpressionMacro(
        MacroRequest(type: "GradientFunction1Macro", declaration: "#" + text.dropFirst(), attribute: ""))
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout Generator) {
    let place = Int(random.next() % UInt64(max(1, bytes.count)))
    let end = min(bytes.count, place + Int(random.next() % 6))
    switch random.next() % 4 {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    default:
      let piece = Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
      bytes.replaceSubrange(place..<(random.next() % 2 == 0 ? place : end), with: Array(piece.utf8))
    }
  }
}

/// Random numbers that are the same every time.
private struct Generator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
