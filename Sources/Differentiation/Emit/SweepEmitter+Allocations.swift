// Shadow memory for memory that the primal makes: on the heap, as Swift objects, buffers, tables and boxes.

import LLVM

extension SweepEmitter {
  /// Shadow memory for fresh primal memory.
  func makeShadowAllocation(_ id: ValueID, _ value: ModelValue, _ size: AllocationSize, _ zeroed: Bool) -> Value {
    let bytes = allocationSize(id, value, size)
    switch size {
    case .swiftObject:
      let shadow = builder.call(support.allocateZeroed, [bytes], name: "shadow")
      builder.memcpy(shadow, copies[id], support.integerType(64).constant(16))
      return shadow
    case .foreign: return builder.call(support.allocateZeroed, [bytes], name: "shadow")
    case .swiftBuffer: return builder.call(support.swiftBufferShadow, [copies[id]], name: "shadow")
    case .swiftTable(let table): return tableShadow(id, table)
    case .swiftBox(let header): return boxShadow(id, header)
    default:
      let shadow = builder.insert(copies[id].clone(), name: "shadow")
      if support.asksForUsableSizes { enlarge(shadow, size, to: bytes) }
      if !zeroed {
        let missing = builder.icmp(.eq, shadow, shadow.type.zero)
        let length = builder.select(missing, bytes.type.zero, bytes)
        builder.memset(shadow, support.integerType(8).zero, length)
      }
      return shadow
    }
  }

  /// An object with the header of its primal and tables of its own.
  private func tableShadow(_ id: ValueID, _ table: SwiftTable) -> Value {
    let (object, integer) = (copies[id], support.integerType(64))
    let shadow = builder.call(support.allocateZeroed, [builder.call(support.usableSize, [object])], name: "shadow")
    builder.memcpy(shadow, object, integer.constant(table.headerSize))
    for place in table.tables {
      let contents = builder.load(integer, builder.ptrAdd(object, place))
      let distance = builder.sub(contents, builder.ptrtoint(object, integer))
      builder.store(builder.ptrAdd(shadow, distance), builder.ptrAdd(shadow, place))
    }
    return shadow
  }

  /// A box with the header of its primal, and the address of what it will hold.
  private func boxShadow(_ id: ValueID, _ header: Int) -> Value {
    let (box, contents) = (builder.extractValue(copies[id], 0), builder.extractValue(copies[id], 1))
    let shadow = builder.call(support.allocateZeroed, [builder.call(support.usableSize, [box])], name: "shadow")
    registerShadow(shadow)
    builder.memcpy(shadow, box, support.integerType(64).constant(header))
    let integer = support.integerType(64)
    let distance = builder.sub(builder.ptrtoint(contents, integer), builder.ptrtoint(box, integer))
    let pair = builder.insertValue(copies[id].type.poison, shadow, 0)
    return builder.insertValue(pair, builder.ptrAdd(shadow, distance), 1)
  }

  /// Makes a copy of an allocation ask for as many bytes as given.
  private func enlarge(_ allocation: Value, _ size: AllocationSize, to bytes: Value) {
    switch size {
    case .operand(let index):
      allocation.setOperand(index, builder.zextOrTrunc(bytes, allocation.operand(index).type))
    case .product(let a, let b):
      allocation.setOperand(a, builder.zextOrTrunc(bytes, allocation.operand(a).type))
      allocation.setOperand(b, allocation.operand(b).type.constant(1))
    default: break
    }
  }

  /// The bytes that the shadow of an allocation has to have.
  private func allocationSize(_ id: ValueID, _ value: ModelValue, _ size: AllocationSize) -> Value {
    let type = support.integerType(64)
    if support.asksForUsableSizes, size.isHeapBlock { return builder.call(support.usableSize, [copies[id]]) }
    switch size {
    case .operand(let index), .foreign(let index): return builder.zextOrTrunc(primal(value.operands[index]), type)
    case .product(let a, let b):
      return builder.mul(
        builder.zextOrTrunc(primal(value.operands[a]), type), builder.zextOrTrunc(primal(value.operands[b]), type))
    case .swiftObject: return builder.zextOrTrunc(primal(value.operands[1]), type)
    case .swiftBuffer, .swiftTable, .swiftBox: return type.zero
    }
  }

  /// The bytes that the shadow of reallocated memory has to have.
  func reallocationSize(_ id: ValueID, _ value: ModelValue) -> Value {
    if support.asksForUsableSizes { return builder.call(support.usableSize, [copies[id]]) }
    return builder.zextOrTrunc(primal(value.operands[1]), support.integerType(64))
  }

  /// The shadows of linked nodes are linked in the same way.
  func emitRelink(_ id: ValueID, _ value: ModelValue) {
    let nodes = value.operands.filter { model.values[$0].type.isPointer }
    guard nodes.contains(where: { activity.isShadowed(f, $0) }) else { return }
    let call = copies[id]
    let isMixed = nodes.contains { activity.isMixed(f, $0) }
    let results = lanes.map { lane in
      let linked = value.operands.map { model.values[$0].type.isPointer ? shadow($0)[lane] : primal($0) }
      guard isMixed else { return builder.call(call.calledFunctionType, call.calledValue, linked) }
      let result = call.type.isVoid ? [] : [call]
      return builder.call(support.relink(call.calledFunction!), linked + nodes.map(primal) + result)
    }
    if hasShadow(id) { setShadow(id, results) }
  }

  /// Lets the shadow of an array of objects follow its primal, which may have got a new buffer.
  func emitArrayGrowth(_ id: ValueID, _ value: ModelValue, _ effect: LibraryEffect) {
    let variable = value.operands.last!
    guard activity.isShadowed(f, variable) else { return }
    for (lane, shadow) in shadow(variable).enumerated() {
      let buffer = builder.call(support.swiftArrayFollow, [primal(variable), shadow])
      registerShadow(buffer)
      guard case .appendToArray = effect else { continue }
      let offset = builder.shl(primal(value.operands[0]), support.integerType(64).constant(3))
      let elements = builder.ptrAdd(builder.load(support.pointerType, shadow), SwiftRuntime.arrayHeaderSize)
      builder.store(self.shadow(value.operands[1])[lane], builder.ptrAdd(elements, offset))
    }
  }

  func emitBufferReplacement(_ id: ValueID, _ value: ModelValue) {
    let old = shadow(value.operands[3])
    setShadow(
      id,
      lanes.map { lane in
        let buffer = builder.call(support.swiftBufferCopy, [copies[id], old[lane]])
        registerShadow(builder.select(builder.icmp(.eq, buffer, copies[id]), buffer.type.zero, buffer))
        return buffer
      })
  }
}
