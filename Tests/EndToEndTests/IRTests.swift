import Foundation
import LLVM
import Testing
import Toolchain

/// `nabla opt` on IR in its several forms: the same derivative from text and bitcode, files and streams, at all levels,
/// in both modes.
struct IRTests {
  /// main returns 0 if the gradient (reverse) and the tangent (forward) of x² sin(y) are right.
  static let program = """
    declare double @__enzyme_autodiff(ptr, ...)
    declare double @__enzyme_fwddiff(ptr, ...)
    declare double @sin(double)
    declare double @cos(double)
    @enzyme_dup = external global i32
    @enzyme_const = external global i32

    define double @f(ptr %v) {
      %x = load double, ptr %v
      %p = getelementptr double, ptr %v, i64 1
      %y = load double, ptr %p
      %s = call double @sin(double %y)
      %xx = fmul double %x, %x
      %r = fmul double %xx, %s
      ret double %r
    }

    define i1 @differ(double %a, double %b) {
      %d = fsub double %a, %b
      %m = call double @llvm.fabs.f64(double %d)
      %c = fcmp ugt double %m, 1.0e-14
      ret i1 %c
    }

    declare double @llvm.fabs.f64(double)

    define i32 @main() {
      %v = alloca [2 x double]
      %g = alloca [2 x double]
      %t = alloca [2 x double]
      %v1 = getelementptr double, ptr %v, i64 1
      %g1 = getelementptr double, ptr %g, i64 1
      %t1 = getelementptr double, ptr %t, i64 1
      store double 3.0, ptr %v
      store double 0.5, ptr %v1
      store double 0.0, ptr %g
      store double 0.0, ptr %g1
      store double 2.0, ptr %t
      store double -1.0, ptr %t1
      %m = load i32, ptr @enzyme_dup
      call double (ptr, ...) @__enzyme_autodiff(ptr @f, i32 %m, ptr %v, ptr %g)
      %n = load i32, ptr @enzyme_dup
      %forward = call double (ptr, ...) @__enzyme_fwddiff(ptr @f, i32 %n, ptr %v, ptr %t)
      %a = load double, ptr %g
      %b = load double, ptr %g1
      %s = call double @sin(double 0.5)
      %c = call double @cos(double 0.5)
      %a.want = fmul double 6.0, %s
      %b.want = fmul double 9.0, %c
      %a.twice = fmul double 2.0, %a
      %product = fsub double %a.twice, %b
      %q1 = call i1 @differ(double %a, double %a.want)
      %q2 = call i1 @differ(double %b, double %b.want)
      %q3 = call i1 @differ(double %forward, double %product)
      %q4 = or i1 %q1, %q2
      %q5 = or i1 %q4, %q3
      %code = zext i1 %q5 to i32
      ret i32 %code
    }

    """

  @Test(arguments: ["ll", "bc"], [0, 1, 2, 3])
  func filesRunAfterwards(form: String, level: Int) throws {
    let scratch = try TemporaryDirectory()
    let input = try scratch.write("in.ll", Self.program)
    let output = scratch.file("out.\(form)")
    let rewritten = try NablaCommand.run(["opt", input, "-o", output, "-O\(level)"])
    #expect(rewritten.isSuccess && rewritten.output.isEmpty, "\(rewritten.output)")
    let result = try NablaCommand.run(["run", output, "-O\(level)"])
    #expect(result.isSuccess, "\(result.termination): \(result.output)")
  }

  @Test func bitcodeAndTextAgree() throws {
    let scratch = try TemporaryDirectory()
    let text = try scratch.write("in.ll", Self.program)
    let bitcode = scratch.file("in.bc")
    try writeModule(readModule(text, in: Context()), to: bitcode, format: .bitcode)
    let fromText = try NablaCommand.run(["opt", text])
    let fromBitcode = try NablaCommand.run(["opt", bitcode])
    #expect(body(fromText.output) == body(fromBitcode.output))
    #expect(!fromText.output.contains("@__enzyme_autodiff("))
  }

  @Test(arguments: ["text", "bitcode"])
  func streams(form: String) throws {
    let scratch = try TemporaryDirectory()
    let input = try scratch.write("in.ll", Self.program)
    let output = scratch.file("out.\(form == "text" ? "ll" : "bc")")
    let nabla = shellQuoted(NablaCommand.executable)
    let script = "\(nabla) opt - --emit \(form) -o - < \(input) > \(output)"
    let result = try Command("/bin/sh", ["-c", script]).capture()
    #expect(result.termination.isSuccess, "\(result.output)")
    #expect(try NablaCommand.run(["run", output]).isSuccess)
  }

