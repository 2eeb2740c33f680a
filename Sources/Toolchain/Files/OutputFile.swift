// Output files appear complete or not at all: they are written under another name beside their place and renamed.

import Foundation

/// Calls `write` with a path to write to, then moves what was written to `path`. After an error nothing is left.
///
/// A path that exists and is no regular file (`/dev/null`, a named pipe) is written to directly.
///
/// - Throws: `ToolFailure` if `path` cannot be written, and what `write` throws.
public func writeAtomically(to path: String, _ write: (_ temporary: String) throws -> Void) throws {
  if let kind = fileKind(of: path), kind != S_IFREG {
    if kind == S_IFDIR { throw ToolFailure("cannot write '\(path)': it is a directory") }
    return try write(path)
  }
  try checkWritable(path)
  let temporary = temporaryName(beside: path)
  do {
    try write(temporary)
  } catch {
    unlink(temporary)
    throw error
  }
  guard rename(temporary, path) == 0 else {
    let reason = String(cString: strerror(errno))
    unlink(temporary)
    throw ToolFailure("cannot write '\(path)': \(reason)")
  }
}

/// Checks that a file can be created at `path`, before the work that produces its contents.
public func checkWritable(_ path: String) throws(ToolFailure) {
  let folder = directory(of: path)
  let reason: String
  if fileKind(of: path) == S_IFDIR {
    reason = "it is a directory"
  } else if access(folder, F_OK) != 0 {
    reason = "the directory '\(folder)' does not exist"
  } else if access(fileKind(of: path) == nil ? folder : path, W_OK) != 0 {
    reason = String(cString: strerror(errno))
  } else {
    return
  }
  throw ToolFailure("cannot write '\(path)': \(reason)")
}

/// The directory part of a path; `.` when there is none.
func directory(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The last component of a path.
public func fileName(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
}

/// What follows the last dot of the last component, in lower case; empty when there is no dot.
public func fileExtension(of path: String) -> String {
  let name = fileName(of: path)
  guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
  return name[name.index(after: dot)...].lowercased()
}

/// The kind (`S_IFREG`, `S_IFDIR`, …) of the file at `path`, links followed; nil if there is none.
func fileKind(of path: String) -> mode_t? {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
}

private func temporaryName(beside path: String) -> String {
  "\(directory(of: path))/.\(fileName(of: path)).\(getpid()).tmp"
}
