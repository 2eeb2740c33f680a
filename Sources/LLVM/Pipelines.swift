// Optimizing a module and making code of it.

internal import CLLVM

extension Module {
  /// Runs a textual pipeline over the module, e.g. `function(sroa,instcombine)`.
  public func run(passes: String) throws { try check(NBLRunPasses(ref, nil, passes)) }

  /// Runs a textual pipeline of function passes over one function, e.g. `mem2reg,simplifycfg`.
  public func run(passes: String, on function: Function) throws {
    try check(NBLRunPasses(ref, function.ref, passes))
  }

  /// Runs LLVM's default pipeline of a level (0 to 3).
  public func optimize(level: Int, vectorize: Bool, unroll: Bool) throws {
    try check(NBLOptimize(ref, Int32(level), vectorize, unroll))
  }

  /// Writes an object file. Code generation changes the module: use a `copy()` if it is still needed.
  public func emitObject(to path: String, optimizationLevel: Int = 2, pic: Bool = true) throws {
    try check(NBLEmitObject(ref, path, Int32(optimizationLevel), pic, false))
  }

  /// Writes assembly. Code generation changes the module: use a `copy()` if it is still needed.
  public func emitAssembly(to path: String, optimizationLevel: Int = 2, pic: Bool = true) throws {
    try check(NBLEmitObject(ref, path, Int32(optimizationLevel), pic, true))
  }
}

/// Makes a static library with one object file.
public func writeArchive(of object: String, to path: String) throws { try check(NBLWriteArchive(path, object)) }

/// The triple LLVM generates code for unless told otherwise.
public func defaultTargetTriple() -> String { take(LLVMGetDefaultTargetTriple()) ?? "" }
