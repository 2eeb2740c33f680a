// The engine's entry point: finds the requests of a module, makes the derivatives, puts them in place.
//
//   requests → order → work module → model → facts → plan → emission → optimisation → linked back
//
// Requests are taken in rounds: those whose primal contains no further request come first, so that derivatives of
// derivatives find the inner ones finished.

import LLVM

/// What the engine is asked to do beyond the requests themselves.
public struct DifferentiationOptions: Sendable {
  /// Optimisation of the derivatives, 0 to 3.
  public var optimizationLevel = 2
  /// 0 · ∞ is 0 in products with adjoints and tangents.
  public var strongZero = false
  /// Accepted for code that mixes constant and active memory; such code always gets run-time checks.
  public var runtimeActivity = false
  /// Keep plans and intermediate texts for explanation.
  public var explains = false

  /// Called with the textual IR of the work module after each stage: `prepared`, `derived`, `optimised`.
  public var onStage: (@Sendable (_ stage: String, _ text: String) -> Void)?

  public init() {}
}

/// What was made.
public struct DifferentiationReport: Sendable {
  public struct Derivative: Sendable {
    public var name: String
    public var mode: String
    /// Instructions of the optimised primal and of the derivative.
    public var primalInstructions: Int
    public var instructions: Int
    /// The plan of each function that is reversed, if that was asked for.
    public var functions: [FunctionExplanation]
  }

  public var derivatives: [Derivative] = []
  /// Seconds by stage.
  public var timings: [(stage: String, seconds: Double)] = []
}

/// Replaces every request of a module by its derivative.
/// - Throws: `DifferentiationFailure` with everything that was refused; the module is to be discarded then.
///   `LLVMError` if LLVM fails.
/// - Complexity: near-linear in the size of the code that the requests reach.
@discardableResult
public func differentiate(
  _ module: Module, options: DifferentiationOptions = DifferentiationOptions(), progress: (String) -> Void = { _ in }
) throws -> DifferentiationReport {
  try withoutActuallyEscaping(progress) { progress in
    var session = Session(module, options, progress)
    do {
      try session.run()
    } catch let refusal as Refusal {
      throw DifferentiationFailure(refusals: [refusal])
    }
    return session.report
  }
}

private struct Session {
  let module: Module
  let options: DifferentiationOptions
  let progress: (String) -> Void
  var report = DifferentiationReport()
  private var serial = 0
  /// The functions that requests of this and later rounds will define.
  private var openSymbols: Set<String> = []
  private let stopwatch = Stopwatch()

  init(_ module: Module, _ options: DifferentiationOptions, _ progress: @escaping (String) -> Void) {
    self.module = module
    self.options = options
    self.progress = progress
  }

  mutating func run() throws {
    ComputedJumps(module).lower()
    InactiveLocals(module).run()
    DetachedResults(module).separate(try MarkReader.read(module))
    try AtomicUpdates(module).run()
    try UnoptimizedCallers.simplify(in: module)
    try CallLowering(module).run()
    TypeHints.prepare(module)
    var sites = ClosureSites(module)
    sites.open()
    var contexts = ClosureContexts(module)
    contexts.specialize()
    try specializeWrappers()
    try KnownPrimals.wrap(in: module)
    bindFunctions()
    // A derivative that nothing refers to is not made: its wrapper was removed as unused.
    var markers = try MarkerRequestReader.readAll(module).filter { module.function(named: $0.symbolName ?? "") != nil }
    try answerQuestions()
    while true {
      let requests = try readCalls() + markers
      if requests.isEmpty {
        TypeHints.remove(from: module)
        RequestMarker.defineLeftovers(in: module)
        DifferentiationQuestion.answer(false, in: module)
        ObjectsByValue(module).removeUnused()
        report.timings = stopwatch.seconds
        return
      }
      openSymbols = Set(requests.compactMap(\.symbolName))
      let order = RequestOrder(module, requests)
      let round = sharingTapes(order.ready(requests))
      if round.isEmpty { throw order.circle(requests) }
      progress("differentiating \(round.count) request\(round.count == 1 ? "" : "s")")
      try differentiate(round, isLast: round.count == requests.count)
      let done = Set(round.compactMap(\.symbolName))
      markers.removeAll { done.contains($0.symbolName ?? "") }
    }
  }

  private func specializeWrappers() throws {
    var wrappers = RequestWrappers(module)
    wrappers.specialize()
    stopLeftOvers { wrappers.isLeftOver($0) }
    var unresolved = UnresolvedRequests(module)
    guard try unresolved.resolve() else { return }
    wrappers = RequestWrappers(module)
    wrappers.specialize()
    stopLeftOvers { wrappers.isLeftOver($0) || unresolved.isLeftOver($0) }
  }

  private func stopLeftOvers(_ isLeftOver: (Value) -> Bool) {
    for (call, function) in (try? RequestFunction.calls(in: module)) ?? []
    where function.isDerivativeCall && isLeftOver(call) {
      // Only code outside of the module could call this wrapper, with functions that have no derivative here.
      stop(call)
    }
  }

