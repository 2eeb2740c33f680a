//===- SupportFunctions+Digamma.swift - The text of ψ --------------------------------------------===//
//
// Straight-line polynomials, split into even and odd powers so that two chains run side by side; one loop for the
// recurrence, at most eight times. No fused operations: every machine gets the same bits.
//
//===----------------------------------------------------------------------------------------------===//

extension SupportFunctions {

  /// The definition of ψ as `name`, in `precision`, which is `double` or `extended`.
  static func digammaBody(_ precision: Precision, named name: String) -> String {
    let type = precision.irType
    let suffix = precision.irSuffix
    func number(_ value: Double) -> String { ExtendedNumber(value).spelling(precision) }
    let root = precision == .extended ? extendedRoot : doubleRoot
    let even = polynomial(stride(from: 0, to: 27, by: 2).map { chebyshevInterpolant[$0] }, "even", "square", precision)
    let odd = polynomial(stride(from: 1, to: 27, by: 2).map { chebyshevInterpolant[$0] }, "odd", "square", precision)
    let series = polynomial(asymptoticSeries, "series", "inverse.square", precision)

    return """
      define internal \(type) @\(name)(\(type) %x) nounwind willreturn memory(none) {
      entry:
        %negative = fcmp olt \(type) %x, \(number(0))
        br i1 %negative, label %reflect, label %positive

      reflect:
        %nearest = call \(type) @llvm.rint.\(suffix)(\(type) %x)
        %fraction = fsub \(type) %x, %nearest
        %angle = fmul \(type) %fraction, \(pi.spelling(precision))
        %tangent = call \(type) @llvm.tan.\(suffix)(\(type) %angle)
        %cotangent = fdiv \(type) \(pi.spelling(precision)), %tangent
        %pole = fcmp ueq \(type) %fraction, \(number(0))
        %reflection = select i1 %pole, \(type) \(notANumber(precision)), \(type) %cotangent
        %mirrored = fsub \(type) \(number(1)), %x
        br label %positive

      positive:
        %start = phi \(type) [ %x, %entry ], [ %mirrored, %reflect ]
        %correction = phi \(type) [ \(number(0)), %entry ], [ %reflection, %reflect ]
        %large = fcmp oge \(type) %start, \(number(10))
        br i1 %large, label %asymptotic, label %down

      asymptotic:
        %inverse = fdiv \(type) \(number(1)), %start
        %inverse.square = fmul \(type) %inverse, %inverse
      \(series)
        %tail = fmul \(type) %series.0, %inverse.square
        %half = fmul \(type) %inverse, \(number(0.5))
        %small = fadd \(type) %half, %tail
        %logarithm = call \(type) @llvm.log.\(suffix)(\(type) %start)
        %from.series = fsub \(type) %logarithm, %small
        br label %finish

      down:
        %above = phi \(type) [ %start, %positive ], [ %lowered, %step.down ]
        %raised.by = phi \(type) [ \(number(0)), %positive ], [ %sum, %step.down ]
        %is.above = fcmp ogt \(type) %above, \(number(2))
        br i1 %is.above, label %step.down, label %up

      step.down:
        %lowered = fsub \(type) %above, \(number(1))
        %difference = fdiv \(type) \(number(1)), %lowered
        %sum = fadd \(type) %raised.by, %difference
        br label %down

      up:
        %is.below = fcmp olt \(type) %above, \(number(1))
        br i1 %is.below, label %step.up, label %middle

      step.up:
        %raised = fadd \(type) %above, \(number(1))
        %lowered.by = fdiv \(type) \(number(-1)), %above
        br label %middle

      middle:
        %inside = phi \(type) [ %above, %up ], [ %raised, %step.up ]
        %shift = phi \(type) [ %raised.by, %up ], [ %lowered.by, %step.up ]
        %centred = fsub \(type) %inside, \(number(1.5))
        %t = fadd \(type) %centred, %centred
        %square = fmul \(type) %t, %t
      \(even)
      \(odd)
        %odd.part = fmul \(type) %odd.0, %t
        %slope = fadd \(type) %even.0, %odd.part
        %from.root = fsub \(type) %inside, \(root.high.spelling(precision))
        %distance = fsub \(type) %from.root, \(root.low.spelling(precision))
        %in.middle = fmul \(type) %distance, %slope
        %shifted = fadd \(type) %in.middle, %shift
        br label %finish

      finish:
        %value = phi \(type) [ %from.series, %asymptotic ], [ %shifted, %middle ]
        %result = fsub \(type) %value, %correction
        ret \(type) %result
      }

      declare \(type) @llvm.rint.\(suffix)(\(type))
      declare \(type) @llvm.tan.\(suffix)(\(type))
      declare \(type) @llvm.log.\(suffix)(\(type))

      """
  }

  /// Horner's scheme: instructions that leave the value of the polynomial with `coefficients` at `%at` in `%name.0`.
  private static func polynomial(
    _ coefficients: [ExtendedNumber], _ name: String, _ at: String, _ precision: Precision
  ) -> String {
    let type = precision.irType
    var value = coefficients.last!.spelling(precision)
    var lines: [String] = []
    for (power, coefficient) in coefficients.enumerated().dropLast().reversed() {
      lines.append("  %\(name).\(power).product = fmul \(type) \(value), %\(at)")
      lines.append("  %\(name).\(power) = fadd \(type) %\(name).\(power).product, \(coefficient.spelling(precision))")
      value = "%\(name).\(power)"
    }
    return lines.joined(separator: "\n")
  }

  private static func notANumber(_ precision: Precision) -> String {
    precision == .extended ? "0xK7FFFC000000000000000" : "0x7FF8000000000000"
  }

  private static let pi = ExtendedNumber(0x4000, 0xC90F_DAA2_2168_C235)

