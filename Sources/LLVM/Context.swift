// The owner of types and constants.

internal import CLLVM

/// Owns types, constants and what modules share. Not for use by two threads at once.
public final class Context {
  let ref: OpaquePointer

  /// Errors reported by LLVM and not yet taken.
  public private(set) var errors: [String] = []
  /// Warnings reported by LLVM.
  public private(set) var warnings: [String] = []

  public init() {
    NBLInitialize()
    ref = LLVMContextCreate()
    LLVMContextSetDiagnosticHandler(
      ref,
      { info, context in
        let owner = Unmanaged<Context>.fromOpaque(context!).takeUnretainedValue()
        let text = take(LLVMGetDiagInfoDescription(info)) ?? ""
        switch LLVMGetDiagInfoSeverity(info) {
        case LLVMDSError: owner.errors.append(text)
        case LLVMDSWarning: owner.warnings.append(text)
        default: break
        }
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { LLVMContextDispose(ref) }

  /// The errors so far, joined and forgotten; nil if there were none.
  public func takeErrors() -> String? {
    defer { errors = [] }
    return errors.isEmpty ? nil : errors.joined(separator: "\n")
  }
}
