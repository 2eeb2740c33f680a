// Objects that C passes or returns by value and LLVM IR by address, in split mode. Their memory lasts no longer than the
// call, but the reverse sweep comes later. So the request is for a small function around the primal that takes and returns
// the objects as values, as it is with small ones.

import LLVM

struct ObjectsByValue {
  private static let prefix = "nabla.values."

  private let module: Module

  init(_ module: Module) { self.module = module }

  /// The same request about values.
  func settled(_ request: Request) -> Request {
    guard request.mode == .split, Self.hasObjects(request.primal) else { return request }
    var settled = request
    settled.primal = function(around: request.primal)
    for index in request.arguments.indices {
      guard let type = Self.type(request.primal, index, "byval") else { continue }
      settled.arguments[index] = value(request.arguments[index], type)
    }
    guard Self.type(request.primal, 0, "sret") != nil else { return settled }
    settled.arguments.removeFirst()
    for index in settled.groups.indices {
      let old = settled.groups[index].parameters
      settled.groups[index].parameters = old.lowerBound - 1..<old.upperBound - 1
    }
    return settled
  }

  /// Removes the functions around primals when all requests are served.
  func removeUnused() {
    for function in module.functions where function.name.hasPrefix(Self.prefix) && !function.value.hasUses {
      function.erase()
    }
  }

  private static func type(_ function: Function, _ index: Int, _ attribute: String) -> Type? {
    function.structuralType(of: attribute, at: .parameter(index))
  }

  private static func hasObjects(_ function: Function) -> Bool {
    function.parameters.indices.contains { type(function, $0, "byval") != nil || type(function, $0, "sret") != nil }
  }

  private func value(_ argument: RequestArgument, _ type: Type) -> RequestArgument {
    func loaded(_ passed: PassedValue) -> PassedValue {
      if case .value(let address) = passed { return .memory(address, offset: 0) }
      return passed
    }
    var argument = argument
    if argument.object != nil { argument.activity = CallRequestReader.holdsNumbers(type) ? .active : .constant }
    argument.object = nil
    argument.primal = argument.primal.map(loaded)
    argument.shadows = argument.shadows.map(loaded)
    return argument
  }

  private func function(around primal: Function) -> Function {
    let name = Self.prefix + primal.name
    if let known = module.function(named: name) { return known }
    let result = Self.type(primal, 0, "sret")
    let parameters = primal.parameters.indices.dropFirst(result == nil ? 0 : 1)
    let types = parameters.map { Self.type(primal, $0, "byval") ?? primal.parameter($0).type }
    let function = module.addFunction(name: name, type: .function(params: types, returns: result ?? primal.returnType))
    function.linkage = .internal
    let builder = Builder(module.context)
    builder.position(atEndOf: function.appendBlock("entry"))
    let memory = result.map { builder.alloca($0, alignment: 16) }
    let arguments = zip(parameters, function.parameters).map { index, value -> Value in
      guard Self.type(primal, index, "byval") != nil else { return value }
      let object = builder.alloca(value.type, alignment: 16)
      builder.store(value, object)
      return object
    }
    let call = builder.call(primal, (memory.map { [$0] } ?? []) + arguments)
    call.callingConvention = primal.callingConvention
    for index in primal.parameters.indices {
      for attribute in ["byval", "sret"] {
        guard let type = Self.type(primal, index, attribute) else { continue }
        call.addAttribute(attribute, type: type, at: .parameter(index))
      }
    }
    if let memory {
      builder.ret(builder.load(result!, memory))
    } else if primal.returnType.isVoid {
      builder.retVoid()
    } else {
      builder.ret(call)
    }
    return function
  }
}
