// Serves macro expansions to the compiler on standard input and output, until the input ends.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Answers the compiler's requests for macro expansions, and exits when it closes standard input.
///
/// An executable that calls this serves as macro plugin: `-load-plugin-executable <path>#NablaMacros`.
public func serveMacroPlugin() -> Never {
  while let header = readBytes(8, from: STDIN_FILENO) {
    let length = header.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    guard length < 1 << 32, let message = readBytes(Int(length), from: STDIN_FILENO) else { exit(1) }
    guard let reply = try? macroPluginReply(to: message) else { exit(1) }
    let replyHeader = (0..<8).map { UInt8(truncatingIfNeeded: reply.count >> ($0 * 8)) }
    guard writeBytes(replyHeader + reply, to: STDOUT_FILENO) else { exit(1) }
  }
  exit(0)
}

/// Exactly `count` bytes, or nil if the input ends before.
private func readBytes(_ count: Int, from descriptor: Int32) -> [UInt8]? {
  var bytes = [UInt8](repeating: 0, count: count)
  var filled = 0
  while filled < count {
    let received = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, count - filled) }
    if received < 0 && errno == EINTR { continue }
    if received <= 0 { return nil }
    filled += received
  }
  return bytes
}

/// Writes all of `bytes`; returns whether that succeeded.
private func writeBytes(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var written = 0
  while written < bytes.count {
    let sent = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, bytes.count - written) }
    if sent < 0 && errno == EINTR { continue }
    if sent <= 0 { return false }
    written += sent
  }
  return true
}
