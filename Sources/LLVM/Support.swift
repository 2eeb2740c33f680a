// Errors, and the conversions between C and Swift that every file here uses.

internal import CLLVM

/// An error with LLVM's own words.
public struct LLVMError: Error, Hashable, Sendable, CustomStringConvertible {
  public let message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}

/// Takes over a string allocated by LLVM.
func take(_ text: UnsafeMutablePointer<CChar>?) -> String? {
  guard let text else { return nil }
  defer { LLVMDisposeMessage(text) }
  return String(cString: text)
}

/// Throws the message, if there is one.
func check(_ message: UnsafeMutablePointer<CChar>?) throws {
  if let text = take(message) { throw LLVMError(text) }
}

func string(_ data: UnsafePointer<CChar>?, _ length: Int) -> String {
  guard let data, length > 0 else { return "" }
  return String(
    decoding: UnsafeRawBufferPointer(start: data, count: length), as: UTF8.self)
}

func string(_ view: NBLString) -> String { string(view.data, view.length) }

func nonEmpty(_ view: NBLString) -> String? { view.length == 0 ? nil : string(view) }

/// Collects what a C function hands to its sink.
func collect(_ body: (UnsafeMutableRawPointer, NBLSink) -> Void) -> [OpaquePointer] {
  var items: [OpaquePointer] = []
  withUnsafeMutablePointer(to: &items) { pointer in
    body(UnsafeMutableRawPointer(pointer)) { context, item in
      context!.assumingMemoryBound(to: [OpaquePointer].self).pointee.append(OpaquePointer(item!))
    }
  }
  return items
}

/// Follows the links of one of LLVM's lists.
func chain(_ first: OpaquePointer?, _ next: (OpaquePointer) -> OpaquePointer?) -> [OpaquePointer] {
  var result: [OpaquePointer] = []
  var item = first
  while let current = item {
    result.append(current)
    item = next(current)
  }
  return result
}

extension Array where Element == Value {
  /// The same values as C arguments.
  var references: [OpaquePointer?] { map { $0.ref } }
}

extension Array where Element == Type {
  /// The same types as C arguments.
  var references: [OpaquePointer?] { map { $0.ref } }
}

/// A readable name for a symbol of C++ or Rust; Swift's and C's stay as they are.
public func demangle(_ symbol: String) -> String { take(NBLDemangle(symbol)) ?? symbol }

/// From now on what LLVM cannot go on after, and crashes, print a message with this advice and end the process with code
/// 70. For programs, not for libraries.
public func reportCrashes(advice: String) { NBLReportCrashes(advice) }
