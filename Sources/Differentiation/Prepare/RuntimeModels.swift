// Replaces calls of library functions that work on values of any type by calls of their models (`SwiftModels`,
// `SortingModels`, `RustRuntime`), and calls through value witness tables likewise.

import LLVM

struct RuntimeModels {
  let module: Module

  /// - Throws: `LLVMError` if the models do not load.
  func apply() throws {
    try apply(SwiftModels.text) { swiftModel(of: $0) }
    try apply(SortingModels.text) { $0.calledFunction.flatMap { SortingModels.model(of: $0.name) } }
    for function in module.functions where RustRuntime.isReallocation(function) {
      try apply(RustRuntime.modelText(for: function.name)) {
        $0.calledFunction == function ? RustRuntime.reallocationModel : nil
      }
    }
  }

  private func apply(_ text: String, _ modelName: (Value) -> String?) throws {
    let calls = module.functions.flatMap { function in
      function.isDeclaration ? [] : function.instructions.filter { $0.opcode == .call }
    }
    var replacements: [(call: Value, model: String)] = []
    for call in calls {
      if let name = modelName(call) { replacements.append((call, name)) }
    }
    guard !replacements.isEmpty else { return }
    let library = try Module.parse(text: text, name: "nabla.models", in: module.context)
    library.targetTriple = module.targetTriple
    library.dataLayoutString = module.dataLayoutString
    try module.link(library)
    for (call, name) in replacements { replace(call, by: module.function(named: name)!) }
  }

  private func swiftModel(of call: Value) -> String? {
    guard let callee = call.calledFunction else { return witnessName(of: call) }
    if callee.name == "swift_dynamicCast" { return castName(of: call) }
    return SwiftModels.model(of: callee.name)
  }

  private func replace(_ call: Value, by model: Function) {
    let builder = Builder(module.context)
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    let result = builder.call(model, Array(call.arguments.prefix(model.parameters.count)))
    if call.hasUses { call.replaceAllUses(with: result) }
    call.erase()
  }

  /// The model of a call of an entry of the value witness table of the call's last argument.
  private func witnessName(of call: Value) -> String? {
    let types = TypeReader(module.dataLayout)
    guard call.argumentCount >= 2, call.calledValue.kind != .inlineAsm,
      let (table, entry) = types.loadedWord(call.calledValue),
      let witnesses = types.loadedWord(table),
      case let metadata = types.place(call.argument(call.argumentCount - 1)),
      witnesses.base == metadata.base, witnesses.offset == metadata.offset - 8, entry % 8 == 0,
      SwiftModels.witnesses.indices.contains(entry / 8)
    else { return nil }
    return SwiftModels.witnesses[entry / 8]
  }

  /// The model of a cast from an existential container or an error; the target is known when the program is compiled.
  private func castName(of call: Value) -> String? {
    guard let from = typeName(call.argument(2)), let to = typeName(call.argument(3)), isExistential(from) else {
      return nil
    }
    if from == "$ss5Error_p" { return isExistential(to) ? nil : SwiftModels.castFromError }
    // Errors have boxes of their own kind.
    guard !from.contains("s5Error_"), !to.contains("s5Error_") else { return nil }
    return isExistential(to) ? SwiftModels.castToExistential : SwiftModels.castFromExistential
  }

  /// The mangled name of a type that is known when the program is compiled.
  private func typeName(_ metadata: Value) -> String? {
    if metadata.isInstruction {
      guard metadata.isCall, let accessor = metadata.calledFunction else { return nil }
      let isInstantiation = accessor.name.hasPrefix("__swift_instantiateConcreteTypeFromMangledName")
      return isInstantiation ? String(metadata.argument(0).name.dropLast(2)) : nil
    }
    guard metadata.isConstant else { return nil }
    let name = TypeReader(module.dataLayout).place(metadata).base.name
    return name == "$sypN" ? "$syp" : name
  }

  private func isExistential(_ name: String) -> Bool { name == "$syp" || name.hasSuffix("_p") }
}
