// Generates the derivative functions of one program.
//
// Each function of the closure gets at most three variants: forward, augmented (primal with tape) and reverse. They are
// declared when first called and filled from a work list, so that recursion needs no special care.
//
// Parameters of every variant: each primal parameter, followed by its shadows (one per lane) where it has any.

import DerivativeRules
import LLVM

/// How derivatives are generated.
struct EmissionOptions {
  /// Number of tangents or adjoints carried at once.
  var width = 1
  /// 0 · ∞ is 0: an adjoint of zero stays zero whatever the partial derivative is.
  var strongZero = false
  /// Tapes of the reverse variants also serve tangents of the same execution.
  var replays = false
  /// The reverse sweep may run several times, or never: what the forward sweep made belongs to the tape.
  var outlivesSweeps = false
}

final class ProgramEmitter {
  enum Variant: Hashable {
    case forward, augmented, reverse
    /// Tangents of an execution that left a log.
    case replay
  }

  private struct Key: Hashable {
    var function: FunctionID
    var variant: Variant
  }

  let module: Module
  let context: Context
  let support: SupportLibrary
  let activity: ActivityFacts
  let snapshots: [SnapshotFunction]
  let names: ProgramNames
  let options: EmissionOptions
  let writes: WriteSummary
  private(set) lazy var unwinding = UnwindCleanup(module)
  let label: String
  private var declared: [Key: Function] = [:]
  private var work: [Key] = []
  private var plans: [FunctionID: ReversePlan] = [:]
  private var plansInProgress: Set<FunctionID> = []
  private var globalShadows: [GlobalID: [Value]] = [:]
  private(set) var refusals: [Refusal] = []

  /// A plan as it was made.
  struct PlanRecord {
    var function: FunctionID
    var plan: ReversePlan
  }

  /// All plans, in the order in which they were made.
  private(set) var planRecords: [PlanRecord] = []

  init(
    module: Module, support: SupportLibrary, activity: ActivityFacts, snapshots: [SnapshotFunction],
    names: ProgramNames, options: EmissionOptions, label: String
  ) {
    self.module = module
    context = module.context
    self.support = support
    self.activity = activity
    self.snapshots = snapshots
    self.names = names
    self.options = options
    self.label = label
    writes = WriteSummary(activity)
  }

  /// Whether integers or copies move words that hold a double at some times and floats at others.
  private(set) lazy var movesMixedWords = findMixedWords()

  /// Whether tags of enums may be missing in tangents: see `CaseTags`.
  private(set) lazy var mayLoseTags: Bool = {
    let tags = activity.program.functions.map { CaseTags(activity: activity, function: $0) }
    return tags.contains { $0.readsTags() } && tags.contains { $0.leavesOpen() }
  }()

  var width: Int { options.width }
  var lanes: Range<Int> { 0..<options.width }

  func refuse(_ function: FunctionID, _ id: ValueID?, _ construct: String, _ advice: String) {
    let refusal = Refusal(
      place: place(of: id, in: function), function: demangled(snapshots[function].model.name), construct: construct,
      advice: advice, callChain: callChain(to: function))
    if !refusals.contains(refusal) { refusals.append(refusal) }
  }

  private func callChain(to target: FunctionID) -> [String] {
    let callers = callers()
    var chain: [String] = []
    var current = target
    while let parent = callers[current]?.caller {
      chain.insert(demangled(snapshots[parent].model.name), at: 0)
      current = parent
    }
    return chain
  }

  // MARK: Signatures

  /// True if the parameter or result has shadows in this kind of sweep.
  func hasShadow(_ f: FunctionID, _ value: ValueID, forward: Bool) -> Bool {
    activity.needsShadow(f, value) || (forward && activity.isActive(f, value))
  }

  /// True if the returned value has an adjoint.
  func resultIsActive(_ f: FunctionID) -> Bool {
    activity.program.functions[f].returnValue.map { activity.isActive(f, $0) } ?? false
  }

  func resultHasShadow(_ f: FunctionID, forward: Bool) -> Bool {
    activity.program.functions[f].returnValue.map { hasShadow(f, $0, forward: forward) } ?? false
  }

