// Readable names for symbols: Swift's through the demangler of the Swift runtime, C++ and Rust through LLVM.

import Foundation
import LLVM

/// The name of `symbol` as its language writes it; `symbol` itself when it is not mangled.
public func demangled(_ symbol: String) -> String {
  if symbol.hasPrefix("$s") || symbol.hasPrefix("$S"), let name = swiftDemangled(symbol) { return name }
  return LLVM.demangle(symbol)
}

private func swiftDemangled(_ symbol: String) -> String? {
  guard let text = swiftRuntimeDemangle(symbol, symbol.utf8.count, nil, nil, 0) else { return nil }
  defer { free(text) }
  return String(cString: text)
}

/// `swift_demangle` of the Swift runtime: the result is allocated with `malloc`; nil if the symbol is not Swift's.
@_silgen_name("swift_demangle")
private func swiftRuntimeDemangle(
  _ symbol: UnsafePointer<CChar>, _ length: Int, _ buffer: UnsafeMutablePointer<CChar>?,
  _ bufferLength: UnsafeMutablePointer<Int>?, _ flags: UInt32
) -> UnsafeMutablePointer<CChar>?