  /// Accesses under a mask, scattered accesses, and products and extrema over a vector, as vectorisers make them:
  /// y = (x0 x1 x3)² max(x) with x2 masked out, stored in part; main returns 0 if the gradient is right.
  @Test(arguments: [0, 2])
  func wideVectorsHaveDerivatives(level: Int) throws {
    let scratch = try TemporaryDirectory()
    let input = try scratch.write(
      "in.ll",
      """
      target triple = "x86_64-unknown-linux-gnu"
      declare void @__enzyme_autodiff(ptr, ...)
      @x = global [4 x double] [double 2.0, double 3.0, double 7.0, double 5.0]
      @dx = global [4 x double] zeroinitializer
      @y = global [4 x double] zeroinitializer
      @dy = global [4 x double] [double 1.0, double 0.0, double 9.0, double 0.0]

      define void @f(ptr %x, ptr %y, <4 x i1> %mask, <4 x i64> %order) #0 {
        %direct = call <4 x double> @llvm.masked.load.v4f64.p0(ptr align 8 %x, <4 x i1> %mask, <4 x double> splat (double 1.0))
        %places = getelementptr double, ptr %x, <4 x i64> %order
        %picked = call <4 x double> @llvm.masked.gather.v4f64.v4p0(<4 x ptr> align 8 %places, <4 x i1> %mask, <4 x double> splat (double 1.0))
        %p = call reassoc double @llvm.vector.reduce.fmul.v4f64(double 1.0, <4 x double> %direct)
        %three = shufflevector <4 x double> %picked, <4 x double> poison, <3 x i32> <i32 0, i32 1, i32 3>
        %q = call reassoc double @llvm.vector.reduce.fmul.v3f64(double 1.0, <3 x double> %three)
        %m = call double @llvm.vector.reduce.fmax.v4f64(<4 x double> %direct)
        %pq = fmul double %p, %q
        %r = fmul double %pq, %m
        %all = insertelement <4 x double> zeroinitializer, double %r, i64 0
        call void @llvm.masked.store.v4f64.p0(<4 x double> %all, ptr align 8 %y, <4 x i1> %mask)
        %targets = getelementptr double, ptr %y, <4 x i64> %order
        call void @llvm.masked.scatter.v4f64.v4p0(<4 x double> %all, <4 x ptr> align 8 %targets, <4 x i1> <i1 1, i1 0, i1 0, i1 0>)
        ret void
      }

      define i1 @differs(ptr %array, i64 %index, double %want) {
        %p = getelementptr double, ptr %array, i64 %index
        %got = load double, ptr %p
        %c = fcmp une double %got, %want
        ret i1 %c
      }

      define i32 @main() #0 {
        call void (ptr, ...) @__enzyme_autodiff(ptr @f, ptr @x, ptr @dx, ptr @y, ptr @dy, <4 x i1> <i1 1, i1 1, i1 0, i1 1>, <4 x i64> <i64 0, i64 3, i64 2, i64 1>)
        %a = call i1 @differs(ptr @dx, i64 0, double 4500.0)
        %b = call i1 @differs(ptr @dx, i64 1, double 3000.0)
        %c = call i1 @differs(ptr @dx, i64 2, double 0.0)
        %d = call i1 @differs(ptr @dx, i64 3, double 2700.0)
        %e = call i1 @differs(ptr @dy, i64 2, double 9.0)
        %ab = or i1 %a, %b
        %cd = or i1 %c, %d
        %abcd = or i1 %ab, %cd
        %any = or i1 %abcd, %e
        %code = zext i1 %any to i32
        ret i32 %code
      }
      attributes #0 = { noinline "target-features"="+avx2" }
      """)
    let result = try NablaCommand.run(["run", input, "-O\(level)"])
    #expect(result.isSuccess, "\(result.termination): \(result.output)")
  }