  /// Parameters whose adjoints the reverse variant returns.
  func activeParameters(_ f: FunctionID) -> [Int] {
    activity.program.functions[f].arguments.filter { index in
      activity.isActive(f, index)
        && activity.program.functions[f].values[index].type.leaves().contains { !$0.type.isPointer }
    }
  }

  func shadowedParameterTypes(_ f: FunctionID, forward: Bool) -> [Type] {
    snapshots[f].function.parameters.enumerated().flatMap { index, parameter in
      Array(repeating: parameter.type, count: 1 + (hasShadow(f, index, forward: forward) ? width : 0))
    }
  }

  private func resultType(_ parts: [Type]) -> Type {
    parts.isEmpty ? .void(context) : .structure(parts, context)
  }

  func primalAndShadowResult(_ f: FunctionID, forward: Bool) -> [Type] {
    let primal = snapshots[f].function.returnType
    if primal.isVoid { return [] }
    return Array(repeating: primal, count: 1 + (resultHasShadow(f, forward: forward) ? width : 0))
  }

  func adjointResults(_ f: FunctionID) -> [Type] {
    activeParameters(f).flatMap { Array(repeating: snapshots[f].function.parameter($0).type, count: width) }
  }

  func seedTypes(_ f: FunctionID) -> [Type] {
    resultIsActive(f) ? Array(repeating: snapshots[f].function.returnType, count: width) : []
  }

  // MARK: Variants

  /// The function that computes this variant; its body follows later.
  func variant(_ f: FunctionID, _ variant: Variant) -> Function {
    let key = Key(function: f, variant: variant)
    if let known = declared[key] { return known }
    let type: Type
    switch variant {
    case .forward:
      type = .function(
        params: shadowedParameterTypes(f, forward: true), returns: resultType(primalAndShadowResult(f, forward: true)))
    case .replay:
      type = .function(
        params: shadowedParameterTypes(f, forward: true) + [support.pointerType],
        returns: resultType(primalAndShadowResult(f, forward: true)))
    case .augmented:
      type = .function(
        params: shadowedParameterTypes(f, forward: false) + [support.pointerType],
        returns: resultType(primalAndShadowResult(f, forward: false)))
    case .reverse:
      type = .function(
        params: shadowedParameterTypes(f, forward: false) + seedTypes(f) + [support.pointerType],
        returns: resultType(adjointResults(f)))
    }
    let function = module.addFunction(name: "nabla.\(variant).\(label).\(snapshots[f].model.name)", type: type)
    function.linkage = .internal
    declared[key] = function
    work.append(key)
    return function
  }

  /// Makes the functions that a request calls.
  func emit(_ key: DerivativeKey) -> [DerivativePart: DerivativeFunction] {
    refuseUnknownOrigins()
    refuseStoresIntoConstants()
    refuseWrittenVariables()
    refuseSpelledNumbers()
    let f = activity.program.root
    let returnsPrimal = activity.program.functions[f].returnType != .void
    switch key.mode {
    case .split: return emitSplit(key)
    case .forward:
      let function = emitForward(named: "nabla.forward.\(label).\(key.primal)")
      let signature = DerivativeSignature(
        shadowed: shadowedParameters(f, forward: true), returnsPrimal: returnsPrimal,
        returnsShadow: resultHasShadow(f, forward: true))
      return [.whole: DerivativeFunction(name: function.name, signature: signature)]
    case .reverse:
      let function = emitJoint(named: "nabla.reverse.\(label).\(key.primal)")
      let signature = DerivativeSignature(
        shadowed: shadowedParameters(f, forward: false), takesSeeds: resultIsActive(f), returnsPrimal: returnsPrimal,
        returnsShadow: false, adjoints: activeParameters(f))
      return [.whole: DerivativeFunction(name: function.name, signature: signature)]
    }
  }

  func shadowedParameters(_ f: FunctionID, forward: Bool) -> Set<Int> {
    Set(activity.program.functions[f].arguments.filter { hasShadow(f, $0, forward: forward) })
  }

