// Names as people wrote them.

import LLVM

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The source-level name of a C, C++, Rust or Swift symbol.
func demangled(_ symbol: String) -> String {
  guard symbol.hasPrefix("$s") || symbol.hasPrefix("_$s") || symbol.hasPrefix("$S") else { return demangle(symbol) }
  let length = symbol.utf8.count
  guard let text = swiftDemangle(symbol, length, nil, nil, 0) else { return symbol }
  defer { free(text) }
  return String(cString: text)
}

/// The demangler of the Swift runtime.
@_silgen_name("swift_demangle")
private func swiftDemangle(
  _ name: UnsafePointer<CChar>, _ length: Int, _ buffer: UnsafeMutablePointer<CChar>?,
  _ size: UnsafeMutablePointer<Int>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
