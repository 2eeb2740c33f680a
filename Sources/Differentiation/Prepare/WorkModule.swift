// The module in which derivatives are made: a copy of the user's module that holds only the functions which some
// request needs, under names of their own, brought into the form that `Snapshot` expects.
//
// The user's code stays as it is; the copies may be inlined, specialised and rewritten freely. Globals keep their values
// for the optimiser and become declarations before linking back, which so refers to the originals.

import DerivativeRules
import LLVM

struct WorkModule {
  static let prefix = "nabla.primal."
  /// For copies that derivatives of an earlier round call.
  static let leftoverPrefix = "nabla.plain."

  let module: Module
  let marks: Marks
  /// Names of the primal functions that requests name, in the original module.
  let roots: [String]
  private var closure: Set<String> = []
  /// Globals that belong to the user's module.
  private let borrowed: Set<String>
  private let calls: IndirectCalls
  /// Functions without body here that pointers may reach and whose derivative is known nevertheless.
  private let knownTargets: [String: Type]
  /// Functions that call a derivative which is not made yet: what is differentiated now may only seem to reach them, by
  /// a pointer of a fitting type. The method of a class and its derivative often have the same.
  private let unfinished: Set<String>
  /// By root: what address computations say that pointer parameters lead to.
  private(set) var parameterTypes: [String: [(parameter: Int, type: Type)]] = [:]

