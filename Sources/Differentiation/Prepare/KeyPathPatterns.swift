// The key paths that a Swift program writes out, read from the constants of which the run-time library makes the objects.
//
// A pattern is a list of 32-bit words: a place to remember the object, the types of the root and of the value, a header,
// and the components with the types between them ("Key Path Patterns" in the ABI documents of Swift; KeyPath.swift of the
// standard library). Components that lead through optionals are not read.

import LLVM

/// A key path literal.
struct KeyPathPattern {
  /// The constant of the module.
  var constant: Value
  /// One component of a key path.
  enum Step: Hashable {
    /// To a stored property of a structure, so many bytes behind its start.
    case field(Int)
    /// To a stored property of the object that the address holds a reference to.
    case object(Int)
    /// To a value that a function computes, and perhaps another one stores; subscripts have arguments.
    case computed(getter: Value, setter: Value?, hasArguments: Bool)
  }

  /// Mangled names of types, without the prefix `$s`.
  var root: String
  var value: String
  /// Nil if a component is of an unknown kind.
  var steps: [Step]?
  /// The words that tell the kinds and places of the components, in patterns and in objects alike.
  var headers: [Int]
  /// What tells the last component, if it is computed, from others: an address, or a place in a table.
  var identity: Value?

  /// Where the value is inside the root, if it is a part of it.
  var offset: Int? {
    steps?.reduce(0) { sum, step in
      guard case .field(let offset) = step else { return nil }
      return sum.map { $0 + offset }
    }
  }
}

extension KeyPathPattern {
  /// Whether the compiler has made a variable for a literal.
  static func isConstant(_ global: Value) -> Bool { global.name.hasPrefix("keypath") }

  /// Whether nothing can be stored where it leads.
  var isReadOnly: Bool {
    guard case .computed(_, nil, _)? = steps?.last else { return false }
    return true
  }

  var isComputed: Bool { steps?.last?.isComputed ?? false }

  var hasArguments: Bool {
    guard case .computed(_, _, let hasArguments)? = steps?.last else { return false }
    return hasArguments
  }
}

extension KeyPathPattern.Step {
  var isComputed: Bool {
    if case .computed = self { true } else { false }
  }
}

/// The patterns of a module.
struct KeyPathPatterns {
  let all: [KeyPathPattern]
  /// Names of functions that are called from elsewhere, too.
  private let roots: Set<String>

  /// The literals that a key path comes from; nil if it may come from elsewhere.
  func sources(of path: Value) -> [KeyPathPattern]? {
    var (result, seen): ([KeyPathPattern], Set<Value>) = ([], [])
    var work = [path]
    while let value = work.popLast() {
      guard seen.insert(value).inserted else { continue }
      if let parameter = value.argumentParent, let given = arguments(parameter, value) {
        work += given
      } else if value.isInstruction, value.opcode == .phi || value.opcode == .select {
        work += value.opcode == .phi ? value.operands : Array(value.operands.dropFirst())
      } else if value.isCall, value.calledFunction?.name == "swift_retain" {
        work.append(value.argument(0))
      } else if value.isCall, value.calledFunction?.name == "swift_getKeyPath",
        let pattern = all.first(where: { $0.constant == value.argument(0) })
      {
        result.append(pattern)
      } else {
        return nil
      }
    }
    return result
  }

  /// What the callers of a function pass for a parameter; nil if not all of them are known.
  private func arguments(_ function: Function, _ parameter: Value) -> [Value]? {
    guard !roots.contains(function.name), let index = function.parameters.firstIndex(of: parameter) else { return nil }
    let calls = function.value.users
    guard calls.allSatisfy({ $0.isCall && $0.calledFunction == function }) else { return nil }
    return calls.map { $0.argument(index) }
  }

  init(of module: Module, roots: [String]) {
    self.roots = Set(roots)
    all = module.globals.compactMap { global in
      guard KeyPathPattern.isConstant(global), let words = global.initializer?.operands, words.count > 6 else {
        return nil
      }
      var reader = KeyPathReader(module, global, words)
      return reader.read()
    }
  }
}

