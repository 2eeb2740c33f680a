//===- RuleTableTests.swift - Names find their rules ---------------------------------------------===//

import DerivativeRules
import Testing

@Suite struct RuleTableTests {

  static let libraryNames = """
    acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh erf erfc exp exp2 exp10 pow10 expm1 fabs fdim \
    floor fma fmax fmin fmod remainder drem frexp hypot j0 j1 jn y0 y1 yn ldexp scalbn scalbln lgamma gamma tgamma log \
    log10 log1p log2 logb modf nearbyint nextafter nexttoward pow remquo rint round roundeven trunc significand sin \
    sinh sqrt tan tanh sinpi cospi tanpi asinpi acospi atanpi atan2pi exp2m1 exp10m1 log2p1 log10p1 logp1 powr pown \
    rootn rsqrt compoundn nextup nextdown fmaximum fminimum fmaximum_num fminimum_num
    """.split(separator: " ").map(String.init)

  @Test("Every C function resolves in every precision", arguments: libraryNames)
  func library(_ name: String) throws {
    let table = RuleTable.standard
    let rule = try #require(table.rule(forLibraryFunction: name))
    #expect(rule.precision == .double)
    for (spelled, precision) in [
      (name + "f", Precision.single), (name + "l", .extended), ("__\(name)_finite", .double),
      ("__\(name)f_finite", .single), (name + "f32", .single), (name + "f16", .half),
    ] {
      let other = try #require(table.rule(forLibraryFunction: spelled), "\(spelled)")
      #expect(other.rule == rule.rule && other.precision == precision)
    }
  }

  @Test("The suffix of reentrant functions stands before _r")
  func reentrant() {
    let table = RuleTable.standard
    #expect(table.rule(forLibraryFunction: "lgamma_r")?.precision == .double)
    #expect(table.rule(forLibraryFunction: "lgammaf_r")?.precision == .single)
    #expect(table.rule(forLibraryFunction: "__lgammal_r_finite")?.precision == .extended)
    #expect(table.rule(forLibraryFunction: "lgamma_rf") == nil)
  }

  static let intrinsics = """
    sqrt powi sin cos tan asin acos atan atan2 sinh cosh tanh pow exp exp2 exp10 ldexp log log10 log2 fma fmuladd fabs \
    minnum maxnum minimum maximum minimumnum maximumnum copysign floor ceil trunc rint nearbyint round roundeven \
    canonicalize arithmetic.fence
    """.split(separator: " ").map { "llvm." + $0 }

  @Test("Every intrinsic resolves", arguments: intrinsics)
  func intrinsic(_ name: String) { #expect(RuleTable.standard.rule(forIntrinsic: name) != nil) }

  @Test("Constrained intrinsics are the operations that they constrain")
  func constrained() {
    let table = RuleTable.standard
    let prefix = "llvm.experimental.constrained."
    #expect(table.rule(forIntrinsic: prefix + "sin") == table.rule(forIntrinsic: "llvm.sin"))
    #expect(table.rule(forIntrinsic: prefix + "fadd") == table.rule(forInstruction: "fadd"))
    #expect(table.rule(forIntrinsic: prefix + "fptrunc") == table.rule(forInstruction: "fptrunc"))
    #expect(table.rule(forIntrinsic: prefix + "fcmp") == nil)
  }

  @Test("Every instruction resolves", arguments: ["fadd", "fsub", "fmul", "fdiv", "frem", "fneg", "fptrunc", "fpext"])
  func instruction(_ opcode: String) { #expect(RuleTable.standard.rule(forInstruction: opcode) != nil) }

  @Test("Names of other functions do not resolve")
  func unknown() {
    let table = RuleTable.standard
    for name in ["malloc", "sincos", "ilogb", "lrint", "sinx", "nan", ""] {
      #expect(table.rule(forLibraryFunction: name) == nil, "\(name)")
    }
    #expect(table.rule(forIntrinsic: "llvm.memcpy") == nil)
    #expect(table.rule(forInstruction: "add") == nil)
  }

  @Test("Names are unique")
  func unique() {
    let all = RuleTable.standard.all
    #expect(Set(all.map(\.name)).count == all.count)
    let spellings = all.flatMap(\.spellings)
    #expect(Set(spellings).count == spellings.count)
  }
}
