// All steps at once: from files to an object file or an executable.

import LLVM

extension Pipeline {
  /// Makes an object file, with the derivatives, of the files.
  public func makeObject(of files: [InputFile], at path: String) throws {
    let module = try module(of: files)
    try differentiate(module)
    try verifyResult(module)
    try optimize(module)
    try emitObject(module, to: path)
  }

  /// Makes an executable, with the derivatives, of the files.
  public func makeExecutable(of files: [InputFile], at path: String) throws {
    let object = scratchFile("program.o")
    try makeObject(of: files, at: object)
    try link(object, from: files, to: path)
  }
}

extension Pipeline {
  /// Makes an executable of the files and runs it, with this process's standard streams.
  ///
  /// - Returns: how the program ended.
  public func run(_ files: [InputFile], arguments: [String]) throws -> Termination {
    let executable = scratchFile(programName(of: files[0].path))
    try makeExecutable(of: files, at: executable)
    console.clear()
    return try withExtendedLifetime(self) { try Command(executable, arguments).runInForeground(signals) }
  }
}

/// The name of the program made of a file: the file's name without extension.
public func programName(of path: String) -> String {
  let name = fileName(of: path)
  return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
}

/// Checks what the engine made.
public func verifyResult(_ module: Module) throws {
  try translatingErrors("differentiation made invalid IR; this is a defect of Nabla") { try module.verify() }
}
