// All steps at once: from files to an object file or an executable.

import LLVM

extension Pipeline {
  /// Makes an object file, with the derivatives, of the files.
  ///
  /// - Parameter isWholeProgram: Nothing but the entry point is called from elsewhere.
  public func makeObject(of files: [InputFile], at path: String, isWholeProgram: Bool = false) throws {
    let module = try module(of: files)
    if isWholeProgram { try removeUnused(from: module) }
    try differentiate(module)
    try verifyResult(module)
    // Derivatives with a single caller can be inlined now.
    if isWholeProgram { try removeUnused(from: module) }
    try optimize(module)
    try emitObject(module, to: path)
  }

  /// Makes an executable, with the derivatives, of the files.
  public func makeExecutable(of files: [InputFile], at path: String) throws {
    let object = scratchFile("program.o")
    let isAlone = files.allSatisfy { $0.language == .swift } && options.linkerArguments.isEmpty
    try makeObject(of: files, at: object, isWholeProgram: isAlone)
    try link(object, from: files, to: path)
  }

  /// Removes what a program does not use: functions of Nabla's library, and generated functions that nobody calls, whose
  /// derivatives need not be made then.
  private func removeUnused(from module: Module) throws {
    try translatingErrors("cannot read the program") {
      try module.run(passes: "internalize<preserve-gv=main>,globaldce")
    }
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
    raiseStackLimit()
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
