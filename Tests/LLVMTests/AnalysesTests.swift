// Loops, dominance, memory, library functions and cloning.

import LLVM
import Testing

@Suite struct AnalysesTests {
  @Test func loopsAndExitCount() throws {
    let module = try Module.parse(text: Samples.sum, in: Context())
    let sum = try #require(module.function(named: "sum"))
    let analyses = FunctionAnalyses(sum)
    let loop = try #require(analyses.loops.first)
    #expect(analyses.loops.count == 1)
    #expect(loop.header.name == "loop" && loop.latch == loop.header)
    #expect(loop.preheader == sum.entry)
    #expect(loop.exitingBlocks == [loop.header] && loop.exitBlocks.map(\.name) == ["exit"])
    #expect(loop.parent == nil && loop.depth == 1)
    #expect(analyses.loop(of: loop.header) == 0 && analyses.loop(of: sum.entry) == nil)
    #expect(!analyses.isIrreducible)
    #expect(analyses.constantMaxTripCount(of: 0) == nil)
    let count = try #require(analyses.expandExitCount(of: 0, loop.header))
    #expect(count.type.kind == .integer(64))
    #expect(count.parentBlock == sum.entry)
    #expect(module.verify(function: sum) == nil)
    analyses.invalidate()
    #expect(analyses.loops.count == 1)
    #expect(analyses.dominates(sum.entry, loop.header) && !analyses.dominates(loop.header, sum.entry))
    #expect(analyses.immediateDominator(of: loop.header) == sum.entry)
    #expect(analyses.immediateDominator(of: sum.entry) == nil)
    #expect(analyses.postDominates(loop.header, sum.entry))
  }

  @Test func nestedLoopsComeOuterFirst() throws {
    let text = """
      define void @f(i64 %n) {
      entry:
        br label %outer
      outer:
        %i = phi i64 [ 0, %entry ], [ %i1, %latch ]
        br label %inner
      inner:
        %j = phi i64 [ 0, %outer ], [ %j1, %inner ]
        %j1 = add nuw nsw i64 %j, 1
        %c = icmp eq i64 %j1, 10
        br i1 %c, label %latch, label %inner
      latch:
        %i1 = add nuw nsw i64 %i, 1
        %d = icmp eq i64 %i1, %n
        br i1 %d, label %exit, label %outer
      exit:
        ret void
      }
      """
    let module = try Module.parse(text: text, in: Context())
    let analyses = FunctionAnalyses(try #require(module.function(named: "f")))
    #expect(analyses.loops.map(\.header.name) == ["outer", "inner"])
    #expect(analyses.loops.map(\.parent) == [nil, 0])
    #expect(analyses.loops.map(\.depth) == [1, 2])
    #expect(analyses.loops.map(\.blocks.count) == [3, 1])
    #expect(analyses.expandExitCount(of: 1, analyses.loops[1].header)?.constantInt == 9)
    #expect(analyses.constantMaxTripCount(of: 1) == 10)
  }

  @Test func irreducibleControlFlow() throws {
    let text = """
      define void @f(i1 %a, i1 %b) {
      entry:
        br i1 %a, label %x, label %y
      x:
        br i1 %b, label %y, label %exit
      y:
        br label %x
      exit:
        ret void
      }
      """
    let module = try Module.parse(text: text, in: Context())
    #expect(FunctionAnalyses(try #require(module.function(named: "f"))).isIrreducible)
  }

  @Test func memory() throws {
    let module = try Module.parse(text: Samples.memory, in: Context())
    let function = try #require(module.function(named: "memory"))
    let analyses = FunctionAnalyses(function)
    let named = Dictionary(
      uniqueKeysWithValues: function.instructions.filter { !$0.name.isEmpty }.map { ($0.name, $0) })
    let local = try #require(named["local"])
    let shared = try #require(named["shared"])
    let (a, b) = (function.parameter(0), function.parameter(1))
    #expect(!analyses.mayAlias(local, shared) && !analyses.mayAlias(a, b) && analyses.mayAlias(a, a))
    let fill = try #require(function.instructions.first { $0.isCall })
    #expect(analyses.mayModify(fill, shared) && !analyses.mayModify(fill, local))
    #expect(analyses.pointerMayBeCaptured(shared) && !analyses.pointerMayBeCaptured(local))
    #expect(try analyses.clobber(of: #require(named["x"]))?.opcode == .store)
    #expect(try analyses.clobber(of: #require(named["y"])) == fill)
    #expect(try analyses.clobber(of: #require(named["w"])).flatMap { BasicBlock($0) }?.name == "join")
    #expect(analyses.underlyingObject(of: local) == local)
  }

  @Test func liveOnEntryHasNoClobber() throws {
    let module = try Module.parse(text: Samples.sum, in: Context())
    let sum = try #require(module.function(named: "sum"))
    let load = try #require(sum.instructions.first { $0.opcode == .load })
    #expect(FunctionAnalyses(sum).clobber(of: load) == nil)
    #expect(underlyingObject(of: load.operand(0)) == sum.parameter(0))
    #expect(load.tbaaAccessTypeName == "double")
  }

  @Test func libraryFunctions() throws {
    let module = try Module.parse(text: Samples.sum, in: Context())
    #expect(module.function(named: "sin")?.libraryFunctionName == "sin")
    #expect(module.function(named: "cos")?.libraryFunctionName == nil, "the prototype is wrong")
    #expect(module.function(named: "sum")?.libraryFunctionName == nil)
  }

  @Test func cloneOfAFunction() throws {
    let module = try Module.parse(text: Samples.sum, in: Context())
    let copy = try #require(module.function(named: "sum")).clone(name: "copy")
    try module.verify()
    #expect(copy.name == "copy" && copy.instructions.count == 10)
  }

  @Test func cloneOfABodyIntoAnotherSignature() throws {
    let context = Context()
    let module = try Module.parse(text: Samples.sum, in: context)
    let sum = try #require(module.function(named: "sum"))
    let type = Type.function(params: [.integer(64, context), .pointer(context)], returns: .void(context))
    let target = module.addFunction(name: "other", type: type)
    let map = Function.cloneBody(
      of: sum, into: target,
      mapping: [(sum.parameter(0), target.parameter(1)), (sum.parameter(1), target.parameter(0))])
    #expect(target.basicBlocks.map(\.name) == ["entry", "loop", "exit"])
    let load = try #require(sum.instructions.first { $0.opcode == .load })
    #expect(map[load]?.parentFunction == target && map[load] != load)
    #expect(map[sum.entry] == target.entry)
    #expect(map[sum.parameter(0)] == target.parameter(1))
    let builder = Builder(context)
    let ret = try #require(target.basicBlocks.last?.terminator)
    builder.position(before: ret)
    builder.retVoid()
    ret.erase()
    try module.verify()
  }
}
