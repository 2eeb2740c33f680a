// A small function put in place of a call: it takes the call's arguments, calls other functions with them, and returns
// their results one behind the other, as C lays them out in a structure.

import LLVM

struct WrapperFunction {
  let function: Function
  let builder: Builder
  private let module: Module
  private let arguments: [ArgumentList.Argument]
  private let resultMemory: Value?

  init(_ module: Module, named name: String, _ arguments: [ArgumentList.Argument], returning type: Type) {
    self.module = module
    self.arguments = arguments
    function = module.addFunction(
      name: name, type: .function(params: arguments.map(\.value.type), returns: type))
    function.linkage = .internal
    for (index, argument) in arguments.enumerated() { argument.copyAttributes(to: function.value, at: index) }
    resultMemory = arguments.first?.result == nil ? nil : function.parameter(0)
    builder = Builder(module.context)
    builder.position(atEndOf: function.appendBlock("entry"))
  }

  /// The arguments, without the address of the result.
  var values: [Value] { Array(function.parameters.dropFirst(resultMemory == nil ? 0 : 1)) }

  /// Calls `callee` with the first of `values` and removes those; nil if they do not fit.
  func call(_ callee: Function, _ values: inout [Value]) -> Value? {
    var parameters = callee.functionType.parameterTypes[...]
    var result: Value?
    if let type = callee.structuralType(of: "sret", at: .parameter(0)) {
      parameters.removeFirst()
      result = builder.alloca(type, alignment: 16)
    }
    guard parameters.count <= values.count, !callee.functionType.isVarArg else { return nil }
    var passed = result.map { [$0] } ?? []
    for (value, type) in zip(values, parameters) {
      guard let converted = converted(value, to: type) else { return nil }
      passed.append(converted)
    }
    values.removeFirst(parameters.count)
    let call = builder.call(callee, passed)
    call.callingConvention = callee.callingConvention
    for index in passed.indices {
      for name in ["byval", "sret"] {
        if let type = callee.structuralType(of: name, at: .parameter(index)) {
          call.addAttribute(name, type: type, at: .parameter(index))
        }
      }
    }
    guard let result, let type = callee.structuralType(of: "sret", at: .parameter(0)) else { return call }
    return builder.load(type, result)
  }

  /// C promotes what it passes without a prototype.
  private func converted(_ value: Value, to type: Type) -> Value? {
    if value.type == type { return value }
    if value.type.isFloatingPoint && type.isFloatingPoint { return builder.fpCast(value, type) }
    if value.type.isInteger && type.isInteger { return builder.sextOrTrunc(value, type) }
    return nil
  }

  /// Returns the results together.
  func finish(_ results: [Value]) {
    let layout = module.dataLayout
    let results = results.filter { !$0.type.isVoid }
    let type = function.returnType
    var offsets: [Int] = []
    var size = 0
    for result in results {
      offsets.append(CLayout(layout).aligned(size, result.type))
      size = offsets.last! + layout.size(of: result.type)
    }
    let wanted = type.isVoid ? size : max(size, layout.size(of: type))
    let memory = resultMemory ?? builder.alloca(.array(.integer(8, module.context), max(wanted, 1)), alignment: 16)
    for (result, offset) in zip(results, offsets) {
      builder.store(result, builder.ptrAdd(memory, offset), alignment: 1)
    }
    if type.isVoid { builder.retVoid() } else { builder.ret(builder.load(type, memory, alignment: 1)) }
  }
}
