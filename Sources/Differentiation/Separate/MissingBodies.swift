// Differentiating one module of a program whose other modules are compiled elsewhere: which bodies are missing here.
//
// The functions that the requests reach are walked as the work module does it: calls, functions passed as arguments, and
// where calls are indirect everything of the right type whose address is taken. Declarations met on the way are missing.

import LLVM

/// The symbols under which Swift code expects the derivatives that a module asks for. All are declared afterwards: code
/// that is compiled elsewhere, and optimised less, may need those that nothing refers to here.
/// - Throws: `Refusal` for a request that cannot be read.
public func requestedSymbols(in module: Module) throws -> Set<String> {
  let requests = try MarkerRequestReader.readAll(module)
  for case let (request, name?) in requests.map({ ($0, $0.symbolName) }) where module.function(named: name) == nil {
    _ = request.declare(name, in: module)
  }
  return Set(requests.compactMap(\.symbolName))
}

/// Removes the requests whose symbols are not in `symbols`.
/// - Throws: `Refusal` for a request that cannot be read.
public func removeRequests(except symbols: Set<String>, from module: Module) throws {
  try removeSymbolLists(from: module)
  for global in module.globals where isRequestOfSwift(global) && !global.isDeclaration {
    guard symbols.isDisjoint(with: try MarkerRequestReader.symbols(of: global)) else { continue }
    if !global.hasUses { global.eraseGlobal() } else { global.section = "" }
  }
}

/// The functions and variables that code to be differentiated refers to and `module` only declares: what the requests
/// reach, and the functions named `entries`.
/// - Throws: `Refusal` for a request that cannot be read.
public func missingSymbols(in module: Module, entries: [String] = []) throws -> Set<String> {
  var walk = BodyWalk(module: module)
  for entry in entries { module.function(named: entry).map { walk.visit($0) } }
  for request in try MarkerRequestReader.readAll(module) { walk.visit(request.primal) }
  walk.finish()
  return walk.missing
}

/// Removes `llvm.used` and its like.
func removeSymbolLists(from module: Module) throws {
  for name in ["llvm.used", "llvm.compiler.used", "llvm.global_ctors", "llvm.global_dtors"] {
    module.global(named: name)?.eraseGlobal()
  }
}

private struct BodyWalk {
  let module: Module
  private(set) var missing: Set<String> = []
  private var visited: Set<Value> = []
  private var waiting: [Function] = []
  private var indirectTypes: Set<Type> = []

  init(module: Module) { self.module = module }

  mutating func visit(_ function: Function) {
    if function.intrinsicID != 0 || !visited.insert(function.value).inserted { return }
    if function.isDeclaration {
      let isKnown =
        WorkModule.isRuntimeFunction(function.name) || ClosureRequestReader.mode(of: function) != nil
        || ClosureSites.isSite(function)
      if !isKnown { missing.insert(function.name) }
    } else {
      waiting.append(function)
    }
  }

  mutating func finish() {
    repeat {
      while let function = waiting.popLast() { walk(function) }
      if indirectTypes.isEmpty { return }
      for function in module.functions where !function.isDeclaration && indirectTypes.contains(function.functionType) {
        if WorkModule.isAddressTaken(function) { visit(function) }
      }
    } while !waiting.isEmpty
  }

  private mutating func walk(_ function: Function) {
    for instruction in function.instructions {
      if instruction.isCall, instruction.calledFunction == nil, instruction.calledValue.kind != .inlineAsm {
        indirectTypes.insert(instruction.calledFunctionType)
      }
      for operand in instruction.operands { look(at: operand) }
    }
  }

  /// Finds functions and variables in an operand, through constant expressions.
  private mutating func look(at operand: Value) {
    if let function = Function(operand) { return visit(function) }
    guard operand.isConstant else { return }
    if operand.isGlobalValue {
      if operand.isDeclaration, visited.insert(operand).inserted { missing.insert(operand.name) }
    } else if operand.operandCount > 0, visited.insert(operand).inserted {
      for part in operand.operands { look(at: part) }
    }
  }
}
