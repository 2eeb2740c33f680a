import Foundation
import Testing
import Toolchain

/// Programs that call BLAS and LAPACK, linked with OpenBLAS.
@Suite(.enabled(if: OpenBLAS.isInstalled, "OpenBLAS is not installed: install libopenblas-dev to run these tests"))
struct LinearAlgebraTests {
  static let programs = Fixture.all(in: "LinearAlgebra", extensions: ["c", "cpp"])

  @Test(arguments: programs.flatMap { [Fixture(path: $0.path, level: 0), Fixture(path: $0.path, level: 2)] })
  func derivativesAreRight(program: Fixture) throws {
    let arguments = ["run", program.path, "-O\(program.level)", "-Xlinker", "-lopenblas"]
    let result = try NablaCommand.run(arguments)
    let verdict = "ok \(program.name.prefix { $0 != "." })\n"
    #expect(result.isSuccess && result.output == verdict, "\(NablaCommand.report(arguments, result))")
  }

  @Test func derivativesAreRightInSwift() throws {
    let folder = "\(Fixture.folder)/LinearAlgebra/Swift"
    let header = ["-Xswiftc", "-import-objc-header", "-Xswiftc", "\(folder)/routines.h"]
    let arguments = ["run", "\(folder)/main.swift"] + header + ["-Xlinker", "-lopenblas"]
    let result = try NablaCommand.run(arguments)
    #expect(result.isSuccess && result.output == "ok Swift\n", "\(NablaCommand.report(arguments, result))")
  }

  @Test func programsAreFound() {
    #expect(Self.programs.count == 7)
  }

  /// The reverse of a product of matrices is two products, and copies nothing.
  @Test func productsStayProducts() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("product.c", Self.product)
    let result = try NablaCommand.run(["explain", path, "--print", "optimised"])
    let calls = result.output.split(separator: "\n").filter { $0.contains("call ") }
    #expect(calls.filter { $0.contains("@cblas_dgemm(") }.count == 3, "\(result.output)")
    #expect(!calls.contains { $0.contains("alloc(") || $0.contains("memcpy") }, "\(result.output)")
  }

  private static let product = """
    #include <cblas.h>
    extern int enzyme_const;
    extern void __enzyme_autodiff(void *, ...);
    static void product(const double *a, const double *b, double *c, int n) {
      cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
    }
    void derivative(double *a, double *da, double *b, double *db, double *c, double *dc, int n) {
      __enzyme_autodiff((void *)product, a, da, b, db, c, dc, enzyme_const, n);
    }
    int main(void) { return 0; }
    """
}

enum OpenBLAS {
  /// Header and library are where compilers look.
  static let isInstalled: Bool = {
    let roots = ["/usr", "/usr/local"]
    let folders = roots.flatMap { root in
      [root]
        + ["include", "lib"].flatMap { folder in
          let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
          return ["\(root)/\(folder)"] + names.map { "\(root)/\(folder)/\($0)" }
        }
    }
    func exists(_ name: String) -> Bool {
      folders.contains { FileManager.default.fileExists(atPath: "\($0)/\(name)") }
    }
    return exists("cblas.h") && exists("libopenblas.so")
  }()
}
