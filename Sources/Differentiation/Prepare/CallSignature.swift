// What a call through a pointer and a function must have in common: the types, and which parameters are passed in
// special registers or stand for results.

import LLVM

struct CallSignature: Hashable {
  private let type: Type
  /// By parameter, the special ways in which it is passed.
  private let roles: [[String]]

  private static let special = ["sret", "swiftself", "swifterror", "swiftasync", "byval", "nest"]

  /// The signature of a function.
  init(_ function: Function) { self.init(function.value, function.functionType) }

  private init(_ value: Value, _ type: Type) {
    self.type = type
    roles = type.parameterTypes.indices.map { index in
      Self.special.filter { value.hasAttribute($0, at: .parameter(index)) }
    }
  }

  private init(_ type: Type, _ roles: [[String]]) {
    self.type = type
    self.roles = roles
  }

  /// The signatures that a function called through a pointer may have: that of the call, or that without the context of
  /// a Swift closure, which closures without captures do not take.
  static func ofCall(_ call: Value) -> [CallSignature] {
    let whole = CallSignature(call, call.calledFunctionType)
    guard let context = contextIndex(of: call), !whole.type.isVarArg else { return [whole] }
    var (parameters, roles) = (whole.type.parameterTypes, whole.roles)
    parameters.remove(at: context)
    roles.remove(at: context)
    return [whole, CallSignature(.function(params: parameters, returns: whole.type.returnType), roles)]
  }

  static func contextIndex(of call: Value) -> Int? {
    (0..<call.argumentCount).first { call.hasAttribute("swiftself", at: .parameter($0)) }
  }
}
