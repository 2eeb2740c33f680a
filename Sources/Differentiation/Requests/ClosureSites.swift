// The places where Swift code asks for derivatives of functions that it passes: calls of `nabla_site…`, which
// `Sources/Nabla/Functions/DerivativeSite.swift` makes.
//
//     nabla_site…(code, context, arguments, result, file (3 words), line, column, detail (3 words), work, context of the
//                 work, type metadata …, self, error)
//
// What is to be done there is the function `work(code, context, arguments, result, self, error)`, where `self` is its own
// context, empty but in generic code; the requests are in it.
// For each place there is an *entry*: a function that does the work with the code of that place. It takes what the code
// captured as a parameter, so that code which is compiled elsewhere can call it, too. Here the call of the site becomes
// one of the entry.

import LLVM

/// A place where a derivative of a function is asked for, and the function that does what is wanted there.
public struct ClosureSite {
  /// `Module/file.swift`.
  public var file: String
  public var line: Int
  public var column: Int
  /// Tells places within the expansion of a macro apart.
  public var detail: String
  /// The symbol of the function, which takes context, arguments, result, self and error.
  public var entry: String
}

/// Gives the places of a module their entries, and lets their calls call these.
struct ClosureSites {
  struct Place: Hashable, Comparable {
    var file: String
    var line: Int
    var column: Int
    var detail: String

    static func < (a: Place, b: Place) -> Bool {
      (a.file, a.line, a.column, a.detail) < (b.file, b.line, b.column, b.detail)
    }
  }

  /// What an entry does.
  private struct Task: Hashable {
    var code: Function
    var known: [ClosureContexts.Known]
    var work: Function
  }

  private let module: Module
  private var contexts: ClosureContexts
  private var entries: [Task: Function] = [:]

  init(_ module: Module) {
    self.module = module
    contexts = ClosureContexts(module)
  }

  static func isSite(_ function: Function) -> Bool { function.isDeclaration && function.name.hasPrefix("nabla_site") }

  static func calls(in module: Module) -> [Value] {
    module.functions.filter { isSite($0) }.flatMap { site in
      site.value.users.filter { $0.isInstruction && $0.isCall && $0.calledFunction == site }
    }
  }

  /// Replaces all calls. Where the function is not known, the work is done with whatever it is.
  mutating func open() {
    for call in Self.calls(in: module) {
      if let entry = entry(for: call) {
        replace(call, by: entry, [call.argument(1)])
      } else if let work = Self.work(of: call) {
        replace(call, by: work, [call.argument(0), call.argument(1)])
      }
    }
    for function in module.functions where Self.isSite(function) && !function.value.hasUses { function.erase() }
    contexts.removeOriginals()
  }

  /// Where the call stands; nil if that is not known when the program is compiled.
  static func place(of call: Value) -> Place? {
    guard call.argumentCount > 13, let file = text(call.argument(4), call.argument(5)),
      let line = call.argument(7).constantInt, let column = call.argument(8).constantInt,
      let detail = text(call.argument(9), call.argument(10))
    else { return nil }
    return Place(file: file, line: Int(line), column: Int(column), detail: detail)
  }

  private static func text(_ address: Value, _ count: Value) -> String? {
    guard let count = count.constantInt, address.kind == .constantExpr, address.operandCount == 1,
      let bytes = address.operand(0).initializer?.constantBytes, bytes.count >= count
    else { return nil }
    return String(decoding: bytes.prefix(Int(count)), as: UTF8.self)
  }

  static func work(of call: Value) -> Function? {
    guard call.argumentCount > 13, let work = Function(call.argument(12)), !work.isDeclaration else { return nil }
    return work
  }

  static func code(of call: Value) -> Function? {
    Function(call.argument(0)).flatMap { $0.isDeclaration ? nil : $0 }
  }

