// All steps at once: from files to an object file or an executable.

import LLVM

extension Pipeline {
  /// Makes an object file, with the derivatives, of the files.
  public func makeObject(of files: [InputFile], at path: String) throws {
    let module = try module(of: files)
    try differentiate(module)
    try verifyResult(module)
    try emitObject(module, to: path)
  }

  /// Makes an executable, with the derivatives, of the files.
  public func makeExecutable(of files: [InputFile], at path: String) throws {
    let object = scratchFile("program.o")
    try makeObject(of: files, at: object)
    try link(object, from: files, to: path)
  }
}

/// Checks what the engine made.
public func verifyResult(_ module: Module) throws {
  try translatingErrors("differentiation made invalid IR; this is a defect of Nabla") { try module.verify() }
}
