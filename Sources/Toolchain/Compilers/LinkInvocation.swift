// The command line that links an object file into an executable. The driver of the program's main language does it,
// because it knows its run-time libraries.

/// One link of an object file to an executable.
public struct LinkInvocation: Sendable, Equatable {
  public enum Driver: Sendable, Equatable {
    case swiftc, clang, clangxx
  }

  public var object: String
  public var output: String
  public var languages: [SourceLanguage]
  /// Arguments for the linker (`-lfoo`, `-L…`), from the user.
  public var extraArguments: [String] = []
  /// Whether the compiler's own lld links. It is faster than Debian's default and names the source of undefined symbols.
  public var usesLLD = false

  public init(object: String, output: String, languages: [SourceLanguage]) {
    self.object = object
    self.output = output
    self.languages = languages
  }

  /// The program that links: swiftc where there is Swift, else clang++ where there is C++, else clang.
  public var driver: Driver {
    if languages.contains(.swift) { return .swiftc }
    return languages.contains(.cxx) ? .clangxx : .clang
  }

  /// The arguments of the driver.
  public var arguments: [String] {
    let isSwift = driver == .swiftc
    var result = usesLLD ? [isSwift ? "-use-ld=lld" : "-fuse-ld=lld"] : []
    result += [object, "-o", output]
    if isSwift && languages.contains(.cxx) { result.append("-lstdc++") }
    result += extraArguments.flatMap { argument in
      if argument.hasPrefix("-l") || argument.hasPrefix("-L") { return [argument] }
      return ["-Xlinker", argument]
    }
    return result + ["-lm"]
  }
}
