// What a closure captured is memory, so a function among it is only known when the program runs — unless the memory was
// filled where the derivative is asked for, as it is for
//
//     gradient(at: x) { x in data.reduce(0) { … } }
//
// where the closure of the request captures the user's closure, and that one captures `data`. Each such closure gets a
// variant that knows which functions it finds in its context, and so do the functions to which it hands them on. Contexts
// never change once they are made.

import LLVM

struct ClosureContexts {
  private struct Task: Hashable {
    var closure: Function
    var known: [Known]
  }

  private struct Binding: Hashable {
    var function: Function
    var known: [Int: Function]
  }

  private let module: Module
  private let layout: DataLayout
  private var variants: [Task: Function] = [:]
  private var copies: [Binding: Function] = [:]
  /// Functions that there are copies of.
  private(set) var originals: Set<Function> = []

  init(_ module: Module) {
    self.module = module
    layout = module.dataLayout
  }

  /// Lets every request in the module name a closure that knows the functions in its context.
  mutating func specialize() {
    var seen: Set<Value> = []
    while case let fresh = requests.filter({ !seen.contains($0) }), !fresh.isEmpty {
      for call in fresh {
        seen.insert(call)
        guard let closure = Function(call.argument(0)), !closure.isDeclaration else { continue }
        specializeStores(to: call.argument(1), depth: 0)
        let known = functions(in: call.argument(1))
        if known.isEmpty { continue }
        call.setOperand(0, variant(of: closure, knowing: known).value)
        originals.insert(closure)
      }
    }
    removeOriginals()
  }

  private var requests: [Value] {
    module.functions.filter { ClosureRequestReader.mode(of: $0) != nil }.flatMap { function in
      function.value.users.filter { $0.isCall && $0.calledFunction == function && $0.argumentCount > 1 }
    }
  }

  /// Puts variants into a context that is made here, of closures whose own contexts are.
  private mutating func specializeStores(to pointer: Value, depth: Int) {
    var stores: [Int: [Value]] = [:]
    guard depth < 4, isMadeHere(pointer) else { return }
    collectStores(to: pointer, offset: 0, &stores)
    for (offset, instructions) in stores where instructions.count == 1 {
      let captured = instructions[0].operand(0)
      specializeStores(to: captured, depth: depth + 1)
      guard let function = Function(captured), let context = stores[offset + 8]?.first?.operand(0) else { continue }
      specializeStores(to: context, depth: depth + 1)
      let known = functions(in: context)
      if known.isEmpty || function.isDeclaration { continue }
      instructions[0].setOperand(0, variant(of: function, knowing: known).value)
      originals.insert(function)
    }
  }

  /// What nobody calls any more would ask for derivatives of unknown functions.
  mutating func removeOriginals() {
    var waiting = Array(originals)
    var removed: Set<Function> = []
    while let unused = waiting.popLast() {
      guard !removed.contains(unused), !unused.isDeclaration, !unused.value.hasUses, unused.linkage.isDiscardable
      else { continue }
      waiting += unused.instructions.flatMap { $0.operands.compactMap(Function.init) }
      removed.insert(unused)
      originals.remove(unused)
      unused.erase()
    }
  }

  /// A function in a context: the offsets of the loads that lead to it.
  struct Known: Hashable {
    var path: [Int]
    var function: Function
    /// Whether a context of its own stands behind it.
    var capturesSomething: Bool
    /// A constant with the same contents as that context.
    var constants: Value?
  }

  /// The functions in the context that `pointer` leads to, if it was made here.
  func functions(in pointer: Value, depth: Int = 0) -> [Known] {
    guard depth < 4, isMadeHere(pointer) else { return [] }
    var stores: [Int: [Value]] = [:]
    collectStores(to: pointer, offset: 0, &stores)
    return stores.flatMap { offset, instructions -> [Known] in
      guard instructions.count == 1 else { return [] }
      let captured = instructions[0].operand(0)
      if let function = Function(captured) {
        let context = stores[offset + 8]?.first?.operand(0)
        return [Known(path: [offset], function: function, capturesSomething: context.map { !$0.isZero } ?? false)]
      }
      return functions(in: captured, depth: depth + 1).map {
        Known(path: [offset] + $0.path, function: $0.function, capturesSomething: $0.capturesSomething)
      }
    }.sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }

