// How commands end: failures are printed in the format of compilers, and the exit code is 1.

import ArgumentParser
import Foundation
import Toolchain

/// Runs the work of a command; prints what stops it to standard error and ends with exit code 1.
func reportingFailures<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let failure as ToolFailure {
    if !failure.diagnostics.isEmpty { printError(failure.description) }
  } catch let error as ExitCode {
    throw error
  } catch {
    printError(Diagnostic.error("\(error)").description)
  }
  throw ExitCode.failure
}

/// Prints a line on standard error.
func printError(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}

/// The environment of this process.
func processEnvironment() -> [String: String] { ProcessInfo.processInfo.environment }

/// The input files named on the command line.
///
/// - Throws: `ValidationError` if there are none, `ToolFailure` with all problems if some cannot be used.
func inputFiles(_ paths: [String]) throws -> [InputFile] {
  var files: [InputFile] = []
  var problems: [Diagnostic] = []
  for path in paths {
    do throws(ToolFailure) {
      files.append(try InputFile(path))
    } catch {
      problems += error.diagnostics
    }
  }
  if !problems.isEmpty { throw ToolFailure(problems) }
  return files
}
