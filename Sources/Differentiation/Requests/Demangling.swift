// Names as people wrote them.

import LLVM

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The source-level name of a C, C++, Rust or Swift symbol. The closure through which a Swift macro hands a function
/// over has the name of that function.
func demangled(_ symbol: String) -> String {
  var symbol = BoundFunctions.originalName(symbol)
  if symbol.hasPrefix(WorkModule.leftoverPrefix) { symbol.removeFirst(WorkModule.leftoverPrefix.count) }
  guard symbol.hasPrefix("$s") || symbol.hasPrefix("_$s") || symbol.hasPrefix("$S") else { return demangle(symbol) }
  let text = swiftName(symbol)
  return differentiatedName(text) ?? text
}

/// The function that a macro's closure stands for: `reverseRequest` in `peer macro @Gradient expansion #1 of f in
/// Module.Type` becomes `Type.f`.
private func differentiatedName(_ text: String) -> String? {
  guard let macro = text.firstMatch(of: /(\$s\w+?fMp\d*_)\d+(?:reverse|forward)\w*Request/)?.1,
    let parts = swiftName(String(macro)).wholeMatch(of: /peer macro @\w+ expansion #\d+ of (.+?) in (.+)/)
  else { return nil }
  let context = parts.2.split(separator: ".").dropFirst()
  return (context + [parts.1]).joined(separator: ".")
}

private func swiftName(_ symbol: String) -> String {
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