  /// Whether this is a context of which the making can be seen. Instances of classes are none: they change.
  private func isMadeHere(_ pointer: Value) -> Bool {
    guard pointer.isInstruction else { return false }
    if pointer.opcode == .alloca {
      return !pointer.users.contains { $0.isCall && $0.calledFunction?.name == "swift_initStackObject" }
    }
    // Variables of `async` functions are in a frame.
    if pointer.opcode == .getElementPtr { return pointer.sourceElementType.structName?.hasSuffix(".Frame") ?? false }
    guard pointer.isCall, pointer.calledFunction?.name == "swift_allocObject" else { return false }
    let metadata = pointer.argument(0)
    return metadata.kind == .constantExpr && metadata.operand(0).name.hasPrefix("metadata")
  }

  /// What a context holds behind its header, by offset, if all of it is constant.
  func constants(in pointer: Value) -> [Int: Value]? {
    guard isMadeHere(pointer) else { return nil }
    var stores: [Int: [Value]] = [:]
    guard collectStores(to: pointer, offset: 0, &stores), !stores.isEmpty else { return nil }
    var result: [Int: Value] = [:]
    for (offset, instructions) in stores {
      let value = instructions[0].operand(0)
      guard instructions.count == 1, offset >= Self.header, value.isConstant, !value.isUndefOrPoison else { return nil }
      result[offset] = value
    }
    return result
  }

  private static let header = 16

  /// A context that holds constants.
  func makeContext(_ constants: [Int: Value]) -> Value {
    let byte = Type.integer(8, module.context)
    var elements: [Value] = []
    var end = 0
    for (offset, value) in constants.sorted(by: { $0.key < $1.key }) {
      if offset > end { elements.append(Type.array(byte, offset - end).zero) }
      elements.append(value)
      end = offset + layout.size(of: value.type)
    }
    let type = Type.structure(elements.map(\.type), packed: true, module.context)
    let global = module.addGlobal(name: "nabla.context", type: type)
    global.initializer = type.constant(elements: elements)
    global.linkage = .private
    global.isGlobalConstant = true
    return global
  }

  /// Finds what is stored into a context. Returns whether that is all: parts are not given to other functions to fill in.
  @discardableResult
  private func collectStores(to pointer: Value, offset: Int, _ stores: inout [Int: [Value]]) -> Bool {
    var isAll = true
    for user in pointer.users where user.isInstruction {
      if user.opcode == .store, user.operand(1) == pointer {
        stores[offset, default: []].append(user)
      } else if user.opcode == .getElementPtr, user.operand(0) == pointer, let step = self.offset(of: user) {
        if !collectStores(to: user, offset: offset + step, &stores) { isAll = false }
      } else if offset > 0, user.opcode != .load {
        isAll = false
      }
    }
    return isAll
  }

  /// The context of a closure in a context.
  func context(of captured: Known, in pointer: Value) -> Value? {
    var pointer = pointer
    for (index, offset) in captured.path.enumerated() {
      var stores: [Int: [Value]] = [:]
      guard isMadeHere(pointer) else { return nil }
      collectStores(to: pointer, offset: 0, &stores)
      let place = index == captured.path.count - 1 ? offset + 8 : offset
      guard let instructions = stores[place], instructions.count == 1 else { return nil }
      pointer = instructions[0].operand(0)
    }
    return pointer
  }