  /// The entry for the place of a call, if its function is known.
  mutating func entry(for call: Value) -> Function? {
    guard let work = Self.work(of: call), let code = Self.code(of: call) else { return nil }
    let task = Task(code: code, known: contexts.functions(in: call.argument(1)), work: work)
    if let known = entries[task] { return known }
    let entry = makeEntry(task, checking: nil)
    entries[task] = entry
    return entry
  }

  /// The entry for calls at one place that are compiled elsewhere. These calls here have the same function, which finds
  /// the functions `known` in its context. It ends the program when it is called with the context of a closure from which
  /// the optimiser has taken what it captured, unless that are the same constants in all calls.
  mutating func exportedEntry(for calls: [Value], at place: Place, _ known: [ClosureContexts.Known]) -> Function? {
    guard let work = Self.work(of: calls[0]), let code = Self.code(of: calls[0]) else { return nil }
    let known = known.map { captured in
      var captured = captured
      let contents = calls.map { call in
        contexts.context(of: captured, in: call.argument(1)).flatMap { contexts.constants(in: $0) }
      }
      if captured.capturesSomething, let first = contents[0], contents.allSatisfy({ $0 == first }) {
        captured.constants = contexts.makeContext(first)
      }
      return captured
    }
    return makeEntry(Task(code: code, known: known, work: work), checking: place)
  }

  private mutating func makeEntry(_ task: Task, checking place: Place?) -> Function {
    let pointer = Type.pointer(module.context)
    let type = Type.function(params: Array(repeating: pointer, count: 5), returns: .void(module.context))
    let entry = module.addFunction(name: "nabla_entry", type: type)
    entry.linkage = .internal
    entry.callingConvention = task.work.callingConvention
    entry.addAttribute("swiftself", at: .parameter(3))
    entry.addAttribute("swifterror", at: .parameter(4))
    let code = task.known.isEmpty ? task.code : contexts.variant(of: task.code, knowing: task.known)
    let work = contexts.bound(task.work, [0: code])
    let builder = Builder(module.context)
    builder.position(atEndOf: entry.appendBlock("entry"))
    for known in task.known where known.capturesSomething && known.constants == nil {
      if let place { check(known, in: entry, builder, place) }
    }
    let call = builder.call(work, [code.value] + entry.parameters)
    call.addAttribute("swiftself", at: .parameter(4))
    call.addAttribute("swifterror", at: .parameter(5))
    builder.retVoid()
    return entry
  }

  /// Constants that a closure captured, and nothing else, become part of its code: its context is empty then.
  private func check(_ known: ClosureContexts.Known, in entry: Function, _ builder: Builder, _ place: Place) {
    let pointer = Type.pointer(module.context)
    var path = known.path
    path[path.count - 1] += 8
    let context = path.reduce(entry.parameter(0)) { address, offset in
      builder.load(pointer, builder.ptrAdd(address, offset), alignment: 8)
    }
    let (empty, rest) = (entry.appendBlock("empty"), entry.appendBlock("captured"))
    builder.condBr(builder.icmp(.eq, context, pointer.zero), empty, rest)
    builder.position(atEndOf: empty)
    builder.stop(
      "nabla: \(place.file):\(place.line):\(place.column): the compiler has made constants of what a closure captured: "
        + "write the closure where its derivative is asked for, not in a variable before", module)
    builder.unreachable()
    builder.position(atEndOf: rest)
  }

  /// Calls `function` instead, with `captured`, arguments, result and error.
  func replace(_ call: Value, by function: Function, _ captured: [Value]) {
    let builder = Builder(module.context)
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    let error = call.argument(call.argumentCount - 1)
    let arguments = captured + [call.argument(2), call.argument(3), call.argument(13), error]
    let new = builder.call(function, arguments)
    new.addAttribute("swiftself", at: .parameter(arguments.count - 2))
    new.addAttribute("swifterror", at: .parameter(arguments.count - 1))
    call.erase()
  }
}
