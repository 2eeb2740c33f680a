// Functions that wrap a request and get the function to differentiate, or markers, as parameters: helpers in C, templates
// in C++ that are not inlined. Each of their calls with a known function calls a copy that knows it.

import LLVM

struct RequestWrappers {
  private struct Key: Hashable {
    var wrapper: Function
    var known: [Int: Value]
  }

  private let module: Module
  /// Parameters that requests get their function or markers from, of wrappers and of what calls those.
  private var parameters: [Function: Set<Int>] = [:]
  private var copies: [Key: Function] = [:]
  private var specialized: Set<Function> = []

  init(_ module: Module) { self.module = module }

  /// Makes the copies, as long as there are calls for which some are missing.
  mutating func specialize() {
    for _ in 0..<16 {
      findParameters()
      var changed = false
      for (wrapper, indices) in parameters {
        for call in wrapper.value.users where call.isCall && call.calledFunction == wrapper {
          if redirect(call, wrapper, indices) { changed = true }
        }
      }
      if !changed { break }
    }
    for wrapper in specialized where !wrapper.value.hasUses && wrapper.linkage.isDiscardable { wrapper.erase() }
  }

  /// True for a request whose function is a parameter, in a function that nobody here calls any more: all its callers
  /// here call copies.
  func isLeftOver(_ call: Value) -> Bool {
    guard let first = Self.primal(of: call), PrimalFunction.behind(first) == nil,
      Self.parameter(behind: first) != nil
    else { return false }
    var seen: Set<Function> = []
    return isUncalled(call.parentFunction, &seen)
  }

  /// True if all calls of the function come from functions that are not called either and hand a parameter on.
  private func isUncalled(_ function: Function, _ seen: inout Set<Function>) -> Bool {
    guard parameters[function]?.isEmpty == false else { return false }
    guard seen.insert(function).inserted else { return true }
    return function.value.users.allSatisfy {
      $0.isCall && $0.calledFunction == function && isUncalled($0.parentFunction, &seen)
    }
  }

  /// The argument that says which function is differentiated.
  private static func primal(of call: Value) -> Value? {
    let first = call.hasAttribute("sret", at: .parameter(0)) ? 1 : 0
    return first < call.argumentCount ? call.argument(first) : nil
  }

  private mutating func findParameters() {
    parameters = [:]
    var work: [(Function, Int)] = []
    for function in module.functions where RequestFunction.named(function)?.isDerivativeCall == true {
      for call in function.value.users where call.isCall && call.calledFunction == function {
        let first = call.hasAttribute("sret", at: .parameter(0)) ? 1 : 0
        for (index, argument) in call.arguments.enumerated() where index == first || argument.type.integerWidth == 32 {
          if let parameter = Self.parameter(behind: argument) { work.append((call.parentFunction, parameter)) }
        }
      }
    }
    while let (function, index) = work.popLast() {
      guard parameters[function, default: []].insert(index).inserted else { continue }
      for call in function.value.users where call.isCall && call.calledFunction == function {
        guard index < call.argumentCount, let next = Self.parameter(behind: call.argument(index)) else { continue }
        work.append((call.parentFunction, next))
      }
    }
  }

  /// The parameter of the enclosing function that a value is, perhaps by way of a local variable.
  private static func parameter(behind value: Value) -> Int? {
    if value.kind == .argument { return value.argumentParent?.parameters.firstIndex(of: value) }
    guard value.isInstruction else { return nil }
    if value.opcode.isCast { return parameter(behind: value.operand(0)) }
    return value.opcode == .load ? LocalVariable.onlyValue(of: value.operand(0)).flatMap { parameter(behind: $0) } : nil
  }

  /// Lets a call that passes functions or markers call a copy that knows them.
  private mutating func redirect(_ call: Value, _ wrapper: Function, _ indices: Set<Int>) -> Bool {
    guard !wrapper.isDeclaration else { return false }
    var known: [Int: Value] = [:]
    for index in indices where index < call.argumentCount {
      let argument = call.argument(index)
      if argument.type.isPointer {
        known[index] = PrimalFunction.behind(argument)?.value
      } else if RequestMarker.name(argument) != nil {
        known[index] = RequestMarker.global(argument)
      }
    }
    if known.isEmpty { return false }
    let key = Key(wrapper: wrapper, known: known)
    let copy = copies[key] ?? makeCopy(key)
    copies[key] = copy
    specialized.insert(wrapper)
    call.setOperand(call.operandCount - 1, copy.value)
    return true
  }

  private func makeCopy(_ key: Key) -> Function {
    let copy = key.wrapper.clone(name: "\(BoundFunctions.prefix)w\(copies.count).\(key.wrapper.name)")
    copy.linkage = .internal
    let builder = Builder(module.context)
    for (index, value) in key.known {
      let parameter = copy.parameter(index)
      if value.kind == .function {
        parameter.replaceAllUses(with: value)
      } else {
        builder.position(before: copy.entry.first!)
        parameter.replaceAllUses(with: builder.load(parameter.type, value))
      }
    }
    return copy
  }
}