  /// Puts the end of the program in place of a request that cannot be served.
  private func stop(_ call: Value) {
    let builder = Builder(module.context)
    builder.position(before: call)
    builder.stop(
      "nabla: in '\(demangled(call.parentFunction.name))': a derivative of a function that is not known here.", module)
    answer(call, call.type.isVoid ? call : call.type.zero)
  }

  private func bindFunctions() {
    var functions = BoundFunctions(module)
    functions.bind {
      module.functions.filter { RequestFunction.named($0)?.isDerivativeCall == true }
        .flatMap { request in request.value.users.filter { $0.isCall && $0.calledFunction == request } }
    } read: { call in
      call.calledFunction.flatMap { RequestFunction.named($0) }
        .flatMap { try? Request.read(call, $0, module.dataLayout) }
    }
  }

  private func readCalls() throws -> [Request] {
    try RequestFunction.calls(in: module).filter { $0.function.isDerivative }.map {
      try read($0.call, $0.function)
    }
  }

  private func read(_ call: Value, _ function: RequestFunction) throws -> Request {
    ObjectsByValue(module).settled(try Request.read(call, function, module.dataLayout))
  }

  /// Requests that need no derivative.
  private func answerQuestions() throws {
    for (call, function) in try RequestFunction.calls(in: module) {
      switch function {
      case .closure, .derivative: continue
      case .tapeSize:
        _ = try CallRequestReader.read(call, function, module.dataLayout)
        answer(call, call.type.constant(SplitTape.size))
      case .functionShadow:
        answer(call, try CallRequestReader.functionShadow(call, module.dataLayout))
      }
    }
    eraseUnused()
  }

  private func answer(_ call: Value, _ value: Value) {
    if !call.type.isVoid { call.replaceAllUses(with: value) }
    if call.opcode == .invoke {
      for phi in call.unwindDestination.phis { phi.removeIncoming(call.parentBlock) }
      let builder = Builder(module.context)
      builder.position(before: call)
      builder.br(call.normalDestination)
    }
    call.erase()
  }

  /// The tape of split mode serves tangents too if one of the requests asks for them.
  private func sharingTapes(_ requests: [Request]) -> [Request] {
    let replayed = Set(requests.filter { $0.part == .tangent }.map(\.key))
    return requests.map { request in
      var request = request
      request.replays = replayed.contains(request.key)
      return request
    }
  }

  /// What a request passes may have been the result of another one, which has been replaced by now.
  private func reread(_ request: Request) throws -> Request {
    guard case .call(let call, _, _) = request.site, let function = call.calledFunction.flatMap(RequestFunction.named)
    else { return request }
    return try read(call, function)
  }

  private func eraseUnused() {
    for function in module.functions where RequestFunction.named(function) != nil && !function.value.hasUses {
      function.erase()
    }
  }

  // MARK: One round

  private mutating func differentiate(_ requests: [Request], isLast: Bool) throws {
    let locals = LocalSymbols(exposing: module)
    // Names of local functions may have changed: keys are read after that.
    let keys = requests.map(\.key)
    let types = ArgumentTypes(requests)
    var made: [DerivativeKey: [DerivativePart: DerivativeFunction]] = [:]
    do {
      let work = try timed("prepare") { try makeWorkModule(Array(Set(keys.map(\.primal))).sorted()) }
      show("prepared", work)
      for (index, (request, key)) in zip(requests, keys).enumerated() where made[key] == nil {
        do {
          made[key] = try derive(request, key, types[key], isLast: isLast, in: work)
        } catch let failure as DifferentiationFailure {
          throw failure.joined(further(requests[(index + 1)...].filter { $0.primal != request.primal }, types))
        }
      }
      // Locations have served their purpose, refusals; instructions of both sweeps have no one place in the source.
      work.module.stripDebugInfo()
      show("derived", work)
      try check(work.module)
      try timed("optimise") { try finish(work, Set(made.values.flatMap { $0.values.map(\.name) })) }
      show("optimised", work)
      work.releaseGlobals(to: module)
      work.renameCopies()
      try timed("link") { try module.link(work.module) }
    } catch {
      locals.restore()
      throw error
    }
    locals.restore()
    for (request, key) in zip(requests, keys) {
      try Wiring(module).wire(reread(request), to: made[key]![request.part]!)
    }
    for function in made.values.flatMap(\.values) { module.function(named: function.name)!.linkage = .internal }
    eraseUnused()
  }

  /// What is refused of further requests once one has been. Nothing is made of them, and a failed attempt leaves half-made
  /// functions behind, so that each next one starts afresh; how many are tried is limited.
  private mutating func further(
    _ requests: [Request], _ types: ArgumentTypes, limit: Int = 8
  ) -> [Refusal] {
    guard limit > 0, !requests.isEmpty,
      let work = try? makeWorkModule(Array(Set(requests.map(\.primal.name))).sorted())
    else { return [] }
    for (index, request) in requests.enumerated() {
      do {
        _ = try derive(request, request.key, types[request.key], isLast: false, in: work)
      } catch let failure as DifferentiationFailure {
        let others = requests[(index + 1)...].filter { $0.primal != request.primal }
        return failure.refusals + further(others, types, limit: limit - 1)
      } catch {
        return []
      }
    }
    return []
  }

