// Kinds and places in print.

extension KindSet: CustomStringConvertible {
  /// "double", "integer or pointer", "nothing known".
  var description: String {
    var parts = formats.map(\.description)
    if contains(.integer) { parts.append("integer") }
    if contains(.pointer) { parts.append("pointer") }
    if contains(.partOfFloat) { parts.append("part of a number") }
    return parts.isEmpty ? "nothing known" : parts.joined(separator: " or ")
  }
}

extension Place: CustomStringConvertible {
  /// "8", or "8 + 16k" for a repeated position, "16k from 32" for one with a lowest position.
  var description: String {
    if stride == 0 { return "\(offset)" }
    let multiple = stride == 1 ? "k" : "\(stride)k"
    return (offset == 0 ? multiple : "\(offset) + \(multiple)") + (start > offset ? " from \(start)" : "")
  }
}
