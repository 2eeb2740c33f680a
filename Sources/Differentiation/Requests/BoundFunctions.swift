// Functions as arguments of requests: `__enzyme_autodiff(apply, enzyme_const, f, x)`, with or without a shadow. What is
// differentiated then is a copy of `apply` that knows `f`, so that its calls are calls of `f` and not of whatever a
// pointer may reach. A request inside of `apply` that hands `f` on is bound in turn.

import LLVM

struct BoundFunctions {
  static let prefix = "nabla.bound."

  private struct Key: Hashable {
    var primal: String
    var arguments: [Int: String]
  }

  private let module: Module
  /// By name, since originals are erased.
  private var copies: [Key: Function] = [:]

  init(_ module: Module) { self.module = module }

  /// Lets all requests of the module name such copies. `calls` finds the requests, `read` understands one; what it
  /// cannot read stays as it is.
  mutating func bind(calls: () -> [Value], read: (Value) -> Request?) {
    var known: Set<Value> = []
    while true {
      let fresh = calls().filter { known.insert($0).inserted }
      if fresh.isEmpty { return }
      var originals: Set<Function> = []
      for call in fresh {
        guard let request = read(call), let copy = copy(for: request),
          let index = call.arguments.firstIndex(where: { PrimalFunction.behind($0) == request.primal })
        else { continue }
        call.setOperand(index, copy.value)
        originals.insert(request.primal)
      }
      // Requests in an original that nobody calls any more would ask for derivatives of unknown functions.
      for original in originals where !original.value.hasUses && original.linkage.isDiscardable {
        known.subtract(original.instructions)
        original.erase()
      }
    }
  }

  /// The copy of the request's primal that knows the functions among the arguments; nil if there are none.
  private mutating func copy(for request: Request) -> Function? {
    let primal = request.primal
    if primal.isDeclaration { return nil }
    var functions: [Int: Function] = [:]
    for (index, argument) in request.arguments.enumerated() {
      guard case .value(let value) = argument.primal, value.type.isPointer else { continue }
      functions[index] = PrimalFunction.behind(value)
    }
    if functions.isEmpty { return nil }
    let key = Key(primal: primal.name, arguments: functions.mapValues(\.name))
    if let known = copies[key] { return known }
    let copy = primal.clone(name: "\(Self.prefix)\(copies.count).\(primal.name)")
    for (index, function) in functions { copy.parameter(index).replaceAllUses(with: function.value) }
    copy.linkage = .internal
    copies[key] = copy
    return copy
  }

  /// The name of the function that a copy was made of.
  static func originalName(_ name: String) -> String {
    guard name.hasPrefix(prefix), let dot = name.dropFirst(prefix.count).firstIndex(of: ".") else { return name }
    return String(name[name.index(after: dot)...])
  }
}
