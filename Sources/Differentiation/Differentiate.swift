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
  private let stopwatch = Stopwatch()

  init(_ module: Module, _ options: DifferentiationOptions, _ progress: @escaping (String) -> Void) {
    self.module = module
    self.options = options
    self.progress = progress
  }

  mutating func run() throws {
    try CallLowering(module).run()
    TypeHints.prepare(module)
    ClosureContexts(module).specialize()
    bindFunctions()
    // A derivative that nothing refers to is not made: its wrapper was removed as unused.
    var markers = try MarkerRequestReader.readAll(module).filter { module.function(named: $0.symbolName ?? "") != nil }
    while true {
      let requests = try readCalls() + markers
      if requests.isEmpty {
        TypeHints.remove(from: module)
        report.timings = stopwatch.seconds
        return
      }
      let round = RequestOrder(module).ready(requests)
      guard !round.isEmpty else {
        throw Refusal(
          construct: "requests that need each other's derivatives in a circle",
          advice: "let the differentiated function not call its own derivative", concernsRequest: true)
      }
      progress("differentiating \(round.count) request\(round.count == 1 ? "" : "s")")
      try differentiate(round)
      let done = Set(round.compactMap(\.symbolName))
      markers.removeAll { done.contains($0.symbolName ?? "") }
    }
  }

  private func bindFunctions() {
    var functions = BoundFunctions(module)
    functions.bind {
      module.functions.filter { CallRequestReader.mode(of: $0) != nil }
        .flatMap { request in request.value.users.filter { $0.isCall && $0.calledFunction == request } }
    } read: { call in
      call.calledFunction.flatMap { CallRequestReader.mode(of: $0) }
        .flatMap { try? CallRequestReader.read(call, mode: $0) }
    }
  }

  private func readCalls() throws -> [Request] {
    var requests: [Request] = []
    for function in module.functions {
      guard let mode = Request.mode(of: function) else { continue }
      for user in function.value.users {
        guard user.isInstruction, user.isCall, user.calledFunction == function else {
          throw Refusal(
            construct: "'\(function.name)' is used otherwise than by calling it", advice: "call it directly",
            concernsRequest: true)
        }
        requests.append(try Request.read(user, to: function, mode: mode))
      }
    }
    return requests
  }

  // MARK: One round

  private mutating func differentiate(_ requests: [Request]) throws {
    let locals = LocalSymbols(exposing: module)
    // Names of local functions may have changed: keys are read after that.
    let keys = requests.map(\.key)
    let types = ArgumentTypes(requests)
    var made: [DerivativeKey: (name: String, signature: DerivativeSignature)] = [:]
    do {
      let work = try timed("prepare") { try makeWorkModule(Array(Set(keys.map(\.primal))).sorted()) }
      show("prepared", work)
      for (request, key) in zip(requests, keys) where made[key] == nil {
        made[key] = try derive(request, key, types[key], in: work)
      }
      // Locations have served their purpose, refusals; instructions of both sweeps have no one place in the source.
      work.module.stripDebugInfo()
      try check(work.module)
      show("derived", work)
      try timed("optimise") { try finish(work, made) }
      show("optimised", work)
      work.releaseGlobals(to: module)
      try timed("link") { try module.link(work.module) }
    } catch {
      locals.restore()
      throw error
    }
    for (request, key) in zip(requests, keys) {
      let (name, signature) = made[key]!
      Wiring(module).wire(request, to: module.function(named: name)!, signature: signature)
    }
    for (name, _) in made.values { module.function(named: name)!.linkage = .internal }
    locals.restore()
    for function in module.functions where Request.mode(of: function) != nil && !function.value.hasUses {
      function.erase()
    }
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
    var work = WorkModule(of: module, roots: roots, marks: try MarkReader.read(module))
    try work.prepare()
    return work
  }

  private mutating func derive(
    _ request: Request, _ key: DerivativeKey, _ types: [(parameter: Int, type: Type)], in work: WorkModule
  ) throws -> (name: String, signature: DerivativeSignature) {
    serial += 1
    let label = "\(serial)"
    let reader = ProgramReader(work)
    let (program, snapshots, names) = try timed("model") { try reader.read(key, argumentTypes: types) }
    let activity = timed("facts") { ActivityFacts(MemoryFacts(program)) }
    let emitter = ProgramEmitter(
      module: work.module, support: SupportLibrary(work.module), activity: activity, snapshots: snapshots, names: names,
      options: EmissionOptions(width: key.width, strongZero: options.strongZero), label: label)
    let name = "nabla.\(key.mode).\(label).\(key.primal)"
    let function = timed("emit") {
      key.mode == .forward ? emitter.emitForward(named: name) : emitter.emitJoint(named: name)
    }
    tell(program, activity, emitter.planRecords)
    if !emitter.refusals.isEmpty { throw DifferentiationFailure(refusals: emitter.refusals) }
    let root = program.root
    let isForward = key.mode == .forward
    report.derivatives.append(
      .init(
        name: demangled(key.primal), mode: isForward ? "forward" : "reverse",
        primalInstructions: snapshots.reduce(0) { $0 + $1.model.instructionEnd - $1.model.argumentCount },
        instructions: function.instructions.count,
        functions: options.explains ? emitter.explanations() : []))
    let signature = DerivativeSignature(
      shadowed: Set(program.functions[root].arguments.filter { emitter.hasShadow(root, $0, forward: isForward) }),
      takesSeeds: !isForward && emitter.resultIsActive(root),
      returnsPrimal: program.functions[root].returnType != .void,
      returnsShadow: isForward && emitter.resultHasShadow(root, forward: true),
      adjoints: isForward ? [] : emitter.activeParameters(root))
    for argument in key.unneeded {
      UnneededResults.eraseWrites(to: function.parameter(signature.position(of: argument, width: key.width)))
    }
    return (name, signature)
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

  private func finish(_ work: WorkModule, _ made: [DerivativeKey: (name: String, signature: DerivativeSignature)])
    throws
  {
    for function in work.module.functions where !function.isDeclaration {
      let isResult = made.values.contains { $0.name == function.name }
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
  /// The symbol that a marker asks for.
  var symbolName: String? {
    if case .symbol(let name) = site { return name }
    return nil
  }
}
