// Functions, variables and aliases as symbols.

internal import CLLVM

/// Who sees a symbol, and who wins when several modules define it. Raw values are LLVM's.
public enum Linkage: UInt32, Hashable, Sendable {
  case external = 0
  case availableExternally = 1
  case linkOnceAny = 2
  case linkOnceODR = 3
  case weakAny = 5
  case weakODR = 6
  case appending = 7
  case `internal` = 8
  case `private` = 9
  case externalWeak = 12
  case common = 14

  /// The definition may go where nothing uses it.
  public var isDiscardable: Bool { isLocal || self == .linkOnceAny || self == .linkOnceODR }

  /// Invisible outside the module.
  public var isLocal: Bool { self == .internal || self == .private }
}

/// Which symbols the dynamic linker sees. Raw values are LLVM's.
public enum Visibility: UInt32, Hashable, Sendable {
  case `default`, hidden, protected
}

/// Whether a symbol's address matters. Raw values are LLVM's.
public enum UnnamedAddress: UInt32, Hashable, Sendable {
  case significant, locallyInsignificant, insignificant
}

extension Value {
  public var isGlobalValue: Bool {
    switch kind {
    case .function, .globalVariable, .globalAlias, .globalIFunc: true
    default: false
    }
  }

  /// The initial value of a global variable.
  public var initializer: Value? {
    get { kind == .globalVariable ? LLVMGetInitializer(ref).map(Value.init) : nil }
    nonmutating set { LLVMSetInitializer(ref, newValue?.ref) }
  }

  /// Whether the global variable is never written.
  public var isGlobalConstant: Bool {
    get { kind == .globalVariable && LLVMIsGlobalConstant(ref) != 0 }
    nonmutating set { LLVMSetGlobalConstant(ref, newValue ? 1 : 0) }
  }

  public var linkage: Linkage {
    get { Linkage(rawValue: LLVMGetLinkage(ref).rawValue) ?? .external }
    nonmutating set { LLVMSetLinkage(ref, LLVMLinkage(newValue.rawValue)) }
  }

  public var visibility: Visibility {
    get { Visibility(rawValue: LLVMGetVisibility(ref).rawValue) ?? .default }
    nonmutating set { LLVMSetVisibility(ref, LLVMVisibility(newValue.rawValue)) }
  }

  public var unnamedAddr: UnnamedAddress {
    get { UnnamedAddress(rawValue: LLVMGetUnnamedAddress(ref).rawValue) ?? .significant }
    nonmutating set { LLVMSetUnnamedAddress(ref, LLVMUnnamedAddr(newValue.rawValue)) }
  }

  /// The section's name; empty for the default one.
  public var section: String {
    get { LLVMGetSection(ref).map { String(cString: $0) } ?? "" }
    nonmutating set { LLVMSetSection(ref, newValue) }
  }

  public var isDeclaration: Bool { LLVMIsDeclaration(ref) != 0 }

  public var isThreadLocal: Bool {
    get { kind == .globalVariable && LLVMIsThreadLocal(ref) != 0 }
    nonmutating set { LLVMSetThreadLocal(ref, newValue ? 1 : 0) }
  }

  /// The type of what the symbol names.
  public var valueType: Type { Type(LLVMGlobalGetValueType(ref)) }

  /// What an alias stands for.
  public var aliasee: Value? { kind == .globalAlias ? Value(LLVMAliasGetAliasee(ref)) : nil }

  /// Makes an alias stand for something else.
  public func setAliasee(_ value: Value) { LLVMAliasSetAliasee(ref, value.ref) }

  /// Removes the symbol from its module; it must have no uses.
  public func eraseGlobal() { NBLEraseGlobal(ref) }
}