  /// The zero of ψ, 1.46163214496836234126…, as a rounded number and what is missing from it.
  private static let doubleRoot = (
    high: ExtendedNumber(0x3FFF, 0xBB16_C31A_B5F1_F800), low: ExtendedNumber(0x3FC9, 0xDC35_3910_CBC1_49E1)
  )
  private static let extendedRoot = (
    high: ExtendedNumber(0x3FFF, 0xBB16_C31A_B5F1_FB71), low: ExtendedNumber(0xBFBD, 0xAC6E_F343_EB61_F29D)
  )

  /// B₂ₖ / 2k for k = 1, 2, …, 12.
  private static let asymptoticSeries = [
    ExtendedNumber(0x3FFB, 0xAAAA_AAAA_AAAA_AAAB),  // 0.083333333333333333333
    ExtendedNumber(0xBFF8, 0x8888_8888_8888_8889),  // -0.0083333333333333333333
    ExtendedNumber(0x3FF7, 0x8208_2082_0820_8208),  // 0.003968253968253968254
    ExtendedNumber(0xBFF7, 0x8888_8888_8888_8889),  // -0.0041666666666666666667
    ExtendedNumber(0x3FF7, 0xF83E_0F83_E0F8_3E10),  // 0.0075757575757575757576
    ExtendedNumber(0xBFF9, 0xACCA_CCAC_CACC_ACCB),  // -0.021092796092796092796
    ExtendedNumber(0x3FFB, 0xAAAA_AAAA_AAAA_AAAB),  // 0.083333333333333333333
    ExtendedNumber(0xBFFD, 0xE2F2_F2F2_F2F2_F2F3),  // -0.44325980392156862745
    ExtendedNumber(0x4000, 0xC373_FCDC_FF37_3FCE),  // 3.0539543302701197438
    ExtendedNumber(0xC003, 0xD3A6_528A_6528_A653),  // -26.456212121212121212
    ExtendedNumber(0x4007, 0x8CBA_E607_6B98_1DAE),  // 281.46014492753623188
    ExtendedNumber(0xC00A, 0xE178_2B32_B32B_32B3),  // -3607.510546398046398
  ]

  /// ψ(x) / (x - x₀) on [1, 2] in powers of 2x - 3.
  private static let chebyshevInterpolant = [
    ExtendedNumber(0x3FFE, 0xF378_65DC_39B0_B31F),  // 0.95105587603183287971
    ExtendedNumber(0xBFFC, 0xD8E5_B180_2F74_B3CA),  // -0.21181371064073024817
    ExtendedNumber(0x3FFA, 0xF650_C4DC_737B_5691),  // 0.060135621060196728517
    ExtendedNumber(0xBFF9, 0x97F7_75CC_53F0_3CA0),  // -0.018550615381739658718
    ExtendedNumber(0x3FF7, 0xC289_72C8_1CB8_7F7A),  // 0.0059367952783071636357
    ExtendedNumber(0xBFF5, 0xFDA2_1014_CF3C_21E0),  // -0.0019350666647412760069
    ExtendedNumber(0x3FF4, 0xA6F4_D50B_90B9_9CC5),  // 0.00063688803028647549128
    ExtendedNumber(0xBFF2, 0xDCFC_58A6_B4C4_5148),  // -0.0002107484128092733367
    ExtendedNumber(0x3FF1, 0x92B2_38CC_C4E3_F313),  // 0.000069950189207733707053
    ExtendedNumber(0xBFEF, 0xC31A_ACDF_6829_337F),  // -0.000023258233109451102506
    ExtendedNumber(0x3FEE, 0x81E0_5370_A875_2D54),  // 7.7412291285058571339e-6
    ExtendedNumber(0xBFEC, 0xAD03_F732_FC50_3473),  // -2.5781317161005280074e-6
    ExtendedNumber(0x3FEA, 0xE690_E3AD_0116_0C30),  // 8.5892518630986517843e-7
    ExtendedNumber(0xBFE9, 0x99A9_AEB7_EA91_7811),  // -2.8621931046538342312e-7
    ExtendedNumber(0x3FE7, 0xCCD8_64E7_83F6_49B4),  // 9.538852129052579635e-8
    ExtendedNumber(0xBFE6, 0x8889_E1C6_23B2_F7D3),  // -3.1790370421384128524e-8
    ExtendedNumber(0x3FE4, 0xB60A_09E9_8E12_881F),  // 1.0596076826917857459e-8
    ExtendedNumber(0xBFE2, 0xF2FE_3C18_55F1_A9E1),  // -3.5360150574395901796e-9
    ExtendedNumber(0x3FE1, 0xA1FD_D254_3A5E_096A),  // 1.1786432195810120132e-9
    ExtendedNumber(0xBFDF, 0xD510_2561_A28E_E883),  // -3.8755946733489398735e-10
    ExtendedNumber(0x3FDE, 0x8E0A_71A5_B073_CA4A),  // 1.2918535196059924992e-10
    ExtendedNumber(0xBFDC, 0xD1DF_2B44_FBEF_FBF8),  // -4.7719312076356865917e-11
    ExtendedNumber(0x3FDB, 0x8BEA_0290_09BC_7B83),  // 1.5906391763896166624e-11
    ExtendedNumber(0xBFD8, 0xBA8D_6093_58D5_A41E),  // -2.6510669908406638349e-12
    ExtendedNumber(0x3FD6, 0xF8BC_6090_4380_6ACA),  // 8.8368725116984341916e-13
    ExtendedNumber(0xBFD7, 0xA5D2_D175_9E47_F8D9),  // -1.178246894522133922e-12
    ExtendedNumber(0x3FD5, 0xDD19_13C0_2F59_C569),  // 3.9274886919945947559e-13
  ]
}