  /// The function with both sweeps: takes parameters, shadows and seeds; returns primal result and adjoints.
  func emitJoint(named name: String) -> Function {
    let f = activity.program.root
    let results = primalResult(f) + adjointResults(f)
    let type = Type.function(
      params: shadowedParameterTypes(f, forward: false) + seedTypes(f), returns: resultType(results))
    let function = module.addFunction(name: name, type: type)
    if let rule = activity.program.rules[f] {
      RuleEmitter(self, f, rule).emitJoint(into: function)
    } else {
      ReverseEmitter(self, f, forward: function, reverse: function, plan: plan(f, holdsBothSweeps: true)).emit()
    }
    finish()
    resetGlobalShadows(in: function)
    return function
  }

  func primalResult(_ f: FunctionID) -> [Type] {
    let primal = snapshots[f].function.returnType
    return primal.isVoid ? [] : [primal]
  }

  /// The forward derivative of the root. Where that calls itself, shadows of globals are reset around it, not in it.
  func emitForward(named name: String) -> Function {
    let inner = variant(activity.program.root, .forward)
    finish()
    var function = inner
    if isRecursive, !globalShadows.isEmpty {
      function = module.addFunction(name: name, type: inner.functionType)
      let builder = Builder(context)
      builder.position(atEndOf: function.appendBlock("entry"))
      let result = builder.call(inner, function.parameters)
      if result.type.isVoid { builder.retVoid() } else { builder.ret(result) }
    }
    resetGlobalShadows(in: function)
    function.name = name
    function.linkage = .external
    return function
  }

  /// True if some function calls the root.
  private var isRecursive: Bool {
    activity.program.functions.contains { function in
      function.values.contains {
        if case .call(.function(activity.program.root)) = $0.operation { return true }
        return false
      }
    }
  }

  func finish() {
    var emittedPairs: Set<FunctionID> = []
    while let key = work.popLast() {
      if let rule = activity.program.rules[key.function] {
        RuleEmitter(self, key.function, rule).emit(key.variant, into: declared[key]!)
        continue
      }
      switch key.variant {
      case .forward: ForwardEmitter(self, key.function, into: declared[key]!).emit()
      case .replay: ForwardEmitter(self, key.function, into: declared[key]!, replays: true).emit()
      case .augmented, .reverse:
        guard emittedPairs.insert(key.function).inserted else { continue }
        let augmented = variant(key.function, .augmented)
        let reverse = variant(key.function, .reverse)
        ReverseEmitter(
          self, key.function, forward: augmented, reverse: reverse,
          plan: plan(key.function, holdsBothSweeps: false)
        ).emit()
      }
    }
  }

  /// The plan of a function; parameters of functions planned later (recursion) all count as needed.
  func plan(_ f: FunctionID, holdsBothSweeps: Bool) -> ReversePlan {
    if !holdsBothSweeps, let known = plans[f] { return known }
    plansInProgress.insert(f)
    let snapshot = snapshots[f]
    let clobbers = Clobbers(
      activity, writes, function: snapshot.model, holdsBothSweeps: holdsBothSweeps,
      oracle: SnapshotOracle(snapshot: snapshot))
    var planner = ReversePlanner(
      activity, function: snapshot.model, clobbers: clobbers, holdsBothSweeps: holdsBothSweeps,
      argumentNeeds: { [unowned self] in self.argumentNeeds($0) },
      immediateDominator: { block in
        snapshot.analyses.immediateDominator(of: snapshot.blocks[block]).flatMap { snapshot.blockIDs[$0] }
      })
    let plan = planner.makePlan()
    plansInProgress.remove(f)
    if !holdsBothSweeps { plans[f] = plan }
    planRecords.append(PlanRecord(function: f, plan: plan))
    return plan
  }

  /// All plans in words, the differentiated function first.
  func explanations() -> [FunctionExplanation] {
    planRecords.reversed().map { record in
      let explainer = PlanExplainer(
        record.plan, activity, snapshots[record.function], layout: names.types.layout, width: width,
        keepsBodyInRegisters: record.plan.keepsBodyInRegisters)
      return explainer.explain()
    }
  }

  func argumentNeeds(_ f: FunctionID) -> ArgumentNeeds {
    if plansInProgress.contains(f) || activity.program.rules[f] != nil {
      return .all(snapshots[f].model.argumentCount)
    }
    // The root may be called by itself: that variant has a plan of its own.
    return plan(f, holdsBothSweeps: false).arguments
  }

