import Differentiation
import Foundation
import LLVM
import Testing

/// Twice the program takes about twice the time. Quadratic behaviour makes that four times: the limit lies between.
@Suite(.serialized)
struct ScaleTests {
  private static let limit = 3.1

  @Test func blocksOfOneFunction() throws {
    let small = try Self.seconds(toDifferentiate: Self.branches(800))
    let large = try Self.seconds(toDifferentiate: Self.branches(1600))
    #expect(large < Self.limit * small)
  }

  @Test func functionsThatCallEachOther() throws {
    let small = try Self.seconds(toDifferentiate: Self.chain(200))
    let large = try Self.seconds(toDifferentiate: Self.chain(400))
    #expect(large < Self.limit * small)
  }

  /// Processor time of this thread, which others on the machine do not lengthen much.
  private static func seconds(toDifferentiate text: String) throws -> Double {
    let module = try Module.parse(text: text, in: Context())
    var options = DifferentiationOptions()
    // LLVM's optimiser has a complexity of its own.
    options.optimizationLevel = 0
    let start = clock(CLOCK_THREAD_CPUTIME_ID)
    try differentiate(module, options: options)
    let end = clock(CLOCK_THREAD_CPUTIME_ID)
    try module.verify()
    return end - start
  }

  private static func clock(_ kind: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(kind, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static let request = """
    declare double @llvm.sin.f64(double)
    declare double @__enzyme_autodiff(...)
    define double @slope(double %x, ptr %m, ptr %d) {
      %r = call double (...) @__enzyme_autodiff(ptr @f, double %x, ptr %m, ptr %d)
      ret double %r
    }

    """

  /// A function with `count` branches, one behind the other.
  private static func branches(_ count: Int) -> String {
    var text = request + "define double @f(double %v0, ptr %m) {\nb0:\n"
    for index in 0..<count {
      text += """
          %p\(index) = getelementptr double, ptr %m, i64 \(index % 16)
          %w\(index) = load double, ptr %p\(index)
          %c\(index) = fcmp ogt double %w\(index), %v\(index)
          br i1 %c\(index), label %t\(index), label %b\(index + 1)
        t\(index):
          %s\(index) = call double @llvm.sin.f64(double %v\(index))
          %q\(index) = fmul double %s\(index), %w\(index)
          store double %q\(index), ptr %p\(index)
          br label %b\(index + 1)
        b\(index + 1):
          %v\(index + 1) = phi double [ %v\(index), %b\(index) ], [ %q\(index), %t\(index) ]

        """
    }
    return text + "  ret double %v\(count)\n}\n"
  }

  /// `count` functions, each of which calls the next one.
  private static func chain(_ count: Int) -> String {
    var text = request
    for index in 0..<count {
      let name = index == 0 ? "@f" : "@f\(index)"
      let next = index + 1 == count ? "@llvm.sin.f64(double %q)" : "@f\(index + 1)(double %q, ptr %m)"
      text += """
        define double \(name)(double %x, ptr %m) noinline {
          %p = getelementptr double, ptr %m, i64 \(index % 16)
          %w = load double, ptr %p
          %s = call double @llvm.sin.f64(double %w)
          %q = fmul double %s, %x
          store double %q, ptr %p
          %r = call double \(next)
          %t = fmul double %r, %q
          ret double %t
        }

        """
    }
    return text
  }
}
