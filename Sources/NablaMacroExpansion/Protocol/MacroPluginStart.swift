// The compiler starts a macro plugin without arguments and speaks with it through two pipes. Nobody else does both: a
// person has a terminal, a script that wants something gives arguments.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether this process is a macro plugin of a compiler.
public func isStartedAsMacroPlugin() -> Bool {
  CommandLine.arguments.count <= 1 && isPipe(STDIN_FILENO) && isPipe(STDOUT_FILENO)
}

private func isPipe(_ descriptor: Int32) -> Bool {
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { return false }
  let kind = status.st_mode & S_IFMT
  return kind == S_IFIFO || kind == S_IFSOCK
}
