// What a closure captured is memory, so a function among it is only known when the program runs — unless the memory was
// filled where the derivative is asked for, as it is for
//
//     gradient(at: x) { x in data.reduce(0) { … } }
//
// where the closure of the request captures the user's closure, and that one captures `data`. Each such closure gets a
// variant that says which functions it finds in its context; the optimiser then calls them directly. Contexts never
// change once they are made.

import LLVM

struct ClosureContexts {
  private let module: Module
  private let layout: DataLayout

  init(_ module: Module) {
    self.module = module
    layout = module.dataLayout
  }

  /// Lets every request in the module name a closure that knows the functions in its context.
  func specialize() {
    for function in module.functions where ClosureRequestReader.mode(of: function) != nil {
      for call in function.value.users where call.isCall && call.calledFunction == function && call.argumentCount > 1 {
        guard let closure = Function(call.argument(0)), !closure.isDeclaration else { continue }
        let known = functions(in: call.argument(1), depth: 0)
        if !known.isEmpty { call.setOperand(0, variant(of: closure, knowing: known).value) }
      }
    }
  }

  /// A function in a context: the offsets of the loads that lead to it.
  private typealias Known = (path: [Int], function: Function)

  /// The functions in the context that `pointer` leads to, if it was made here.
  private func functions(in pointer: Value, depth: Int) -> [Known] {
    guard depth < 4, pointer.isInstruction,
      pointer.opcode == .alloca || pointer.isCall && pointer.calledFunction?.name == "swift_allocObject"
    else { return [] }
    var stores: [Int: [Value]] = [:]
    collectStores(to: pointer, offset: 0, &stores)
    return stores.flatMap { offset, values -> [Known] in
      guard values.count == 1 else { return [] }
      if let function = Function(values[0]) { return [([offset], function)] }
      return functions(in: values[0], depth: depth + 1).map { ([offset] + $0.path, $0.function) }
    }.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  private func collectStores(to pointer: Value, offset: Int, _ stores: inout [Int: [Value]]) {
    for user in pointer.users where user.isInstruction {
      if user.opcode == .store, user.operand(1) == pointer {
        stores[offset, default: []].append(user.operand(0))
      } else if user.opcode == .getElementPtr, user.operand(0) == pointer, let step = self.offset(of: user) {
        collectStores(to: user, offset: offset + step, &stores)
      }
    }
  }

  /// The bytes that an address computation adds, if they are known.
  private func offset(of address: Value) -> Int? {
    var type = address.sourceElementType
    guard let first = address.operand(1).constantInt else { return nil }
    var result = Int(first) * layout.size(of: type)
    for operand in address.operands.dropFirst(2) {
      guard let index = operand.constantInt, type.isStructure else { return nil }
      result += layout.offset(of: Int(index), in: type)
      type = type.elements[Int(index)]
    }
    return result
  }

  private func variant(of closure: Function, knowing known: [Known]) -> Function {
    let context = module.context
    let pointer = Type.pointer(context)
    let variant = module.addFunction(name: closure.name + ".nabla", type: closure.functionType)
    variant.value.copyAttributes(from: closure.value, parameters: true)
    variant.callingConvention = closure.callingConvention
    variant.linkage = .internal
    let builder = Builder(context)
    builder.position(atEndOf: variant.appendBlock("entry"))
    let captures = closure.parameters.indices.first { closure.hasAttribute("swiftself", at: .parameter($0)) }
    if let captures {
      for (path, function) in known {
        var value = variant.parameter(captures)
        for offset in path { value = builder.load(pointer, builder.ptrAdd(value, offset), alignment: 8) }
        builder.callIntrinsic("llvm.assume", overloads: [], [builder.icmp(.eq, value, function.value)])
      }
    }
    let call = builder.call(closure, variant.parameters)
    call.callingConvention = closure.callingConvention
    for index in closure.parameters.indices {
      for name in ["swiftself", "swifterror"] where closure.hasAttribute(name, at: .parameter(index)) {
        call.addAttribute(name, at: .parameter(index))
      }
    }
    builder.retVoid()
    return variant
  }
}