  /// Memory on the stack is read again in the reverse sweep: where inlining says that it lived no longer, other memory
  /// would take its place.
  @Test func memoryOfInlinedFunctionsStays() throws {
    let scratch = try TemporaryDirectory()
    let input = try scratch.write(
      "in.ll",
      """
      declare double @__enzyme_autodiff(ptr, ...)
      declare void @llvm.lifetime.start.p0(ptr)
      declare void @llvm.lifetime.end.p0(ptr)
      define internal double @g(double %x, i64 %i) {
        %pair = alloca [2 x double]
        call void @llvm.lifetime.start.p0(ptr %pair)
        %second = getelementptr double, ptr %pair, i64 1
        %square = fmul double %x, %x
        store double %x, ptr %pair
        store double %square, ptr %second
        %p = getelementptr double, ptr %pair, i64 %i
        %y = load double, ptr %p
        %z = fmul double %y, %y
        call void @llvm.lifetime.end.p0(ptr %pair)
        ret double %z
      }
      define double @f(double %x, i64 %i) {
        %a = call double @g(double %x, i64 %i)
        %b = call double @g(double %a, i64 %i)
        ret double %b
      }
      define double @main(double %x, i64 %i) {
        %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x, i64 %i)
        ret double %d
      }
      """)
    let result = try NablaCommand.run(["opt", input, "-O0", "-S"])
    let derivative = result.output.components(separatedBy: "@nabla.reverse").dropFirst().joined()
    #expect(derivative.contains("alloca [2 x double]"), "\(result.output)")
    #expect(!derivative.contains("call void @llvm.lifetime"), "\(result.output)")
  }

  /// Derivatives are optimised on a copy, whose globals may be aligned better there: the originals must follow.
  @Test func globalsAreAlignedAsDerivativesRelyOn() throws {
    let scratch = try TemporaryDirectory()
    let input = try scratch.write(
      "in.ll",
      """
      target triple = "x86_64-unknown-linux-gnu"
      @g = internal global [8 x double] zeroinitializer, align 8
      declare void @__enzyme_autodiff(ptr, ...)
      define void @f(ptr %x) #0 {
        %v = load <4 x double>, ptr %x, align 8
        %p = fmul <4 x double> %v, %v
        store <4 x double> %p, ptr @g, align 8
        %q = load <4 x double>, ptr @g, align 8
        store <4 x double> %q, ptr %x, align 8
        ret void
      }
      define void @main(ptr %x, ptr %dx) #0 {
        call void (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx)
        ret void
      }
      attributes #0 = { "target-features"="+avx2" }
      """)
    let output = scratch.file("out.ll")
    #expect(try NablaCommand.run(["opt", input, "-o", output, "-O3"]).isSuccess)
    let module = try readModule(output, in: Context())
    let accesses = module.functions.flatMap(\.instructions).filter { [.load, .store].contains($0.opcode) }
    let global = try #require(module.global(named: "g"))
    let onGlobal = accesses.filter { $0.operand($0.opcode == .load ? 0 : 1) == global }
    #expect(!onGlobal.isEmpty)
    #expect(onGlobal.allSatisfy { $0.alignment <= global.alignment })
  }

  /// A C program that was compiled elsewhere, at each level, as text and as bitcode.
  @Test(arguments: [
    ("kernels_lu_pivoting", 0), ("kernels_lu_pivoting", 1), ("kernels_lu_pivoting", 2), ("kernels_lu_pivoting", 3),
    ("copied_pairs", 0), ("copied_pairs", 1), ("copied_pairs", 3), ("memory_pointer_to_pointer", 2),
  ])
  func compiledElsewhere(name: String, level: Int) throws {
    guard let clang = try? InstalledTools().clang() else { return }
    let scratch = try TemporaryDirectory()
    let source = Fixture.folder + "/C/\(name).c"
    for (flags, file) in [(["-S"], "program.ll"), (["-c"], "program.bc")] {
      let arguments = flags + ["-emit-llvm", "-O\(level)", source, "-o", scratch.file(file)]
      #expect(try Command(clang, arguments).capture().termination.isSuccess)
      let output = scratch.file("out-" + file)
      let rewritten = try NablaCommand.run(["opt", scratch.file(file), "-o", output])
      #expect(rewritten.isSuccess, "\(rewritten.output)")
      let result = try NablaCommand.run(["run", output, "-Xlinker", "-lm"])
      #expect(result.isSuccess && result.output == "ok \(name)\n", "\(result.output)")
    }
  }

  /// The functions of a module, without the names of files.
  private func body(_ text: String) -> String {
    text.split(separator: "\n").filter { !$0.hasPrefix("; ModuleID") && !$0.hasPrefix("source_filename") }
      .joined(separator: "\n")
  }
}