  /// - Parameter original: local symbols must have been made visible (see `LocalSymbols`).
  /// - Throws: `LLVMError` if what is known about the Swift run-time library does not load.
  init(of original: Module, roots: [String], marks: Marks, openSymbols: Set<String> = []) throws {
    self.roots = roots
    self.marks = marks
    module = original.copy()
    DifferentiationQuestion.answer(true, in: module)
    borrowed = Set(module.globals.map(\.name))
    module.resolveAliases()
    module.dropComdats()
    marks.keepAccesses(in: module)
    ParallelRegions(module).serialize()
    KeyPathAccesses(module: module, roots: roots).rewrite()
    try RuntimeModels(module: module).apply()
    unfinished = Self.callers(of: openSymbols, in: module)
    // While everything is there that takes the address of a function.
    calls = IndirectCalls(
      module: module, tables: VirtualTables(of: module), witnesses: WitnessTables(of: module),
      frames: CoroutineFrames(of: module),
      addressTaken: Set(module.functions.filter(Self.isAddressTaken).map(\.name)))
    let targets = module.functions.filter { Self.isKnownTarget($0, marks) }
    knownTargets = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0.functionType) })
    VariableArguments(module)?.rewrite(module.functions.filter { VariableArguments.reads($0) && isKnownBody($0) })
    findClosure()
    copyFunctions()
    removeOthers()
  }

  /// The copy of a primal function.
  func copy(of name: String) -> Function? { module.function(named: Self.prefix + name) }

  /// The original name of a copy.
  static func originalName(_ name: String) -> String {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  // MARK: Closure

  private mutating func findClosure() {
    var work = roots
    let layout = module.dataLayout
    var signatures: Set<[CallSignature]> = []
    var targets: CallTargets?
    while true {
      while let name = work.popLast() {
        guard let function = module.function(named: name), isDifferentiated(function), closure.insert(name).inserted
        else {
          continue
        }
        for instruction in function.instructions where instruction.isCall {
          if let callee = instruction.calledFunction {
            if isDifferentiated(callee) { work.append(callee.name) }
          } else if instruction.calledValue.kind != .inlineAsm {
            signatures.insert(CallSignature.ofCall(instruction, layout))
          }
          // A function passed as an argument may be called once the callee is inlined.
          for argument in instruction.arguments {
            if let passed = Function(argument), isDifferentiated(passed) { work.append(passed.name) }
          }
        }
      }
      if signatures.isEmpty { return }
      let known = targets ?? candidates()
      targets = known
      work = Set(signatures.flatMap { known.targets(of: $0, in: closure) }).subtracting(closure).sorted()
      if work.isEmpty { return }
    }
  }

  /// Functions whose address is taken.
  private func candidates() -> CallTargets {
    let functions = module.functions.filter { function in
      isDifferentiated(function) && Self.isAddressTaken(function)
        && !SwiftRuntime.belongsToDerivatives(function.name) && !unfinished.contains(function.name)
    }
    return CallTargets(functions, module.dataLayout)
  }

  /// The functions that call one of `symbols`, directly or not.
  private static func callers(of symbols: Set<String>, in module: Module) -> Set<String> {
    var result: Set<String> = []
    var work = symbols.compactMap { module.function(named: $0) }
    while let function = work.popLast() {
      for user in function.value.users where user.isInstruction && result.insert(user.parentFunction.name).inserted {
        work.append(user.parentFunction)
      }
    }
    return result
  }

  /// The list of what the linker must keep takes no address, nor does a constant that nobody uses any more, nor a request
  /// for the function's derivative.
  static func isAddressTaken(_ function: Function) -> Bool {
    function.value.uses.contains { use in
      if use.user.isInstruction {
        guard use.user.isCall else { return true }
        return use.operandIndex != use.user.operandCount - 1 && !isPrimal(use.operandIndex, ofRequest: use.user)
      }
      return [.constantAggregate, .constantExpr].contains(use.user.kind) ? use.user.users.contains(where: holds) : true
    }
  }

  /// Whether a constant or variable with an address in it may hand it on: the lists of what the linker must keep and the
  /// requests of Swift programs do not.
  private static func holds(_ holder: Value) -> Bool {
    if [.constantAggregate, .constantExpr].contains(holder.kind) { return holder.users.contains(where: holds) }
    return !["llvm.used", "llvm.compiler.used"].contains(holder.name) && !isRequestOfSwift(holder)
  }

  private static func isPrimal(_ index: Int, ofRequest call: Value) -> Bool {
    guard let callee = call.calledFunction, RequestFunction.named(callee)?.isDerivativeCall == true else {
      return false
    }
    return index == (call.hasAttribute("sret", at: .parameter(0)) ? 1 : 0)
  }

  /// Functions with a body are looked into, unless the library or the user knows better.
  private func isDifferentiated(_ function: Function) -> Bool {
    if marks.rules[function.name] != nil { return !function.functionType.isVarArg }
    return isKnownBody(function) && !VariableArguments.reads(function)
  }

  private func isKnownBody(_ function: Function) -> Bool {
    !function.isDeclaration && function.intrinsicID == 0 && !Self.isRuntimeFunction(function.name)
      && !marks.isOpaque(function.name) && marks.rules[function.name] == nil
  }

  /// Functions of the Swift runtime that are defined in every module and known to the engine.
  static func isRuntimeFunction(_ name: String) -> Bool {
    name.hasPrefix("__swift_instantiateConcreteTypeFromMangledName") || LibraryFunction.named(name) != nil
      || PacketFunction(mangledName: name) != nil || name == DifferentiationQuestion.name
  }

  private func copyFunctions() {
    var copies: [(Function, Function)] = []
    for name in closure.sorted() {
      let original = module.function(named: name)!
      let copy = original.isDeclaration ? trampoline(to: original) : original.clone(name: Self.prefix + name)
      // Copies that may be found through pointers must survive until then.
      copy.linkage = roots.contains(name) || Self.isAddressTaken(original) ? .external : .internal
      copy.visibility = .default
      copy.value.section = ""
      // Calls of a function whose derivative is given stay calls.
      if marks.rules[name] != nil { copy.shut() }
      copies.append((original, copy))
    }
    let normalization = Normalization(module: module)
    for (original, copy) in copies {
      normalization.apply(to: copy)
      if original.isDeclaration { continue }
      for instruction in copy.instructions where instruction.isCall {
        guard let callee = instruction.calledFunction, closure.contains(callee.name) else { continue }
        normalization.redirect(instruction, to: module.function(named: Self.prefix + callee.name)!)
      }
    }
  }

  /// Stands for a function that is only declared: its derivative is given, and calls must name a copy.
  private func trampoline(to original: Function) -> Function {
    let copy = module.addFunction(name: Self.prefix + original.name, type: original.functionType)
    let builder = Builder(module.context)
    builder.position(atEndOf: copy.appendBlock("entry"))
    let result = builder.call(original, copy.parameters)
    if copy.returnType.isVoid { builder.retVoid() } else { builder.ret(result) }
    return copy
  }

  /// Keeps the copies; everything else becomes a declaration.
  private func removeOthers() {
    for global in module.globals where global.name.hasPrefix("llvm.") && global.name != "llvm.embedded.module" {
      global.eraseGlobal()
    }
    for function in module.functions where !function.isDeclaration && !function.name.hasPrefix(Self.prefix) {
      if Self.isRuntimeFunction(function.name) && function.linkage.isLocal { continue }
      function.deleteBody()
    }
    for function in module.functions where function.isDeclaration && !function.value.hasUses { function.erase() }
  }

  /// Lets derivatives call functions with given derivatives themselves, not the copies of them: whoever differentiates
  /// again must find those derivatives.
  func restoreRuleFunctions() {
    for name in marks.rules.keys.sorted() {
      guard let copy = copy(of: name) else { continue }
      let original = module.function(named: name) ?? module.addFunction(name: name, type: copy.functionType)
      for index in original.parameters.indices {
        guard let type = original.structuralType(of: "byval", at: .parameter(index)) else { continue }
        for call in copy.value.users where call.isInstruction && call.isCall && call.calledFunction == copy {
          call.addAttribute("byval", type: type, at: .parameter(index))
        }
      }
      copy.value.replaceAllUses(with: original.value)
      copy.erase()
    }
  }

  /// Gives the copies that stay names which no later round takes for its own.
  func renameCopies() {
    for copy in primals { copy.name = Self.leftoverPrefix + Self.originalName(copy.name) }
  }

  /// Leaves globals of the user's module as declarations: linking back must find only the originals. Where the
  /// optimiser raised the alignment of a copy, and so relies on it, the original is aligned too.
  func releaseGlobals(to original: Module) {
    for global in module.globals where !global.isDeclaration && borrowed.contains(global.name) {
      if let owner = original.global(named: global.name), owner.alignment < global.alignment {
        owner.alignment = global.alignment
      }
      global.initializer = nil
      global.linkage = .external
    }
  }

  // MARK: Preparation

  /// Element types of address computations that start at a parameter: the optimiser replaces them by bytes.
  private static func parameterTypes(_ function: Function) -> [(parameter: Int, type: Type)] {
    function.parameters.enumerated().flatMap { index, parameter -> [(parameter: Int, type: Type)] in
      parameter.users.filter { $0.opcode == .getElementPtr && $0.operand(0) == parameter }
        .map { (index, $0.sourceElementType) }
    }
  }

  /// Optimises the copies and brings them into the canonical form: one return, simple loops, loop-closed SSA.
  /// - Throws: `LLVMError` if a pass fails.
  mutating func prepare() throws {
    for function in primals {
      try checkTypes(function)
      try checkJumps(function)
    }
    for function in primals where Self.originalName(function.name).hasPrefix("$s") {
      VectorAccesses(module: module).split(in: function)
    }
    let tags = NumberTags(module.context)
    for function in primals { tags.add(to: function) }
    try module.run(passes: "function(sroa)")
    for root in roots { parameterTypes[root] = copy(of: root).map(Self.parameterTypes) }
    LinearAlgebraCalls(module: module).markFunctions()
    Normalization(module: module).markFunctions()
    // Front ends without optimisation leave memory where registers would do; indirect calls resolve after that.
    try module.run(passes: "function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>)")
    try VectorLowering(module: module).rewrite(primals)
    for function in primals {
      Normalization(module: module).rewriteLibraryCalls(in: function)
      PartialVectorLoads(module: module).rewrite(in: function)
      LinearAlgebraCalls(module: module).rewrite(in: function)
    }
    try Exceptions(module: module, roots: roots).rewrite(primals)
    AllocationWrappers.inline(
      primals.filter { !roots.contains(Self.originalName($0.name)) && marks.rules[Self.originalName($0.name)] == nil })
    for _ in 0..<3 {
      try module.run(passes: preparationPipeline)
      if !resolveCalls() { break }
    }
    for function in primals where !roots.contains(Self.originalName(function.name)) {
      if marks.rules[Self.originalName(function.name)] == nil { function.linkage = .internal }
    }
    for function in primals {
      Normalization(module: module).dropLifetimes(in: function)
      JoinedChoices(module: module).rewrite(in: function)
      JoinedNumbers(module: module).rewrite(in: function)
      SharedWords(module: module).separate(in: function)
      MergedStores(module: module).separateWords(in: function)
      RepeatedParts(module: module).rewrite(in: function)
      NumberBits(module: module).rewrite(in: function)
    }
    try module.run(passes: "globaldce,function(dce)")
    for function in primals { try makeReducible(function) }
    try module.run(passes: Self.canonicalForm)
    let addresses = ChosenAddresses(module: module)
    for function in primals {
      addresses.separate(in: function)
      Normalization(module: module).hoistVariables(in: function)
      UndefinedNumbers(module: module).define(in: function)
    }
  }

  /// Gives each loop one entry. LLVM's pass for that takes branches only: anything else that jumps would make it crash.
  private func makeReducible(_ function: Function) throws {
    let branches: [Opcode] = [.br, .switch, .ret, .unreachable]
    let terminators = function.basicBlocks.compactMap { $0.terminator?.opcode }
    guard terminators.allSatisfy(branches.contains), FunctionAnalyses(function).isIrreducible else { return }
    try module.run(passes: "lower-switch,fix-irreducible", on: function)
  }

  /// - Throws: `Refusal` for vectors whose length is not known when the program is compiled.
  private func checkTypes(_ function: Function) throws {
    for instruction in function.instructions {
      let types = [instruction.type] + instruction.operands.map(\.type)
      guard types.contains(where: { $0.kind == .scalableVector }) else { continue }
      throw Refusal(
        place: SourcePlace(instruction.debugLocation), function: demangled(Self.originalName(function.name)),
        construct: "a vector of scalable length", advice: "compile for vectors of fixed length")
    }
  }

  /// - Throws: `Refusal` for `setjmp`: the order in which the blocks ran could not be reversed.
  private func checkJumps(_ function: Function) throws {
    for call in function.instructions where call.isCall {
      guard let callee = call.calledFunction,
        call.hasAttribute("returns_twice") || callee.hasAttribute("returns_twice")
      else { continue }
      throw Refusal(
        place: SourcePlace(call.debugLocation), function: demangled(Self.originalName(function.name)),
        construct: "a call of '\(callee.name)', which may return several times",
        advice: "return error codes instead of jumping, or mark the function as inactive")
    }
  }

  /// Calls whose target is known by now, or one of several, become calls of copies.
  private func resolveCalls() -> Bool {
    var changed = false
    // Nothing else may refer to them any more.
    let targets = knownTargets.sorted { $0.key < $1.key }.map {
      module.function(named: $0.key) ?? module.addFunction(name: $0.key, type: $0.value)
    }
    let reach = RootReach(module, roots: roots, primals: primals, targets: calls.addressTaken)
    for function in primals {
      for call in function.instructions where call.isCall {
        guard let callee = call.calledFunction, let copy = copy(of: callee.name), !copy.isDeclaration, copy != function
        else { continue }
        Normalization(module: module).redirect(call, to: copy)
        changed = true
      }
      if calls.dispatch(in: function, candidates: primals + targets, reach: reach) {
        changed = true
      }
    }
    return changed
  }

  private static func isKnownTarget(_ function: Function, _ marks: Marks) -> Bool {
    guard function.isDeclaration || marks.isOpaque(function.name), function.intrinsicID == 0, isAddressTaken(function)
    else { return false }
    return RuleTable.standard.rule(forLibraryFunction: function.name) != nil || marks.isOpaque(function.name)
  }

  private static let canonicalForm =
    "function(mergereturn,loop-simplify,break-crit-edges,loop-simplify,lcssa)"

  var primals: [Function] { module.functions.filter { !$0.isDeclaration && $0.name.hasPrefix(Self.prefix) } }
}