  // MARK: Globals

  /// The shadows of a global variable: zeroed copies, with addresses of shadows where it holds addresses.
  func shadows(ofGlobal id: GlobalID) -> [Value] {
    if let known = globalShadows[id] { return known }
    // Globals that the analyses did not see hold nothing that they could follow.
    guard id < activity.memory.globalNodes.count else { return lanes.map { _ in names.globalValues[id] } }
    let node = activity.memory.globalNodes[id]
    let original = names.globalValues[id]
    if SwiftRuntime.describesType(original.name) { return lanes.map { _ in original } }
    guard activity.memory.graph.flags(node).contains(.shadowed), !names.globals[id].isConstant || hasPointers(id) else {
      return lanes.map { _ in original }
    }
    var shadows: [Value] = []
    for lane in lanes {
      let name = shadowName(of: original, lane)
      if let known = module.global(named: name) {
        shadows.append(known)
        continue
      }
      let shadow = module.addGlobal(name: name, type: original.valueType)
      shadow.initializer = original.valueType.zero
      shadow.linkage = .internal
      shadow.alignment = max(original.alignment, 16)
      if original.isThreadLocal { shadow.isThreadLocal = true }
      shadows.append(shadow)
    }
    globalShadows[id] = shadows
    if hasPointers(id), let initial = original.initializer {
      for lane in lanes { shadows[lane].initializer = shadowInitializer(initial, lane) }
    }
    return shadows
  }

  /// A name that no variable of the program has: in derivatives of derivatives the inner shadows are variables, too.
  private func shadowName(of original: Value, _ lane: Int) -> String {
    var name = "nabla.shadow.\(lane).\(original.name)"
    while let known = module.global(named: name), names.globalValues.contains(known) { name += "'" }
    return name
  }

  /// Globals keep nothing from one call of a derivative to the next: what they held before does not depend on this
  /// call's inputs, and adjoints left over from the last one are no seeds.
  func resetGlobalShadows(in function: Function) {
    let builder = Builder(context)
    builder.position(before: function.entry.instructions.first { $0.opcode != .alloca } ?? function.entry.first!)
    for (id, shadows) in globalShadows.sorted(by: { $0.key < $1.key }) {
      let type = names.globalValues[id].valueType
      let size = support.integerType(64).constant(names.types.layout.size(of: type))
      for shadow in shadows where shadow != names.globalValues[id] {
        guard hasPointers(id), !activity.program.isSwift || names.globals[id].isConstant else {
          builder.memset(shadow, support.integerType(8).zero, size)
          continue
        }
        // Addresses go with those of the primal, which stay too.
        for leaf in names.globals[id].type.leaves() {
          guard case .float(let format) = leaf.type else { continue }
          builder.store(support.floatType(format).zero, builder.ptrAdd(shadow, leaf.offset), alignment: 1)
        }
      }
    }
  }

  private func hasPointers(_ id: GlobalID) -> Bool { !names.globals[id].pointers.isEmpty }

  private func shadowInitializer(_ value: Value, _ lane: Int) -> Value {
    if value.type.isPointer { return shadow(ofAddress: value, lane) }
    if value.kind == .constantAggregate {
      let elements = value.operands.map { shadowInitializer($0, lane) }
      return value.type.constant(elements: elements)
    }
    return value.type.isFloatOrFloatVector ? value.type.zero : value
  }

  /// The shadow of a constant address.
  func shadow(ofAddress value: Value, _ lane: Int) -> Value {
    guard let (global, offset) = names.address(value) else { return value }
    let shadow = shadows(ofGlobal: names.global(global))[lane]
    if shadow == global { return value }
    if offset == 0 { return shadow }
    let builder = Builder(context)
    return builder.ptrAdd(shadow, offset)
  }
}

/// Alias questions by value id, answered by LLVM.
private struct SnapshotOracle: AliasOracle {
  let snapshot: SnapshotFunction

  func mayWrite(_ instruction: ValueID, objectOf pointer: ValueID) -> Bool {
    snapshot.analyses.mayModify(snapshot.values[instruction], snapshot.values[pointer])
  }
}
