// Access by key paths that are only known when the program runs becomes a choice between the key paths that the program
// writes out, each followed by loads, stores and calls that everybody can see.
//
// A path through stored properties of structures is told by the distance that the run-time library notes in its object,
// another one by the components that the object lists. Any other key path stops the program with a message; it never
// gives a silent zero.

import LLVM

struct KeyPathAccesses {
  private let module: Module
  private let patterns: KeyPathPatterns?
  private let types: KeyPathTypes
  private let builder: Builder

  /// - Parameter roots: the names of the functions that are differentiated on request.
  init(module: Module, roots: [String]) {
    self.module = module
    let isUsed = module.functions.contains { KeyPathAccess.isMade(by: $0) && $0.value.hasUses }
    patterns = isUsed ? KeyPathPatterns(of: module, roots: roots) : nil
    types = KeyPathTypes(module: module)
    builder = Builder(module.context)
  }

  /// Rewrites the accesses of all functions. Those for which no key path is known stay as they are.
  func rewrite() {
    guard let patterns else { return }
    for function in module.functions where !function.isDeclaration {
      for call in function.instructions {
        guard let access = KeyPathAccess(call), let target = target(of: access, patterns) else { continue }
        rewrite(access, target)
      }
    }
  }

  // MARK: What may be reached

  /// The key paths that may meet an access: distances of parts from the root, and literals that lead elsewhere.
  private struct Target {
    var parts: [Int]
    var patterns: [KeyPathPattern]
    var value: KeyPathTypes.Value
  }

  private func target(of access: KeyPathAccess, _ patterns: KeyPathPatterns) -> Target? {
    let root = types.type(at: access.base)
    let held = access.value.flatMap { types.type(at: $0) } ?? access.lent.flatMap { types.type(usedAt: $0.addresses) }
    var fitting = patterns.sources(of: access.path) ?? patterns.all
    fitting = fitting.filter { types.fits(root, $0.root) && types.fits(held, $0.value) }
    let named = fitting.filter { types.isNamed($0, around: access.call) }
    if !named.isEmpty { fitting = named }
    let names = Set(fitting.map(\.value))
    guard names.count <= 1, let value = types.value(held, named: names.first) else { return nil }
    if access.kind.writes { fitting.removeAll { $0.isReadOnly } }
    guard fitting.allSatisfy({ canFollow($0, access.kind, value) }) else { return nil }
    let roots = [root].compactMap { $0 } + Set(fitting.map(\.root)).sorted().compactMap { types.structure(named: $0) }
    let parts = Set(roots.flatMap { types.parts(of: $0, holding: value.type) } + fitting.compactMap(\.offset))
    fitting.removeAll { $0.offset != nil }
    return parts.isEmpty && fitting.isEmpty ? nil : Target(parts: parts.sorted(), patterns: fitting, value: value)
  }

  private func canFollow(_ pattern: KeyPathPattern, _ kind: KeyPathAccess.Kind, _ value: KeyPathTypes.Value) -> Bool {
    guard let steps = pattern.steps else { return false }
    // What a function returns on the way would have to be kept, and stored back.
    if steps.dropLast().contains(where: \.isComputed) { return false }
    return kind == .get || value.ownership == .plain || !steps.contains(where: \.isComputed)
  }

  // MARK: Rewriting

  private func rewrite(_ access: KeyPathAccess, _ target: Target) {
    switch access.kind {
    case .get:
      let get = accessor(target, "get", .get) { copy($1, $0, target.value, owned: true) }
      replace(access.call, by: get, [access.value!, access.base, access.path])
    case .set:
      let set = accessor(target, "set", .set) { assign($0, $1, target.value) }
      replace(access.call, by: set, [access.value!, access.base, access.path])
    case .read, .modify: lend(access, target)
    }
  }

  /// Moves the value into memory of the caller's own, and back when the access ends.
  private func lend(_ access: KeyPathAccess, _ target: Target) {
    guard let (addresses, ends) = access.lent else { return }
    builder.position(before: access.call.parentFunction.entry.first!)
    let memory = builder.alloca(target.value.type, alignment: 16)
    let take = accessor(target, "take", .get) { copy($1, $0, target.value, owned: false) }
    insert(take, [memory, access.base, access.path], before: access.call)
    for address in addresses { address.replaceAllUses(with: memory) }
    if access.kind == .modify {
      let put = accessor(target, "put", .set) { copy($0, $1, target.value, owned: false) }
      for end in ends { insert(put, [memory, access.base, access.path], before: end) }
    }
    for end in ends { end.erase() }
    access.erase()
  }

  private func insert(_ function: Function, _ arguments: [Value], before call: Value) {
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    builder.call(function, arguments)
  }

