// Building code, and looking at what was built.

import LLVM
import Testing

@Suite struct BuildingTests {
  @Test func buildingALoop() throws {
    let context = Context()
    let module = Module(name: "built", in: context)
    let (f64, i64) = (Type.double(context), Type.integer(64, context))
    let power = module.addFunction(name: "power", type: .function(params: [f64, i64], returns: f64))
    let (entry, loop, exit) = (power.appendBlock("entry"), power.appendBlock("loop"), power.appendBlock("exit"))
    let builder = Builder(context)
    builder.position(atEndOf: entry)
    builder.condBr(builder.icmp(.eq, power.parameter(1), i64.zero), exit, loop)
    builder.position(atEndOf: loop)
    let index = builder.phi(i64, name: "i")
    let product = builder.phi(f64, name: "p")
    let next = builder.add(index, i64.constant(1))
    builder.fastMathFlags = 32
    let multiplied = builder.fmul(product, power.parameter(0))
    builder.fastMathFlags = 0
    builder.condBr(builder.icmp(.eq, next, power.parameter(1)), exit, loop)
    index.addIncoming(i64.zero, from: entry)
    index.addIncoming(next, from: loop)
    product.addIncoming(f64.constant(1.0), from: entry)
    product.addIncoming(multiplied, from: loop)
    builder.position(atEndOf: exit)
    builder.ret(builder.phi(f64, [(f64.constant(1.0), entry), (multiplied, loop)]))
    try module.verify()
    #expect(multiplied.fastMathFlags == 32)
    #expect(index.incoming.map(\.block) == [entry, loop])
    #expect(Set(loop.predecessors) == [entry, loop] && entry.successors == [exit, loop])
    #expect(entry.terminator?.condition.integerPredicate == .eq)
    typealias Power = @convention(c) (Double, Int) -> Double
    let jit = try JIT(module)
    #expect(unsafeBitCast(try jit.address(of: "power"), to: Power.self)(2, 10) == 1024)
  }

  @Test func typesAndConstants() {
    let context = Context()
    let f80 = Type.x86FP80(context)
    let vector = Type.vector(.float(context), 4)
    #expect(vector.isFloatOrFloatVector && vector.count == 4 && vector.scalar == .float(context))
    #expect(vector.constant(0.5).constantElement(3)?.constantDouble == 0.5)
    #expect(f80.constant(0.1).constantDouble == 0.1)
    #expect(f80.constant(decimal: "0.1") != f80.constant(0.1))
    #expect(Type.integer(8, context).constant(-1).constantInt == -1)
    #expect(Type.integer(8, context).constant(255).constantInt == -1)
    #expect(Type.integer(8, context).constant(255).constantUInt == 255)
    #expect(Type.integer(128, context).constant(-5).constantInt == -5)
    #expect(Type.integer(128, context).constant(-5).constantUInt == nil)
    let pair = Type.structure([.integer(8, context), .double(context)], context)
    #expect(pair.elements == [.integer(8, context), .double(context)] && pair.structName == nil)
    #expect(pair.description == "{ i8, double }" && pair.zero.kind == .constantNull)
    let layout = Module(name: "layout", in: context).dataLayout
    #expect(layout.size(of: pair) == 16 && layout.offset(of: 1, in: pair) == 8 && layout.pointerSize == 8)
    #expect(Type.structure(named: "S", [], context).structName == "S")
    #expect(Value.bytes([1, 2], in: context).constantBytes == [1, 2])
    let aggregate = pair.constant(elements: [Type.integer(8, context).constant(1), Type.double(context).constant(2.0)])
    #expect(aggregate.kind == .constantAggregate && aggregate.constantElement(1)?.constantDouble == 2)
    #expect(Type.pointer(context, addressSpace: 3).kind == .pointer(addressSpace: 3))
  }

  @Test func usesAndEdits() throws {
    let context = Context()
    let module = try Module.parse(text: Samples.sum, in: context)
    let square = try #require(module.function(named: "square"))
    let x = square.parameter(0)
    let multiply = try #require(square.entry.first)
    #expect(x.uses.map(\.operandIndex).sorted() == [0, 1] && x.users == [multiply, multiply])
    let copy = multiply.clone()
    copy.insert(before: multiply)
    multiply.replaceAllUses(with: copy)
    #expect(!multiply.hasUses && !Type.double(context).constant(1.0).hasUses)
    multiply.erase()
    try module.verify()
    #expect(square.entry.instructions.count == 2)
  }

