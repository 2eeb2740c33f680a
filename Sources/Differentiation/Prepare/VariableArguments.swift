// Functions with a variable number of arguments become functions of a fixed number: the last parameter is the address of
// a record in which each caller puts the arguments, as the platform lays them out on the stack. A list of arguments
// (`va_list`) says then that all registers are used up, and points to the record; so it is one that compiled code, too,
// understands.

import LLVM

struct VariableArguments {
  private let module: Module
  private let layout: ListLayout

  /// Nothing to do on platforms whose lists of arguments are not known.
  init?(_ module: Module) {
    guard let layout = ListLayout(target: module.targetTriple) else { return nil }
    self.module = module
    self.layout = layout
  }

  static func reads(_ function: Function) -> Bool {
    function.functionType.isVarArg && function.instructions.contains { $0.isCall && intrinsic($0) == "llvm.va_start" }
  }

  private static func intrinsic(_ call: Value) -> String? { call.calledFunction?.intrinsicName }

  /// Rewrites the functions and all direct calls of them.
  func rewrite(_ functions: [Function]) {
    let replaced = functions.filter(canRewrite)
    for function in replaced { rewrite(function) }
    guard !replaced.isEmpty else { return }
    for function in module.functions where !function.isDeclaration { copyLists(in: function) }
  }

  /// A call that must reuse the frame of its caller passes the arguments on as they came.
  private func canRewrite(_ function: Function) -> Bool {
    function.value.users.allSatisfy { !($0.isInstruction && $0.isCall && $0.tailCallKind == .mustTail) }
  }

  private func rewrite(_ function: Function) {
    let name = function.name
    let type = function.functionType
    function.name = name + ".variadic"
    let pointer = Type.pointer(module.context)
    let fixed = module.addFunction(
      name: name, type: .function(params: type.parameterTypes + [pointer], returns: type.returnType))
    let parameters = zip(function.parameters, fixed.parameters).map { ($0, $1) }
    _ = Function.cloneBody(of: function, into: fixed, mapping: parameters)
    fixed.value.copyAttributes(from: function.value, parameters: true)
    fixed.linkage = function.linkage
    fixed.callingConvention = function.callingConvention
    fixed.personality = function.personality
    for call in fixed.instructions where call.isCall && Self.intrinsic(call) == "llvm.va_start" {
      let builder = builder(before: call)
      layout.fill(call.argument(0), with: fixed.parameters.last!, builder)
      call.erase()
    }
    for call in function.value.users where call.isInstruction && call.isCall && call.calledFunction == function {
      replace(call, by: fixed)
    }
  }

  private func replace(_ call: Value, by function: Function) {
    let count = function.parameters.count - 1
    let builder = builder(before: call)
    let record = record(of: Array(count..<call.argumentCount), call, builder)
    let arguments = Array(call.arguments.prefix(count)) + [record]
    let new =
      call.opcode == .invoke
      ? builder.invoke(
        function.functionType, function.value, arguments, normal: call.normalDestination, unwind: call.unwindDestination
      )
      : builder.call(function, arguments)
    new.callingConvention = call.callingConvention
    for index in 0..<count {
      for attribute in call.attributes(at: .parameter(index)) { new.addAttribute(attribute, at: .parameter(index)) }
    }
    if call.hasUses { call.replaceAllUses(with: new) }
    call.erase()
  }

  /// Memory that holds the given arguments of a call, one behind the other.
  private func record(of indices: [Int], _ call: Value, _ builder: Builder) -> Value {
    var slots: [(index: Int, offset: Int, copied: Type?)] = []
    var size = 0
    for index in indices {
      let copied = call.structuralType(of: "byval", at: .parameter(index))
      let type = copied ?? call.argument(index).type
      let alignment = max(layout.slot, min(module.dataLayout.alignment(of: type), 16))
      size = (size + alignment - 1) / alignment * alignment
      slots.append((index, size, copied))
      size += (module.dataLayout.size(of: type) + layout.slot - 1) / layout.slot * layout.slot
    }
    let entry = Builder(module.context)
    entry.position(atFirstNonPhiOf: call.parentFunction.entry)
    entry.clearDebugLocation()
    let record = entry.alloca(.array(.integer(8, module.context), max(size, layout.slot)), alignment: 16)
    for slot in slots {
      let (place, value) = (builder.ptrAdd(record, slot.offset, inBounds: true), call.argument(slot.index))
      if let copied = slot.copied {
        let bytes = Type.integer(64, module.context).constant(module.dataLayout.size(of: copied))
        builder.memcpy(place, value, bytes, destinationAlignment: layout.slot, sourceAlignment: 1)
      } else {
        builder.store(value, place, alignment: layout.slot)
      }
    }
    return record
  }

  /// Lists are copied as memory; what ends their use does nothing.
  private func copyLists(in function: Function) {
    for call in function.instructions where call.isCall {
      switch Self.intrinsic(call) {
      case "llvm.va_end": call.erase()
      case "llvm.va_copy":
        let bytes = Type.integer(64, module.context).constant(layout.size)
        builder(before: call).memcpy(
          call.argument(0), call.argument(1), bytes, destinationAlignment: 8, sourceAlignment: 8)
        call.erase()
      default: break
      }
    }
  }

  private func builder(before instruction: Value) -> Builder {
    let builder = Builder(module.context)
    builder.position(before: instruction)
    builder.copyDebugLocation(from: instruction)
    return builder
  }
}

/// What a `va_list` looks like that takes all arguments from memory.
private struct ListLayout {
  /// Numbers in the list that say that no register is left.
  private let numbers: [(offset: Int, value: Int)]
  private let address: Int
  let size: Int
  /// Arguments take a multiple of as many bytes.
  let slot = 8

  init?(target: String) {
    if target.hasPrefix("x86_64") && !target.contains("windows") {
      (numbers, address, size) = ([(0, 48), (4, 176)], 8, 24)
    } else if target.hasPrefix("aarch64") && target.contains("linux") {
      (numbers, address, size) = ([(24, 0), (28, 0)], 0, 32)
    } else {
      return nil
    }
  }

  func fill(_ list: Value, with record: Value, _ builder: Builder) {
    let number = Type.integer(32, builder.context)
    for (offset, value) in numbers {
      builder.store(number.constant(value), builder.ptrAdd(list, offset, inBounds: true), alignment: 4)
    }
    builder.store(record, builder.ptrAdd(list, address, inBounds: true), alignment: 8)
  }
}
