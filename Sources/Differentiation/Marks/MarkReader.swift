// Reads marks from a module. They are written as
//
//   * global variables whose name contains `__enzyme_` or `nabla_` and a word of `Word`, initialised with addresses:
//     `void *__enzyme_register_gradient_f[] = {f, augmented_f, reverse_f};`
//   * annotations: `__attribute__((annotate("enzyme_inactive")))`
//   * attributes and metadata of functions in LLVM IR: `"enzyme_inactive"`, `!enzyme_gradient`
//   * the names of functions of the Swift library: `withoutDerivative`

import LLVM

struct MarkReader {
  /// What the name of a global says it registers; longer words that contain others come first.
  private enum Word: String, CaseIterable {
    case splitDerivative = "register_splitderivative"
    case derivative = "register_derivative"
    case gradient = "register_gradient"
    case inactiveGlobal = "inactive_global"
    case inactiveFunction = "inactivefn"
    case functionLike = "function_like"
    case allocationLike = "allocation_like"
    case noFree = "nofree"
    case recompute = "shouldrecompute"
  }

  private let module: Module
  private var marks = Marks()

  /// All marks of a module.
  /// - Throws: `Refusal` for a mark that cannot be understood.
  static func read(_ module: Module) throws -> Marks {
    var reader = MarkReader(module: module)
    for global in module.globals {
      if global.name == "llvm.global.annotations" {
        try reader.readAnnotations(global)
      } else if let word = word(in: global.name), !global.isDeclaration {
        try reader.readRegistration(global, word)
      }
    }
    for function in module.functions { try reader.readAttributes(function) }
    return reader.marks
  }

  private init(module: Module) { self.module = module }

  private static func word(in name: String) -> Word? {
    guard name.contains("enzyme_") || name.contains("nabla_") else { return nil }
    return Word.allCases.first { name.contains("enzyme_" + $0.rawValue) || name.contains("nabla_" + $0.rawValue) }
  }

  // MARK: Globals

  private mutating func readRegistration(_ global: Value, _ word: Word) throws {
    var elements: [Value] = []
    if let value = global.initializer { Self.flatten(value, &elements) }
    switch word {
    case .gradient:
      for group in try functions(elements, in: global, count: 3) {
        marks.rules[group[0].name, default: CustomRule()].gradient = pair(group[1], group[2])
      }
    case .splitDerivative:
      for group in try functions(elements, in: global, count: 3) {
        marks.rules[group[0].name, default: CustomRule()].splitTangent = pair(group[1], group[2])
      }
    case .derivative:
      for group in try functions(elements, in: global, count: 2) {
        marks.rules[group[0].name, default: CustomRule()].tangent = RuleFunction(group[1])
      }
    case .inactiveFunction:
      for group in try functions(elements, in: global, count: 1) { marks.inactiveFunctions.insert(group[0].name) }
    case .inactiveGlobal:
      for element in elements {
        if let target = Self.global(element) { marks.inactiveGlobals.insert(target.name) }
      }
    case .recompute:
      for group in try functions(elements, in: global, count: 1) { marks.recomputed.insert(group[0].name) }
    case .functionLike: try readLikeness(elements, global)
    case .allocationLike: try readAllocator(elements, global)
    case .noFree: break
    }
  }

  /// The functions that a registration names, in groups of `count`.
  private func functions(_ elements: [Value], in global: Value, count: Int) throws -> [[Function]] {
    let named = elements.compactMap { Self.function($0) }
    guard named.count == elements.count, !named.isEmpty, named.count % count == 0 else {
      let form =
        count == 1
        ? "functions"
        : "\(count) functions: {\(["f", "augmented_f", "reverse_f"].prefix(count).joined(separator: ", "))}"
      throw refusal(global, "does not hold \(form)", "initialise it with addresses of functions, known at compile time")
    }
    return stride(from: 0, to: named.count, by: count).map { Array(named[$0..<$0 + count]) }
  }

  private func pair(_ augmented: Function, _ second: Function) -> CustomRule.Pair {
    CustomRule.Pair(augmented: RuleFunction(augmented), second: RuleFunction(second))
  }

  private mutating func readLikeness(_ elements: [Value], _ global: Value) throws {
    guard elements.count == 2, let function = Self.function(elements[0]), let name = Self.text(elements[1]) else {
      throw refusal(global, "does not hold a function and a name", "write {(void *)f, \"log1p\"}")
    }
    marks.likenesses[function.name] = name
  }

