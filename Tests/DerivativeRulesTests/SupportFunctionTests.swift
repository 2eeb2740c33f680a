//===- SupportFunctionTests.swift - The IR of ψ against the reference ----------------------------===//
//
// A module with a `main` that counts the points where ψ is off; run by LLVM's interpreter where that is installed.
// Against mpmath with 40 digits the IR is better than the tolerances here, which are those of the reference: relative
// error 6e-8, 5e-16 and 2e-19 for every x > 0, beside the zero too.
//
//===----------------------------------------------------------------------------------------------===//

import DerivativeRules
import Glibc
import Testing

@Suite struct SupportFunctionTests {

  static let interpreter = "/usr/lib/llvm-22/bin/lli"

  static let points: [Double] = [
    1e-9, 0.125, 0.4, 0.75, 1, 1.25, 1.4375, 1.5, 1.96875, 2, 2.5, 3.75, 7.125, 9.96875, 10, 10.5, 33.25, 1024,
    1_048_576, -0.125, -0.4375, -0.75, -1.25, -3.625, -20.25,
  ]

  @Test(
    "ψ is accurate", .enabled(if: access(interpreter, X_OK) == 0, "needs LLVM's interpreter"),
    arguments: [(Precision.single, 2e-7), (.double, 2e-15), (.extended, 5e-17)])
  func digamma(_ precision: Precision, _ tolerance: Double) throws {
    let path = "/tmp/nabla-digamma-\(getpid())-\(precision.rawValue).ll"
    let file = try #require(fopen(path, "w"))
    defer { unlink(path) }
    fputs(SupportFunctions.digammaIR(precision) + program(precision, tolerance), file)
    fclose(file)
    let status = system("\(Self.interpreter) \(path)")
    #expect(status == 0, "wrong at \(status >> 8) of \(Self.points.count) points")
  }

  @Test("Every precision has its own name and types")
  func names() {
    for (precision, type) in [
      (Precision.half, "half"), (.single, "float"), (.double, "double"), (.extended, "x86_fp80"),
    ] {
      let name = SupportFunctions.digammaName(precision)
      #expect(SupportFunctions.digammaIR(precision).contains("define internal \(type) @\(name)(\(type) %x)"))
    }
  }

  /// A `main` that returns at how many points |ψ(x) / expected - 1| exceeds the tolerance.
  private func program(_ precision: Precision, _ tolerance: Double) -> String {
    let type = precision.irType
    var text = "define i32 @main() {\n"
    var count = "0"
    for (index, point) in Self.points.enumerated() {
      // 1e-9 and -0.4375 are rounded to the precision of the call.
      let exact = precision == .single ? Float80(Float(point)) : Float80(point)
      text += """
          %v\(index) = call \(type) @\(SupportFunctions.digammaName(precision))(\(type) \(hexadecimal(exact, precision)))
          %q\(index) = fdiv \(type) %v\(index), \(hexadecimal(digammaReference(exact), precision))
          %e\(index) = fsub \(type) %q\(index), \(hexadecimal(1, precision))
          %a\(index) = call \(type) @llvm.fabs.\(precision.irSuffix)(\(type) %e\(index))
          %b\(index) = fcmp ugt \(type) %a\(index), \(hexadecimal(Float80(tolerance), precision))
          %z\(index) = zext i1 %b\(index) to i32
          %c\(index) = add i32 \(count), %z\(index)

        """
      count = "%c\(index)"
    }
    return text + "  ret i32 \(count)\n}\n"
  }

  private func hexadecimal(_ value: Float80, _ precision: Precision) -> String {
    if precision == .extended {
      let head = UInt64(value.exponentBitPattern) | (value.sign == .minus ? 0x8000 : 0)
      return "0xK" + digits(head, 4) + digits(value.significandBitPattern | (value.isZero ? 0 : 1 << 63), 16)
    }
    let rounded = precision == .single ? Double(Float(value)) : Double(value)
    return "0x" + digits(rounded.bitPattern, 16)
  }

  private func digits(_ value: UInt64, _ count: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: count - text.count) + text
  }
}
