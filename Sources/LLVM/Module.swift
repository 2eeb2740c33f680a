// A module: reading, writing, looking things up.

internal import CLLVM

/// Functions and globals of one translation unit. Owns them; handles to them must not outlive it.
public final class Module {
  /// Kept alive by its modules.
  public let context: Context
  /// Nil after `link` consumed the module.
  private(set) var storage: OpaquePointer?

  var ref: OpaquePointer {
    guard let storage else { preconditionFailure("the module was consumed by link(_:)") }
    return storage
  }

  init(taking ref: OpaquePointer, in context: Context) {
    self.context = context
    storage = ref
  }

  /// An empty module.
  public convenience init(name: String, in context: Context) {
    self.init(taking: LLVMModuleCreateWithNameInContext(name, context.ref), in: context)
  }

  deinit {
    if let storage { LLVMDisposeModule(storage) }
  }

  /// Reads bitcode or textual IR; `-` is the standard input.
  public static func parse(path: String, in context: Context) throws -> Module {
    try parse(in: context) { NBLParseFile(context.ref, path, $0) }
  }

  /// Reads bitcode or textual IR; `name` stands for the file in messages.
  public static func parse(bytes: [UInt8], name: String, in context: Context) throws -> Module {
    try parse(in: context) { message in
      bytes.withUnsafeBytes { NBLParseBytes(context.ref, $0.baseAddress, $0.count, name, message) }
    }
  }

  /// Reads textual IR.
  public static func parse(text: String, name: String = "text", in context: Context) throws -> Module {
    try parse(bytes: Array(text.utf8), name: name, in: context)
  }

  private static func parse(
    in context: Context, _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> OpaquePointer?
  ) throws -> Module {
    var message: UnsafeMutablePointer<CChar>?
    guard let ref = body(&message) else {
      let reports = [take(message), context.takeErrors()].compactMap { $0 }
      throw LLVMError(reports.joined(separator: "\n"))
    }
    return Module(taking: ref, in: context)
  }

  /// A copy in the same context.
  public func copy() -> Module { Module(taking: LLVMCloneModule(ref), in: context) }

  /// All functions, declarations too, in order.
  public var functions: [Function] {
    chain(LLVMGetFirstFunction(ref)) { LLVMGetNextFunction($0) }.map(Function.init(ref:))
  }

  /// All global variables, in order.
  public var globals: [Value] {
    chain(LLVMGetFirstGlobal(ref)) { LLVMGetNextGlobal($0) }.map(Value.init)
  }

  /// All aliases, in order.
  public var aliases: [Value] {
    chain(LLVMGetFirstGlobalAlias(ref)) { LLVMGetNextGlobalAlias($0) }.map(Value.init)
  }

  public func function(named name: String) -> Function? {
    LLVMGetNamedFunctionWithLength(ref, name, name.utf8.count).map(Function.init(ref:))
  }

  public func global(named name: String) -> Value? {
    LLVMGetNamedGlobalWithLength(ref, name, name.utf8.count).map(Value.init)
  }

  /// Adds a declaration; a body makes it a definition. A taken name gets a number behind it.
  public func addFunction(name: String, type: Type) -> Function {
    Function(ref: LLVMAddFunction(ref, name, type.ref))
  }

  /// Adds a global variable without initializer.
  public func addGlobal(name: String, type: Type) -> Value { Value(LLVMAddGlobal(ref, type.ref, name)) }

  /// Adds a global variable without initializer in an address space.
  public func addGlobal(name: String, type: Type, addressSpace: Int) -> Value {
    Value(LLVMAddGlobalInAddressSpace(ref, type.ref, name, UInt32(addressSpace)))
  }

  /// The declaration of an intrinsic.
  public func intrinsic(_ name: String, overloads: [Type]) -> Function {
    let identifier = LLVMLookupIntrinsicID(name, name.utf8.count)
    precondition(identifier != 0, "no intrinsic \(name)")
    var types = overloads.references
    return Function(ref: LLVMGetIntrinsicDeclaration(ref, identifier, &types, types.count))
  }

  public var name: String {
    get {
      var length = 0
      return string(LLVMGetModuleIdentifier(ref, &length), length)
    }
    set { LLVMSetModuleIdentifier(ref, newValue, newValue.utf8.count) }
  }

  public var sourceFileName: String {
    get {
      var length = 0
      return string(LLVMGetSourceFileName(ref, &length), length)
    }
    set { LLVMSetSourceFileName(ref, newValue, newValue.utf8.count) }
  }

  public var targetTriple: String {
    get { String(cString: LLVMGetTarget(ref)) }
    set { LLVMSetTarget(ref, newValue) }
  }

  public var dataLayoutString: String {
    get { String(cString: LLVMGetDataLayoutStr(ref)) }
    set { LLVMSetDataLayout(ref, newValue) }
  }

  /// Sizes and offsets of types; valid while the module lives.
  public var dataLayout: DataLayout { DataLayout(ref: LLVMGetModuleDataLayout(ref), owner: self) }

  /// Throws LLVM's message if the module is invalid.
  public func verify() throws { try check(NBLVerifyModule(ref)) }

  /// LLVM's message if the function is invalid.
  public func verify(function: Function) -> String? { take(NBLVerifyFunction(function.ref)) }

  /// Moves the contents of `other` into this module and leaves `other` unusable.
  public func link(_ other: Module) throws {
    let source: Module
    if other.context === context {
      source = other
    } else {
      source = try Module.parse(bytes: other.bitcode(), name: other.name, in: context)
    }
    let taken = source.ref
    source.storage = nil
    if source !== other {
      LLVMDisposeModule(other.ref)
      other.storage = nil
    }
    if LLVMLinkModules2(ref, taken) != 0 { throw LLVMError(context.takeErrors() ?? "linking failed") }
  }

  /// Replaces every alias by what it stands for.
  public func resolveAliases() { NBLResolveAliases(ref) }

  /// Takes every function and global out of its comdat group.
  public func dropComdats() { NBLDropComdats(ref) }

  /// Removes all debug information; tells whether there was any.
  @discardableResult
  public func stripDebugInfo() -> Bool { NBLStripDebugInfo(ref) }
}

extension Module: CustomStringConvertible {
  /// The textual IR.
  public var description: String { take(LLVMPrintModuleToString(ref)) ?? "" }

  public func writeText(to path: String) throws {
    var message: UnsafeMutablePointer<CChar>?
    if LLVMPrintModuleToFile(ref, path, &message) != 0 { throw LLVMError("\(path): \(take(message) ?? "")") }
  }

  public func writeBitcode(to path: String) throws {
    if LLVMWriteBitcodeToFile(ref, path) != 0 { throw LLVMError("\(path): cannot be written") }
  }

  public func bitcode() -> [UInt8] {
    let buffer = LLVMWriteBitcodeToMemoryBuffer(ref)
    defer { LLVMDisposeMemoryBuffer(buffer) }
    return Array(UnsafeRawBufferPointer(start: LLVMGetBufferStart(buffer), count: LLVMGetBufferSize(buffer)))
  }
}
