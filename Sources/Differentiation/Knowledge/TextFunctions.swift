// Functions of the C and C++ libraries through which numbers leave memory as text or files, and come back.

enum TextFunctions {
  /// Whether it writes the bytes behind a pointer elsewhere.
  static func writesBytes(_ name: String) -> Bool {
    ["fwrite", "fwrite_unlocked", "write", "pwrite", "send", "_ZNSo5writeEPKcl"].contains(name)
  }

  /// Whether what it writes is found by a number, not by an address.
  static func usesDescriptor(_ name: String) -> Bool {
    ["write", "pwrite", "send", "dprintf", "vdprintf", "read", "pread", "recv"].contains(name)
  }

  /// A function that makes numbers of text or of bytes.
  enum Reader {
    /// The result is made of what the operand leads to.
    case result(of: Int)
    /// What other operands lead to is made of what this one leads to.
    case memory(of: Int)
    /// Memory is made of what is behind a file descriptor.
    case descriptor
  }

  static func reader(_ name: String) -> Reader? {
    // Versions of the C library's functions for standards of C.
    let plain =
      ["__isoc99_", "__isoc23_"].first(where: name.hasPrefix).map { String(name.dropFirst($0.count)) } ?? name
    switch plain {
    case "strtod", "strtof", "strtold", "atof", "strtod_l", "strtof_l", "strtold_l", "__strtod_internal":
      return .result(of: 0)
    case "sscanf", "vsscanf", "fscanf", "vfscanf": return .memory(of: 0)
    case "fread", "fread_unlocked": return .memory(of: 3)
    case "read", "pread", "recv": return .descriptor
    default:
      return extractions.contains(where: plain.hasPrefix) ? .memory(of: 0) : nil
    }
  }

  /// `operator>>` and `read` of `std::istream`, `std::from_chars`.
  private static let extractions = [
    "_ZNSirsERd", "_ZNSirsERf", "_ZNSirsERe", "_ZNSi10_M_extractI", "_ZNSi4readEPcl", "_ZSt10from_charsPKcS0_R",
  ]

  /// Whether it opens the file whose name is its first operand, and returns a stream.
  static func opens(_ name: String) -> Bool { ["fopen", "fopen64", "freopen"].contains(name) }

  /// Whether it opens the file whose name is its second operand for the stream that is its first.
  static func opensStream(_ name: String) -> Bool {
    ["_ZNSt14basic_ofstream", "_ZNSt14basic_ifstream", "_ZNSt13basic_fstream"].contains(where: name.hasPrefix)
      && (name.contains("EC1E") || name.contains("EC2E") || name.contains("E4openE")) && !name.hasSuffix("Ev")
  }
}