  private func show(_ stage: String, _ work: WorkModule) {
    options.onStage?(stage, work.module.description)
  }

  private func tell(_ program: Program, _ activity: ActivityFacts, _ plans: [ProgramEmitter.PlanRecord]) {
    guard let onStage = options.onStage else { return }
    onStage("model", program.functions.map(\.description).joined(separator: "\n\n"))
    onStage("facts", activity.description)
    if !plans.isEmpty { onStage("plan", plans.map(\.plan.description).joined(separator: "\n\n")) }
  }

  private func makeWorkModule(_ roots: [String]) throws -> WorkModule {
    var work = try WorkModule(of: module, roots: roots, marks: try MarkReader.read(module), openSymbols: openSymbols)
    try work.prepare()
    return work
  }

  private mutating func derive(
    _ request: Request, _ key: DerivativeKey, _ types: [(parameter: Int, type: Type)], isLast: Bool, in work: WorkModule
  ) throws -> [DerivativePart: DerivativeFunction] {
    serial += 1
    let label = "\(serial)"
    let reader = ProgramReader(work)
    var (program, snapshots, names) = try timed("model") { try reader.read(key, argumentTypes: types) }
    var activity = timed("facts") { ActivityFacts(MemoryFacts(program)) }
    while AmbiguousCopies(activity, snapshots, work.module.context).split()
      || ActiveBits(activity, snapshots, work.module).rewrite()
    {
      (program, snapshots, names) = try timed("model") { try reader.read(key, argumentTypes: types) }
      activity = timed("facts") { ActivityFacts(MemoryFacts(program)) }
    }
    let emitter = ProgramEmitter(
      module: work.module, support: SupportLibrary(work.module, marksCounts: !isLast), activity: activity,
      snapshots: snapshots, names: names,
      options: EmissionOptions(
        width: key.width, strongZero: options.strongZero || key.strongZero, replays: key.replays,
        outlivesSweeps: key.mode == .split),
      label: label)
    let functions = timed("emit") { emitter.emit(key) }
    tell(program, activity, emitter.planRecords)
    if !emitter.refusals.isEmpty { throw DifferentiationFailure(refusals: emitter.refusals) }
    report.derivatives.append(
      .init(
        name: demangled(key.primal), mode: key.mode == .forward ? "forward" : "reverse",
        primalInstructions: snapshots.reduce(0) { $0 + $1.model.instructionEnd - $1.model.argumentCount },
        instructions: functions.values.reduce(0) { $0 + work.module.function(named: $1.name)!.instructions.count },
        functions: options.explains ? emitter.explanations() : []))
    if let whole = functions[.whole], let function = work.module.function(named: whole.name) {
      for argument in key.unneeded {
        UnneededResults.eraseWrites(to: function.parameter(whole.signature.position(of: argument, width: key.width)))
      }
    }
    return functions
  }

  /// Generated code that LLVM rejects is a fault of the engine; it is reported, not passed on.
  private func check(_ module: Module) throws {
    for function in module.functions where !function.isDeclaration && function.name.hasPrefix("nabla.") {
      if let message = module.verify(function: function) {
        throw Refusal(
          function: demangled(function.name), construct: "the generated code is not valid (\(message))",
          advice: "this is a fault in Nabla: please report it with the input")
      }
    }
  }

  private func finish(_ work: WorkModule, _ results: Set<String>) throws {
    work.restoreRuleFunctions()
    RoutineBridge.defineAll(in: work.module)
    Along.dissolve(in: work.module)
    for function in work.module.functions where !function.isDeclaration {
      let isResult = results.contains(function.name)
      function.linkage = isResult ? .external : .internal
      if isResult { function.visibility = .hidden }
    }
    try work.module.run(passes: "globaldce,function(mem2reg)")
    if options.optimizationLevel > 0 {
      try work.module.optimize(level: options.optimizationLevel, vectorize: true, unroll: true)
    }
  }

  private func timed<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
    try stopwatch.measure(stage, body)
  }
}

/// Adds up the time of each stage.
private final class Stopwatch {
  private(set) var seconds: [(stage: String, seconds: Double)] = []

  func measure<Result>(_ stage: String, _ body: () throws -> Result) rethrows -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try body()
    let elapsed = (clock.now - start).components
    let time = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    if let index = seconds.firstIndex(where: { $0.stage == stage }) {
      seconds[index].seconds += time
    } else {
      seconds.append((stage, time))
    }
    return result
  }
}

extension Request {
  /// How many pointers the function takes that a marker asks for.
  var symbolParameterCount: Int {
    switch part {
    case .rewind, .release: 1
    case .augmented, .pullback: pointerCount + 1
    case .whole, .tangent: pointerCount
    }
  }

  private var pointerCount: Int { arguments.reduce(0) { $0 + 1 + ($1.activity == .constant ? 0 : width) } }

  /// The symbol that a marker asks for.
  var symbolName: String? {
    if case .symbol(let name) = site { return name }
    return nil
  }
}