  /// `{allocate, index of the size, arguments of the release function, release}`: of the release function's arguments,
  /// -1 is the address.
  private mutating func readAllocator(_ elements: [Value], _ global: Value) throws {
    guard elements.count >= 2, let function = Self.function(elements[0]), let size = Self.number(elements[1]) else {
      throw refusal(
        global, "does not hold a function and a number",
        "write {(void *)allocate, (void *)0, (void *)\"-1\", (void *)release}: 0 is the argument that holds the size")
    }
    guard function.functionType.parameterTypes.indices.contains(size), function.returnType.isPointer else {
      throw refusal(
        global, "names '\(demangled(function.name))', which has no argument \(size) or returns no address",
        "the number counts the arguments from 0")
    }
    marks.allocation[function.name] = .allocate(.foreign(size), zeroed: false)
    guard elements.count >= 4, let release = Self.function(elements[3]) else { return }
    let arguments = (Self.text(elements[2]) ?? "-1").split(separator: ",").map { $0.filter { $0 != " " } }
    marks.allocation[release.name] = .deallocate(arguments.firstIndex(of: "-1") ?? 0)
  }

  private func refusal(_ global: Value, _ what: String, _ advice: String) -> Refusal {
    Refusal(construct: "'\(demangled(global.name))' \(what)", advice: advice, concernsRequest: true)
  }

  // MARK: Annotations

  /// `annotate("enzyme_inactive")`, `annotate("enzyme_function_like=log1p")`, `annotate("enzyme_function_like", "log1p")`.
  private mutating func readAnnotations(_ table: Value) throws {
    guard let entries = table.initializer else { return }
    for index in 0..<(table.valueType.isArray ? table.valueType.count : 0) {
      guard let entry = entries.constantElement(index), let target = entry.constantElement(0),
        let text = entry.constantElement(1).flatMap({ Self.text($0) })
      else { continue }
      let argument = entry.constantElement(4).flatMap { Self.initializer($0)?.constantElement(0) }
      apply(text, argument: argument.flatMap { Self.text($0) }, to: target)
    }
  }

  private mutating func readAttributes(_ function: Function) throws {
    if SwiftRuntime.carriesNoDerivative(function.name) { marks.inactiveFunctions.insert(function.name) }
    for attribute in function.attributes(at: .function) where attribute.name.contains("enzyme_") {
      apply(attribute.name, argument: attribute.stringValue, to: function.value)
    }
    if let augmented = metadata(function, "enzyme_augment"), let reverse = metadata(function, "enzyme_gradient") {
      marks.rules[function.name, default: CustomRule()].gradient = pair(augmented, reverse)
    }
    if let tangent = metadata(function, "enzyme_derivative") {
      marks.rules[function.name, default: CustomRule()].tangent = RuleFunction(tangent)
    }
  }

  private func metadata(_ function: Function, _ kind: String) -> Function? {
    guard case .value(let value)? = function.value.metadata(named: kind)?.operands.first else { return nil }
    return Self.function(value)
  }

  private mutating func apply(_ text: String, argument: String?, to target: Value) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard let name = parts.first, let prefix = ["enzyme_", "nabla_"].first(where: { name.hasPrefix($0) }) else {
      return
    }
    let argument = parts.count > 1 ? parts[1] : argument
    let function = Self.function(target)?.name
    switch String(name.dropFirst(prefix.count)) {
    case "inactive":
      if let function { marks.inactiveFunctions.insert(function) }
      if let global = Self.global(target) { marks.inactiveGlobals.insert(global.name) }
    case "function_like", "math":
      if let function, let argument { marks.likenesses[function] = argument }
    case "shouldrecompute":
      if let function { marks.recomputed.insert(function) }
    default: break
    }
  }

  // MARK: Constants

  private static func flatten(_ value: Value, _ elements: inout [Value]) {
    let type = value.type
    guard type.isAggregate else { return elements.append(value) }
    for index in 0..<(type.isStructure ? type.elements.count : type.count) {
      value.constantElement(index).map { flatten($0, &elements) }
    }
  }

  /// What stands behind casts and aliases.
  private static func plain(_ value: Value) -> Value {
    switch value.kind {
    case .constantExpr where value.operandCount == 1: plain(value.operand(0))
    case .globalAlias: value.aliasee.map { plain($0) } ?? value
    default: value
    }
  }

  private static func function(_ value: Value) -> Function? { Function(plain(value)) }

  private static func global(_ value: Value) -> Value? {
    let plain = plain(value)
    return plain.kind == .globalVariable ? plain : nil
  }

  private static func initializer(_ value: Value) -> Value? { global(value)?.initializer }

  /// An integer, perhaps disguised as an address.
  private static func number(_ value: Value) -> Int? {
    if value.isZero { return 0 }
    return plain(value).constantInt.map { Int($0) }
  }

  /// The text that a value points to.
  private static func text(_ value: Value) -> String? {
    guard let bytes = initializer(value)?.constantBytes else { return nil }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
