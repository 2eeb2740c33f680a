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
  return differentiatedName(text) ?? readableName(text)
}

/// The function that a macro's closure stands for: `reverseRequest` in `peer macro @Gradient expansion #1 of f in
/// Module.Type` becomes `Type.f`.
private func differentiatedName(_ text: String) -> String? {
  guard let macro = text.firstMatch(of: /(\$s\w+?fMp\d*_)\d+[a-z]+Request/)?.1,
    let parts = swiftName(String(macro)).wholeMatch(of: /peer macro @\w+ expansion #\d+ of (.+?) in (.+)/)
  else { return nil }
  let context = parts.2.split(separator: ".").dropFirst()
  return (context + [parts.1]).joined(separator: ".")
}

/// The name without what the compiler did to the function: specialisations, thunks, forwarders.
private func readableName(_ text: String) -> String {
  var name = Substring(text)
  if let suffix = name.firstRange(of: " with unmangled suffix ") { name = name[..<suffix.lowerBound] }
  let words = [
    "partial apply forwarder for ", "merged ", "generic specialization ", "generic not re-abstracted specialization ",
    "function signature specialization ", "protocol witness for ", "of ",
  ]
  while let word = words.first(where: { name.hasPrefix($0) }) {
    name = name.dropFirst(word.count)
    if name.first == "<" { name = name.dropFirst(bracketLength(name)).drop { $0 == " " } }
  }
  let isOurs = name.contains(" in Nabla.") || name.contains(" in static Nabla.")
  if name.contains("closure"), isOurs { return "the differentiated closure" }
  return String(name).replacing("Swift.", with: "")
}

/// The number of characters up to the bracket that closes the first one; arrows are no brackets.
private func bracketLength(_ text: Substring) -> Int {
  var (depth, length) = (0, 0)
  var previous: Character = " "
  for character in text {
    length += 1
    if character == "<" { depth += 1 }
    if character == ">" && previous != "-" { depth -= 1 }
    if depth == 0 { break }
    previous = character
  }
  return length
}

/// Whether a Swift symbol is that of generic code for any types: its name mentions a type parameter, `A` or `B1`, and no
/// types that it was specialised for.
func isUnspecialised(_ symbol: String) -> Bool {
  guard symbol.hasPrefix("$s") else { return false }
  let text = swiftName(symbol)
  return !text.contains("specialization <") && text.contains(/(^|[^\w.])[A-Z]\d?($|[^\w:])/)
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