/// Reads one pattern, word by word.
private struct KeyPathReader {
  private let module: Module
  private let constant: Value
  private let words: [Value]
  private let types: TypeReader
  private var position = 6
  private var headers: [Int] = []
  private var identity: Value?

  init(_ module: Module, _ constant: Value, _ words: [Value]) {
    self.module = module
    self.constant = constant
    self.words = words
    types = TypeReader(module.dataLayout)
  }

  mutating func read() -> KeyPathPattern? {
    guard let root = typeName(words[2]), let value = typeName(words[3]) else { return nil }
    let steps = readSteps()
    return KeyPathPattern(
      constant: constant, root: root, value: value, steps: steps, headers: headers, identity: identity)
  }

  private mutating func readSteps() -> [KeyPathPattern.Step]? {
    var steps: [KeyPathPattern.Step] = []
    while position < words.count {
      guard let step = readStep() else { return nil }
      steps.append(step)
      // The type between two components.
      position += 1
    }
    return steps
  }

  private mutating func next() -> Value? {
    defer { position += 1 }
    return position < words.count ? words[position] : nil
  }

  private mutating func readStep() -> KeyPathPattern.Step? {
    guard let header = next()?.constantUInt else { return nil }
    let payload = Int(header & 0x7F_FFFF)
    headers.append(Int(header))
    switch (header >> 24) & 0x7F {
    case 0:
      // A property of another module, how it is described there, and then as it looks from here.
      headers.removeLast()
      position += 1 + Int(header & 0xFF_FFFF)
      return readStep()
    case 1: return payload < Self.unknownOffsets ? .field(payload) : nil
    case 2: return readComputed(flags: header)
    case 3: return payload < Self.unknownOffsets ? .object(payload) : nil
    default: return nil
    }
  }

  /// Larger offsets stand for those that are looked up when the program runs.
  private static let unknownOffsets = 0x7F_FFFC

  private mutating func readComputed(flags: UInt64) -> KeyPathPattern.Step? {
    let (hasArguments, hasSetter) = (flags & 0x08_0000 != 0, flags & 0x40_0000 != 0)
    let identity = next()
    self.identity =
      identity.flatMap(target) ?? identity?.constantUInt.map { Type.integer(64, module.context).constant(Int($0)) }
    guard self.identity != nil, let getter = next().flatMap(target), isAccessor(getter) else { return nil }
    let setter = hasSetter ? next().flatMap(target) : nil
    guard hasSetter == (setter.map(isAccessor) ?? false) else { return nil }
    // How the arguments are laid out, copied and computed.
    if hasArguments { position += 3 }
    return .computed(getter: getter, setter: setter, hasArguments: hasArguments)
  }

  /// Accessors take the value and the root, and then the arguments of a subscript, with their size.
  private func isAccessor(_ value: Value) -> Bool { (2...4).contains(Function(value)?.parameters.count ?? 0) }

  /// What a relative address leads to: `trunc(target - here)`, or through a variable for the address of another module.
  private func target(of word: Value) -> Value? {
    guard word.kind == .constantExpr, word.opcode == .trunc, word.operand(0).kind == .constantExpr,
      word.operand(0).opcode == .sub
    else { return nil }
    let address = word.operand(0).operand(0)
    guard address.kind == .constantExpr, address.opcode == .ptrToInt else { return nil }
    let base = types.place(address.operand(0)).base
    return base.name.hasPrefix("got.") ? base.initializer : base
  }

  /// The mangled name of a type: the symbol `symbolic _____y_____G 4Main3BoxV 4Main5EntryV` has its parts at the end.
  private func typeName(_ word: Value) -> String? {
    guard let name = target(of: word)?.name, name.hasPrefix("symbolic ") else { return nil }
    let parts = name.split(separator: " ").dropFirst()
    guard var result = parts.first.map(String.init) else { return nil }
    for part in parts.dropFirst() {
      guard let hole = result.firstRange(of: "_____") else { return nil }
      result.replaceSubrange(hole, with: part)
    }
    return result.contains("_____") ? nil : result
  }
}