  @Test func attributes() throws {
    let context = Context()
    let text = """
      define void @f(ptr sret(i64) dereferenceable(8) %p) noinline "key"="value" {
        call void @f(ptr sret(i64) %p) nounwind
        ret void
      }
      """
    let module = try Module.parse(text: text, in: context)
    let function = try #require(module.function(named: "f"))
    #expect(function.hasAttribute("noinline") && function.stringAttribute("key") == "value")
    #expect(function.structuralType(of: "sret", at: .parameter(0)) == .integer(64, context))
    #expect(function.attribute("dereferenceable", at: .parameter(0))?.integerValue == 8)
    let call = try #require(function.entry.first)
    #expect(call.hasAttribute("nounwind") && !call.hasAttribute("noinline"))
    let other = module.addFunction(name: "g", type: function.functionType)
    other.copyAttributes(from: function)
    #expect(other.hasAttribute("noinline") && !other.hasAttribute("sret", at: .parameter(0)))
    other.removeAttribute("noinline")
    other.addAttribute("alwaysinline")
    other.addAttribute("mine", value: "1")
    #expect(Set(other.attributes(at: .function).map(\.name)) == ["key", "alwaysinline", "mine"])
  }

  @Test func callsAndIntrinsics() throws {
    let context = Context()
    let module = Module(name: "calls", in: context)
    let f64 = Type.double(context)
    let function = module.addFunction(name: "f", type: .function(params: [f64], returns: f64))
    let builder = Builder(context)
    builder.position(atEndOf: function.appendBlock())
    let call = builder.callIntrinsic("llvm.sin", overloads: [f64], [function.parameter(0)], name: "s")
    call.tailCallKind = .tail
    builder.ret(call)
    try module.verify()
    #expect(call.calledFunction?.intrinsicName == "llvm.sin" && call.calledFunction?.name == "llvm.sin.f64")
    #expect(call.arguments == [function.parameter(0)] && call.isTailCall && call.isCall)
    #expect(function.intrinsicName == nil)
  }

  @Test func switchesAndSplitting() throws {
    let context = Context()
    let module = Module(name: "switch", in: context)
    let i32 = Type.integer(32, context)
    let function = module.addFunction(name: "f", type: .function(params: [i32], returns: i32))
    let (entry, one, two) = (function.appendBlock("entry"), function.appendBlock("one"), function.appendBlock("two"))
    let builder = Builder(context)
    builder.position(atEndOf: entry)
    let branch = builder.switchInst(function.parameter(0), default: two, cases: [(i32.constant(7), one)])
    builder.position(atEndOf: one)
    let sum = builder.add(function.parameter(0), i32.constant(1))
    builder.ret(sum)
    builder.position(atEndOf: two)
    builder.ret(i32.zero)
    #expect(branch.cases.map(\.value.constantInt) == [7] && branch.cases.map(\.block) == [one])
    #expect(branch.defaultDestination == two)
    let tail = one.split(before: try #require(one.terminator), name: "tail")
    #expect(one.successors == [tail])
    try module.verify()
  }

  @Test func debugLocations() throws {
    let text = """
      define void @f() !dbg !3 {
        ret void, !dbg !6
      }
      !llvm.dbg.cu = !{!0}
      !llvm.module.flags = !{!2}
      !0 = distinct !DICompileUnit(language: DW_LANG_C99, file: !1, emissionKind: FullDebug)
      !1 = !DIFile(filename: "a.c", directory: "/src")
      !2 = !{i32 2, !"Debug Info Version", i32 3}
      !3 = distinct !DISubprogram(name: "f", linkageName: "_f", file: !1, line: 3, type: !4, unit: !0, spFlags: DISPFlagDefinition)
      !4 = !DISubroutineType(types: !5)
      !5 = !{null}
      !6 = !DILocation(line: 9, column: 2, scope: !7, inlinedAt: !8)
      !7 = distinct !DISubprogram(name: "g", file: !1, line: 8, type: !4, unit: !0, spFlags: DISPFlagDefinition)
      !8 = distinct !DILocation(line: 4, column: 5, scope: !3)
      """
    let module = try Module.parse(text: text, in: Context())
    try module.verify()
    let function = try #require(module.function(named: "f"))
    #expect(function.sourceLocation?.line == 3 && function.sourceLocation?.file == "/src/a.c")
    #expect(function.subprogramLinkageName == "_f" && function.subprogramDisplayName == "f")
    let location = try #require(function.entry.first?.debugLocation)
    #expect(location.line == 9 && location.column == 2 && location.scopeFunction == "g")
    #expect(location.inlinedAt.map(\.line) == [4] && location.inlinedAt.first?.scopeFunction == "f")
  }
}