  /// The bytes that an address computation adds, if they are known.
  func offset(of address: Value) -> Int? {
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

  /// A copy of a closure that knows which functions it finds in its context.
  mutating func variant(of closure: Function, knowing known: [Known]) -> Function {
    let task = Task(closure: closure, known: known)
    if let variant = variants[task] { return variant }
    let variant = makeVariant(closure, known)
    variants[task] = variant
    return variant
  }

  private mutating func makeVariant(_ closure: Function, _ known: [Known]) -> Function {
    let captures = closure.parameters.indices.first { closure.hasAttribute("swiftself", at: .parameter($0)) }
    guard let captures, !closure.isDeclaration else { return closure }
    let copy = closure.clone(name: closure.name + ".nabla")
    copy.linkage = .internal
    let direct = known.filter { $0.path.count == 1 }
    var functions: Set<Function> = []
    for captured in direct {
      let (offset, function) = (captured.path[0], captured.function)
      // What it captured itself is behind the next word.
      let inner = known.filter { $0.path.count > 1 && $0.path[0] == offset + 8 }.map { captured in
        Known(
          path: Array(captured.path.dropFirst()), function: captured.function,
          capturesSomething: captured.capturesSomething, constants: captured.constants)
      }
      let value = inner.isEmpty ? function : variant(of: function, knowing: inner)
      functions.insert(value)
      for load in loads(from: copy.parameter(captures), at: offset) { load.replaceAllUses(with: value.value) }
      guard let constants = captured.constants else { continue }
      for load in loads(from: copy.parameter(captures), at: offset + 8) { load.replaceAllUses(with: constants) }
    }
    bindCalls(in: copy, functions, depth: 0)
    let others = known.filter { captured in
      captured.path.count > 1 && !direct.contains { $0.path[0] + 8 == captured.path[0] }
    }
    assume(others, in: copy, captures)
    return copy
  }

  /// What is loaded from a place in a context.
  private func loads(from pointer: Value, at offset: Int) -> [Value] {
    pointer.users.filter(\.isInstruction).flatMap { user -> [Value] in
      if user.opcode == .load { return offset == 0 ? [user] : [] }
      guard user.opcode == .getElementPtr, user.operand(0) == pointer, let step = self.offset(of: user) else {
        return []
      }
      return loads(from: user, at: offset - step)
    }
  }

  /// Says which functions are behind addresses in the context; the optimiser then calls them directly.
  private func assume(_ known: [Known], in function: Function, _ captures: Int) {
    let builder = Builder(module.context)
    builder.position(before: function.entry.first!)
    let pointer = Type.pointer(module.context)
    for captured in known {
      let value = captured.path.reduce(function.parameter(captures)) { address, offset in
        builder.load(pointer, builder.ptrAdd(address, offset), alignment: 8)
      }
      builder.callIntrinsic("llvm.assume", overloads: [], [builder.icmp(.eq, value, captured.function.value)])
    }
  }

  /// A copy of a function that knows which functions some of its parameters are, and so do the copies that it calls.
  mutating func bound(_ function: Function, _ known: [Int: Function], depth: Int = 0) -> Function {
    let binding = Binding(function: function, known: known)
    if let copy = copies[binding] { return copy }
    let copy = function.clone(name: "\(BoundFunctions.prefix)c\(copies.count).\(function.name)")
    copy.linkage = .internal
    copies[binding] = copy
    originals.insert(function)
    for (index, code) in known { copy.parameter(index).replaceAllUses(with: code.value) }
    bindCalls(in: copy, Set(known.values), depth: depth)
    return copy
  }

  /// Lets calls that pass one of `functions` call copies that know it.
  private mutating func bindCalls(in caller: Function, _ functions: Set<Function>, depth: Int) {
    for call in caller.instructions where depth < 4 && call.isCall {
      guard let callee = call.calledFunction, !callee.isDeclaration else { continue }
      var passed: [Int: Function] = [:]
      for (index, argument) in call.arguments.enumerated() {
        if let function = Function(argument), functions.contains(function) { passed[index] = function }
      }
      if !passed.isEmpty { call.setOperand(call.operandCount - 1, bound(callee, passed, depth: depth + 1).value) }
    }
  }
}
