// Running a module inside this process.

internal import CLLVM

/// Compiled code in this process; it lives as long as this object.
public final class JIT {
  private let ref: OpaquePointer

  /// Compiles a copy of the module. Symbols it only declares are looked up in the process.
  public init(_ module: consuming Module) throws {
    var message: UnsafeMutablePointer<CChar>?
    guard let ref = NBLCreateJIT(module.ref, &message) else { throw LLVMError(take(message) ?? "no JIT") }
    self.ref = ref
  }

  deinit { NBLDisposeJIT(ref) }

  /// The address of a function or global of the module.
  public func address(of symbol: String) throws -> UnsafeRawPointer {
    var message: UnsafeMutablePointer<CChar>?
    let address = NBLJITLookup(ref, symbol, &message)
    try check(message)
    guard let pointer = UnsafeRawPointer(bitPattern: UInt(address)) else { throw LLVMError("\(symbol) is null") }
    return pointer
  }
}
