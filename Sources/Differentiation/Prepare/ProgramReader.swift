// Reads everything that one derivative reaches into a `Program`.

import LLVM

struct ProgramReader {
  private let work: WorkModule

  init(_ work: WorkModule) { self.work = work }

  /// - Throws: `Refusal` if a function contains control flow that has no model.
  func read(_ key: DerivativeKey, argumentTypes: [(parameter: Int, type: Type)]) throws -> (
    Program, [SnapshotFunction], ProgramNames
  ) {
    let names = ProgramNames(work.module.dataLayout, marks: work.marks)
    guard let root = work.copy(of: key.primal) else {
      throw Refusal(
        function: demangled(key.primal), construct: "the function has no body that could be differentiated",
        advice: "compile its definition to bitcode too")
    }
    let functions = reachable(from: root)
    for (id, function) in functions.enumerated() { names.functions[function.name] = id }
    var snapshots: [SnapshotFunction] = []
    var rules: [FunctionID: CustomRule] = [:]
    for (id, function) in functions.enumerated() {
      let name = WorkModule.originalName(function.name)
      let rule = work.marks.rules[name].flatMap { $0.serves(key.mode) ? $0 : nil }
      if let rule { rules[id] = rule } else { try checkControlFlow(function, name) }
      snapshots.append(SnapshotReader.read(function, id: id, name: name, names: names))
    }
    var program = Program(
      functions: snapshots.map(\.model), globals: names.globals, root: 0, activities: key.activities,
      returnIsActive: key.returnIsActive)
    program.argumentsAreExclusive = key.argumentsAreExclusive
    program.isSwift = key.primal.hasPrefix("$s")
    program.rules = rules
    for (parameter, type) in work.parameterTypes[key.primal, default: []] + argumentTypes {
      program.functions[0].hints.append(PointeeHint(pointer: parameter, type: names.declaredTypes.id(type)))
      guard let unions = names.declaredTypes.unions(in: type) else { continue }
      program.functions[0].hints.append(PointeeHint(pointer: parameter, type: unions))
    }
    program.declaredTypes = names.declaredTypes.types
    program.sweepsAreApart = key.mode == .split
    program.stable = key.stable
    program.mixed = key.mixed
    program.fixed = key.fixed
    return (program, snapshots, names)
  }

  private func reachable(from root: Function) -> [Function] {
    var result = [root]
    var seen: Set<Function> = [root]
    var next = 0
    while next < result.count {
      for instruction in result[next].instructions where instruction.isCall {
        guard let callee = instruction.calledFunction, !callee.isDeclaration, callee.name.hasPrefix(WorkModule.prefix),
          seen.insert(callee).inserted
        else { continue }
        result.append(callee)
      }
      next += 1
    }
    return result
  }

  private func checkControlFlow(_ function: Function, _ name: String) throws {
    for block in function.basicBlocks {
      guard let terminator = block.terminator else { continue }
      let construct: String
      switch terminator.opcode {
      case .br, .switch, .ret, .unreachable, .resume: continue
      case .invoke: construct = "an exception that is caught (try and catch)"
      case .indirectBr: construct = "a computed goto"
      default: construct = "the terminator '\(terminator.opcode)'"
      }
      throw Refusal(
        place: SourcePlace(terminator.debugLocation), function: demangled(name), construct: construct,
        advice: terminator.opcode == .invoke
          ? "catch it outside the differentiated function" : "use loops, branches or a switch")
    }
    if FunctionAnalyses(function).isIrreducible {
      throw Refusal(
        place: SourcePlace(function.subprogram), function: demangled(name),
        construct: "irreducible control flow (a loop that is entered at two places)",
        advice: "write it with structured loops")
    }
  }
}
