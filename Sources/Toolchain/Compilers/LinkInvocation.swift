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
  public var extraArguments: [String]

  public init(object: String, output: String, languages: [SourceLanguage], extraArguments: [String] = []) {
    self.object = object
    self.output = output
    self.languages = languages
    self.extraArguments = extraArguments
  }

  /// The program that links: swiftc where there is Swift, else clang++ where there is C++, else clang.
  public var driver: Driver {
    if languages.contains(.swift) { return .swiftc }
    return languages.contains(.cxx) ? .clangxx : .clang
  }

  /// The arguments of the driver.
  public var arguments: [String] {
    var result = [object, "-o", output]
    if driver == .swiftc {
      if languages.contains(.cxx) { result.append("-lstdc++") }
      result += extraArguments.flatMap { $0.hasPrefix("-l") || $0.hasPrefix("-L") ? [$0] : ["-Xlinker", $0] }
    } else {
      result += extraArguments.map { $0.hasPrefix("-l") || $0.hasPrefix("-L") ? $0 : "-Wl,\($0)" }
    }
    return result + ["-lm"]
  }
}