  private func replace(_ call: Value, by function: Function, _ arguments: [Value]) {
    insert(function, arguments, before: call)
    call.erase()
  }

  /// A function of memory for the value, the root, and the key path, which moves the value between the two.
  private func accessor(
    _ target: Target, _ name: String, _ kind: KeyPathAccess.Kind, _ move: (_ value: Value, _ place: Value) -> Void
  ) -> Function {
    let pointer = Type.pointer(module.context)
    let type = Type.function(params: [pointer, pointer, pointer], returns: .void(module.context))
    let function = module.addFunction(name: "nabla.keyPath.\(name)", type: type)
    function.linkage = .internal
    function.addAttribute("alwaysinline")
    fill(function, target, kind, move)
    return function
  }

  private func fill(
    _ function: Function, _ target: Target, _ kind: KeyPathAccess.Kind,
    _ move: (_ value: Value, _ place: Value) -> Void
  ) {
    let (value, base, path) = (function.parameter(0), function.parameter(1), function.parameter(2))
    let word = Type.integer(64, module.context)
    builder.position(atEndOf: function.appendBlock())
    builder.clearDebugLocation()
    let object = KeyPathObject(path, builder)
    let distance = object.distance
    func when(_ condition: Value, _ body: () -> Void) {
      let (hit, next) = (function.appendBlock(), function.appendBlock())
      builder.condBr(condition, hit, next)
      builder.position(atEndOf: hit)
      body()
      builder.retVoid()
      builder.position(atEndOf: next)
    }
    for part in target.parts {
      when(builder.icmp(.eq, distance, word.constant(part))) { move(value, builder.ptrAdd(base, part)) }
    }
    for pattern in target.patterns {
      when(object.resembles(pattern)) { follow(pattern, of: object, from: base, value, kind, move) }
    }
    builder.stop(Self.message, module)
    builder.unreachable()
  }

  private static let message =
    "nabla: a derivative met a key path to a computed property, or into an object, that is written out nowhere in the "
    + "code that is differentiated: pass a closure such as '{ $0.x }' instead of it."

  private func follow(
    _ pattern: KeyPathPattern, of object: KeyPathObject, from base: Value, _ value: Value, _ kind: KeyPathAccess.Kind,
    _ move: (_ value: Value, _ place: Value) -> Void
  ) {
    var place = base
    for step in pattern.steps! {
      switch step {
      case .field(let offset): place = builder.ptrAdd(place, offset)
      case .object(let offset): place = builder.ptrAdd(builder.load(base.type, place), offset)
      case .computed(let getter, let setter, let hasArguments):
        let accessor = Function(kind == .set ? setter! : getter)!
        let types = accessor.functionType.parameterTypes.dropFirst(2)
        let rest = hasArguments ? Array(object.arguments(of: pattern).prefix(types.count)) : types.map(\.zero)
        let call = builder.call(accessor, [value, place] + rest)
        call.callingConvention = accessor.callingConvention
        call.copyAttributes(from: accessor.value, parameters: true)
        return
      }
    }
    move(value, place)
  }

  // MARK: Moving values

  /// Copies a value; an owner of the copy retains what it refers to.
  private func copy(_ source: Value, _ target: Value, _ type: KeyPathTypes.Value, owned: Bool) {
    let size = Type.integer(64, module.context).constant(module.dataLayout.size(of: type.type))
    switch type.ownership {
    case .object where owned:
      let retain = declare("swift_retain", [source.type], source.type)
      _ = builder.call(retain, [builder.load(source.type, source)])
      builder.memmove(target, source, size)
    case .described(let metadata) where owned:
      let count = Type.integer(64, module.context)
      let copy = declare(
        "swift_arrayInitWithCopy", [source.type, source.type, count, source.type], .void(module.context))
      _ = builder.call(copy, [target, source, count.constant(1), metadata])
    default:
      builder.memmove(target, source, size)
    }
  }

  /// Takes a value over into memory that holds another one.
  private func assign(_ value: Value, _ place: Value, _ type: KeyPathTypes.Value) {
    let count = Type.integer(64, module.context)
    switch type.ownership {
    case .plain: break
    case .object:
      let release = declare("swift_release", [place.type], .void(module.context))
      _ = builder.call(release, [builder.load(place.type, place)])
    case .described(let metadata):
      let assign = declare(
        "swift_arrayAssignWithTake", [place.type, place.type, count, place.type], .void(module.context))
      _ = builder.call(assign, [place, value, count.constant(1), metadata])
      return
    }
    builder.memmove(place, value, count.constant(module.dataLayout.size(of: type.type)))
  }

  private func declare(_ name: String, _ parameters: [Type], _ result: Type) -> Function {
    module.function(named: name) ?? module.addFunction(name: name, type: .function(params: parameters, returns: result))
  }
}
