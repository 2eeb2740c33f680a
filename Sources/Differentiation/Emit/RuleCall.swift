// Calls of functions that were compiled from C: structures are taken apart into registers, passed in memory or returned
// through a pointer, as the ABI has it. Only the bytes matter: arguments are laid out in memory and read back as the
// callee's parameter types.

import LLVM

/// Where C puts values in structures.
struct CLayout {
  private let layout: DataLayout

  init(_ layout: DataLayout) { self.layout = layout }

  /// The first offset from `offset` on at which a value of the type may lie.
  func aligned(_ offset: Int, _ type: Type) -> Int {
    let alignment = alignment(of: type)
    return (offset + alignment - 1) / alignment * alignment
  }

  /// Pairs of small numbers travel as vectors, but lie in memory like their elements.
  func alignment(of type: Type) -> Int {
    max(1, layout.alignment(of: type.isVector && layout.size(of: type) <= 8 ? type.element : type))
  }
}

/// What such a call returned: `size` bytes.
struct RuleResult {
  let builder: Builder
  let memory: Value
  let size: Int

  func read(_ type: Type, at offset: Int) -> Value {
    builder.load(type, builder.ptrAdd(memory, offset), alignment: 1)
  }
}

struct RuleCall {
  enum Item {
    /// One argument.
    case value(Value)
    /// As many parameters as `size` bytes fill.
    case bytes(Value, size: Int)
    /// All parameters that are left, from memory.
    case rest(Value)
  }

  private let program: ProgramEmitter
  private let builder: Builder
  private let callee: RuleFunction

  init(_ program: ProgramEmitter, _ builder: Builder, _ callee: RuleFunction) {
    self.program = program
    self.builder = builder
    self.callee = callee
  }

  private var layout: DataLayout { program.names.types.layout }
  private var places: CLayout { CLayout(layout) }
  private var firstParameter: Int { callee.resultInMemory == nil ? 0 : 1 }
  private var parameters: [Type] { callee.type.parameterTypes }

  /// Calls the function; nil if the arguments do not fit.
  func emit(_ items: [Item]) -> RuleResult? {
    guard let arguments = arguments(items) else { return nil }
    let function =
      program.module.function(named: callee.name) ?? program.module.addFunction(name: callee.name, type: callee.type)
    let returned = callee.resultInMemory ?? callee.type.returnType
    let memory = builder.alloca(returned.isVoid ? .integer(8, program.context) : returned, alignment: 16)
    let call = builder.call(function, (callee.resultInMemory == nil ? [] : [memory]) + arguments)
    if let type = callee.resultInMemory { call.addAttribute("sret", type: type, at: .parameter(0)) }
    for (index, type) in callee.byValue { call.addAttribute("byval", type: type, at: .parameter(index)) }
    if callee.resultInMemory == nil && !returned.isVoid { builder.store(call, memory) }
    return RuleResult(builder: builder, memory: memory, size: returned.isVoid ? 0 : layout.size(of: returned))
  }

  /// How many bytes the parameters behind `count` single ones and `bytes` bytes hold; nil if there are fewer.
  func rest(behind count: Int, bytes: Int) -> Int? {
    var index = firstParameter + count
    guard index <= parameters.count, take(bytes, &index, nil) != nil else { return nil }
    var size = 0
    var alignment = 1
    while index < parameters.count {
      let type = callee.byValue[index] ?? parameters[index]
      size = places.aligned(size, type) + layout.size(of: type)
      alignment = max(alignment, places.alignment(of: type))
      index += 1
    }
    return (size + alignment - 1) / alignment * alignment
  }

  private func arguments(_ items: [Item]) -> [Value]? {
    var result: [Value] = []
    var index = firstParameter
    for item in items {
      switch item {
      case .value(let value):
        guard index < parameters.count, let argument = converted(value, to: parameters[index]) else { return nil }
        result.append(argument)
        index += 1
      case .bytes(let memory, let size):
        guard let taken = take(size, &index, memory) else { return nil }
        result += taken
      case .rest(let memory):
        var offset = 0
        while index < parameters.count { result.append(next(&index, &offset, memory)!) }
      }
    }
    return index == parameters.count ? result : nil
  }

  private func converted(_ value: Value, to type: Type) -> Value? {
    if value.type == type { return value }
    if value.type.isFloatingPoint && type.isFloatingPoint { return builder.fpCast(value, type) }
    if value.type.isInteger && type.isInteger { return builder.sextOrTrunc(value, type) }
    return nil
  }

  /// Reads parameters from `size` bytes of memory; without memory only moves the index.
  private func take(_ size: Int, _ index: inout Int, _ memory: Value?) -> [Value]? {
    var offset = 0
    var result: [Value] = []
    while offset < size {
      guard index < parameters.count else { return nil }
      if let value = next(&index, &offset, memory) { result.append(value) }
    }
    return result
  }

  private func next(_ index: inout Int, _ offset: inout Int, _ memory: Value?) -> Value? {
    let type = callee.byValue[index] ?? parameters[index]
    let start = places.aligned(offset, type)
    offset = start + layout.size(of: type)
    defer { index += 1 }
    guard let memory else { return nil }
    let address = builder.ptrAdd(memory, start)
    if callee.byValue[index] != nil { return address }
    return layout.size(of: type) == 0 ? type.zero : builder.load(type, address, alignment: 1)
  }
}
