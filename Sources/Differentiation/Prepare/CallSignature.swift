// What a call through a pointer and a function must have in common: the types, which parameters are passed in special
// registers or stand for results, and the sizes of values that Swift passes by address.
//
// Closures that Swift keeps in generic form all look alike: addresses of a result, of arguments, and a context. What lies
// at these addresses is written beside them where its type is known; code that is generic at run time says nothing.

import LLVM

struct CallSignature: Hashable {
  private let type: Type
  /// By parameter, the special ways in which it is passed.
  private let roles: [[String]]
  /// By parameter, the bytes of a Swift value that it is the address of; nil where that is not known.
  private var sizes: [Int?]

  private static let special = ["sret", "swiftself", "swifterror", "swiftasync", "byval", "nest"]
  /// LLVM's number for Swift's calling convention.
  private static let swiftConvention = 16

  /// The signature of a function.
  init(_ function: Function, _ layout: DataLayout) { self.init(function.value, function.functionType, layout) }

  private init(_ value: Value, _ type: Type, _ layout: DataLayout) {
    self.type = type
    roles = type.parameterTypes.indices.map { index in
      Self.special.filter { value.hasAttribute($0, at: .parameter(index)) }
    }
    let isSwift = value.callingConvention == Self.swiftConvention
    sizes = type.parameterTypes.indices.map { isSwift ? Self.size(of: value, $0, layout) : nil }
  }

  private init(_ type: Type, _ roles: [[String]], _ sizes: [Int?]) {
    self.type = type
    self.roles = roles
    self.sizes = sizes
  }

  private static func size(of value: Value, _ parameter: Int, _ layout: DataLayout) -> Int? {
    if let result = value.structuralType(of: "sret", at: .parameter(parameter)) {
      if result.isSized { return layout.size(of: result) }
      // An empty result lies nowhere.
      return value.isInstruction && value.argument(parameter).isUndefOrPoison ? 0 : nil
    }
    return value.attribute("dereferenceable", at: .parameter(parameter))?.integerValue.map(Int.init)
  }

  /// The signatures that a function called through a pointer may have: that of the call, or that without the context of
  /// a Swift closure, which closures without captures do not take.
  static func ofCall(_ call: Value, _ layout: DataLayout) -> [CallSignature] {
    let whole = CallSignature(call, call.calledFunctionType, layout)
    guard let context = contextIndex(of: call), !whole.type.isVarArg else { return [whole] }
    var (parameters, roles, sizes) = (whole.type.parameterTypes, whole.roles, whole.sizes)
    parameters.remove(at: context)
    roles.remove(at: context)
    sizes.remove(at: context)
    return [whole, CallSignature(.function(params: parameters, returns: whole.type.returnType), roles, sizes)]
  }

  static func contextIndex(of call: Value) -> Int? {
    (0..<call.argumentCount).first { call.hasAttribute("swiftself", at: .parameter($0)) }
  }

  /// Whether a function with the other signature may be called with this one, as far as the machine is concerned.
  func resembles(_ other: CallSignature) -> Bool { type == other.type && roles == other.roles }

  /// Whether a function with the other signature may be called with this one.
  func admits(_ other: CallSignature) -> Bool {
    resembles(other) && zip(sizes, other.sizes).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
  }

  /// The signature without sizes.
  var form: CallSignature { CallSignature(type, roles, sizes.map { _ in nil }) }
}
