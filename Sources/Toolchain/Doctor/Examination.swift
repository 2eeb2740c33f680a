// What `nabla doctor` looks at: compilers, LLVM, the linker, the cache. Each check is independent of the others.

import Foundation
import LLVM

/// The checks of `nabla doctor`.
public struct Examination: Sendable {
  private let tools: InstalledTools
  private let cache: Cache
  private let llvmPrefix: String

  /// - Parameter llvmPrefix: where LLVM is installed; nil for Debian's place.
  public init(tools: InstalledTools, cache: Cache, llvmPrefix: String?) {
    self.tools = tools
    self.cache = cache
    self.llvmPrefix = llvmPrefix ?? "/usr/lib/llvm-22"
  }

  /// All findings, in the order of their importance.
  public func findings() -> [Finding] {
    [swift, clang, clangxx, llvmLibrary, llvmHeaders, linker, cxxLibrary, swiftLibrary, cacheDirectory]
  }

  private var swift: Finding {
    let remedy = "install Swift 6.3 or newer: https://www.swift.org/install"
    guard let path = try? tools.swiftc(), let version = firstLine(path, ["--version"]) else {
      return Finding("Swift", .missing(remedy: remedy))
    }
    guard let number = swiftVersion(in: version), number >= (6, 3) else {
      return Finding("Swift", .missing(remedy: "\(remedy) (found \(version))"))
    }
    return Finding("Swift", .ok("\(version), \(path)"))
  }

  private var clang: Finding {
    compiler("C compiler", try? tools.clang(), remedy: "comes with Swift; or: apt-get install -y clang")
  }

  private var clangxx: Finding {
    compiler("C++ compiler", try? tools.clangxx(), remedy: "comes with Swift; or: apt-get install -y clang")
  }

  private func compiler(_ subject: String, _ path: String?, remedy: String) -> Finding {
    guard let path, let version = firstLine(path, ["--version"]) else {
      return Finding(subject, .missing(remedy: remedy))
    }
    return Finding(subject, .ok("\(version.prefix { $0 != "(" }.trimmingCharacters(in: .whitespaces)), \(path)"))
  }

  /// The tool itself needs the shared library to start: that it runs shows that one is there.
  private var llvmLibrary: Finding {
    Finding("LLVM library", .ok("libLLVM 22, code for \(defaultTargetTriple())"))
  }

  private var llvmHeaders: Finding {
    let header = "\(llvmPrefix)/include/llvm-c/Core.h"
    return fileKind(of: header) == S_IFREG
      ? Finding("LLVM headers", .ok("\(llvmPrefix)/include"), isRequired: false)
      : Finding(
        "LLVM headers", .missing(remedy: "only to build Nabla: apt-get install -y llvm-22-dev"), isRequired: false)
  }

  private var linker: Finding {
    guard let path = tools.find(["ld.gold", "ld.lld", "ld"]) else {
      return Finding("linker", .missing(remedy: "apt-get install -y binutils"))
    }
    return Finding("linker", .ok(path))
  }

  private var cxxLibrary: Finding {
    let file = (try? tools.clangxx()).flatMap { firstLine($0, ["-print-file-name=libstdc++.so"]) } ?? ""
    return file.contains("/")
      ? Finding("libstdc++", .ok(resolved(file)))
      : Finding("libstdc++", .missing(remedy: "apt-get install -y libstdc++-12-dev libc6-dev"))
  }

  private var swiftLibrary: Finding {
    do throws(ToolFailure) {
      return Finding("Nabla library", .ok(try LibrarySources().directory))
    } catch {
      return Finding("Nabla library", .missing(remedy: "build Nabla again: its sources have moved"))
    }
  }

  private var cacheDirectory: Finding {
    guard (try? cache.makeDirectory()) != nil, access(cache.path, W_OK) == 0 else {
      return Finding("cache", .missing(remedy: "cannot write \(cache.path): set XDG_CACHE_HOME to another directory"))
    }
    return Finding("cache", .ok(cache.path))
  }

  /// The first line that a program prints; nil if it fails.
  private func firstLine(_ program: String, _ arguments: [String]) -> String? {
    guard let (termination, output) = try? Command(program, arguments).capture(), termination.isSuccess else {
      return nil
    }
    return output.split(separator: "\n").first.map(String.init)
  }
}

/// The version in a line such as `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
func swiftVersion(in line: String) -> (major: Int, minor: Int)? {
  guard let match = line.firstMatch(of: /Swift version (\d+)\.(\d+)/) else { return nil }
  guard let major = Int(match.1), let minor = Int(match.2) else { return nil }
  return (major, minor)
}
