//===- RuleTable.swift - Rules by name -----------------------------------------------------------===//
//
// The rules themselves stand in `Rules/`, one file per family.
//
//===----------------------------------------------------------------------------------------------===//

/// Derivative rules, found by the names of functions, intrinsics and instructions.
public struct RuleTable: Sendable {

  /// Everything in C99, POSIX, GNU and C23 libm, and every LLVM intrinsic and instruction, with one real result.
  public static let standard = RuleTable(
    arithmeticRules + trigonometricRules + exponentialRules + powerRules + piecewiseRules + remainderRules
      + scalingRules + specialRules)

  /// Every rule, by family.
  public let all: [Rule]

  private var byLibraryName: [String: (Int, Precision)] = [:]
  private var byIntrinsic: [String: Int] = [:]
  private var byInstruction: [String: Int] = [:]

  /// A table of `rules`; where two have the same spelling the last one counts.
  public init(_ rules: [Rule]) {
    all = rules
    for (index, rule) in rules.enumerated() {
      for spelling in rule.spellings {
        switch spelling {
        case .intrinsic(let name): byIntrinsic[name] = index
        case .instruction(let opcode): byInstruction[opcode] = index
        case .library(let name):
          for (spelled, precision) in Self.libraryNames(name) { byLibraryName[spelled] = (index, precision) }
        }
      }
    }
  }

  /// The rule for a C function in any precision, and that precision: `sin`, `sinf`, `sinl`, `sinf64`, `__sin_finite`.
  public func rule(forLibraryFunction name: String) -> (rule: Rule, precision: Precision)? {
    guard let (index, precision) = byLibraryName[name] else { return nil }
    return (all[index], precision)
  }

  /// The rule for an LLVM intrinsic by its base name: `llvm.sin`, `llvm.experimental.constrained.sin`.
  public func rule(forIntrinsic baseName: String) -> Rule? {
    if let index = byIntrinsic[baseName] { return all[index] }
    let constrained = "llvm.experimental.constrained."
    guard baseName.hasPrefix(constrained) else { return nil }
    let operation = String(baseName.dropFirst(constrained.count))
    return rule(forIntrinsic: "llvm." + operation) ?? rule(forInstruction: operation)
  }

  /// The rule for an LLVM instruction by its opcode: `fadd`, `fsub`, `fmul`, `fdiv`, `frem`, `fneg`, `fptrunc`, `fpext`.
  public func rule(forInstruction opcode: String) -> Rule? {
    byInstruction[opcode].map { all[$0] }
  }

  /// The spellings of a C function in every precision: with the suffixes of C99 and of the `_FloatN` types, and the
  /// aliases by which glibc was called under `-ffinite-math-only`.
  static func libraryNames(_ name: String) -> [(String, Precision)] {
    let suffixes: [(String, Precision)] = [
      ("", .double), ("f", .single), ("l", .extended),
      ("f16", .half), ("f32", .single), ("f64", .double), ("f32x", .double), ("f64x", .extended),
    ]
    // The suffix goes before "_r": lgammaf_r.
    let (stem, ending) = name.hasSuffix("_r") ? (String(name.dropLast(2)), "_r") : (name, "")
    return suffixes.flatMap { suffix, precision in
      let spelled = stem + suffix + ending
      return [(spelled, precision), ("__\(spelled)_finite", precision)]
    }
  }
}
