// Which pairs of accumulations in a loop become one.

import LLVM
import Testing

@Suite struct CarriedAccumulationsTests {
  /// A loop that adds to two elements of `%d`, `distance` bytes apart, with more instructions between the two.
  private func loop(
    distance: Int = 8, step: Int = 1, flags: String = "reassoc nsz", between: String = "", last: String = "",
    declarations: String = ""
  ) -> String {
    """
    \(declarations)
    define void @f(ptr noalias %x, ptr %d, ptr %e, i64 %n) {
    entry:
      br label %loop
    loop:
      %i = phi i64 [ 0, %entry ], [ %next, %loop ]
      %px = getelementptr inbounds double, ptr %x, i64 %i
      %a = load double, ptr %px
      %b = fmul double %a, %a
      %here = getelementptr inbounds double, ptr %d, i64 %i
      %there = getelementptr inbounds i8, ptr %here, i64 \(distance)
      %pe = getelementptr inbounds double, ptr %e, i64 %i
      %old = load double, ptr %here
      %new = fadd \(flags) double %old, %a
      store double %new, ptr %here
      \(between)
      %old.there = load double, ptr %there
      %new.there = fadd \(flags) double %old.there, %b
      store double %new.there, ptr %there
      \(last)
      %next = add nuw nsw i64 %i, \(step)
      %more = icmp slt i64 %next, %n
      br i1 %more, label %loop, label %exit
    exit:
      ret void
    }
    """
  }

  private func isCarried(_ text: String) throws -> Bool {
    let module = try Module.parse(text: text, in: Context())
    try module.optimize(level: 2, vectorize: false, unroll: false)
    #expect(module.verify(function: try #require(module.function(named: "f"))) == nil)
    return "\(module)".contains("%carried")
  }

  @Test func neighbours() throws {
    #expect(try isCarried(loop()))
    #expect(try isCarried(loop(distance: -8)))
    #expect(try isCarried(loop(distance: 16, step: 2)))
  }

  @Test func elementsThatDoNotMeet() throws {
    #expect(try !isCarried(loop(distance: 16)))
    #expect(try !isCarried(loop(distance: 8, step: 2)))
    #expect(try !isCarried(loop(distance: 4)))
  }

  @Test func orderThatMatters() throws {
    #expect(try !isCarried(loop(flags: "")))
    #expect(try !isCarried(loop(flags: "reassoc")))
  }

  @Test func memoryThatMayBeTheElement() throws {
    #expect(try !isCarried(loop(between: "store double 0.0, ptr %pe")))
    #expect(try !isCarried(loop(last: "store double %b, ptr %e")))
    #expect(try !isCarried(loop(between: "store double 0.0, ptr %here")))
    #expect(try !isCarried(loop(last: "store float 0.0, ptr %there")))
    #expect(try isCarried(loop(between: "store double 0.0, ptr %px")))
  }

  @Test func otherElementsOfTheSameMemory() throws {
    let write = "store double 0.0, ptr %other"
    func other(_ bytes: Int) -> String { "%other = getelementptr inbounds i8, ptr %here, i64 \(bytes)\n  \(write)" }
    #expect(try isCarried(loop(last: other(16))))
    #expect(try isCarried(loop(last: other(-8))))
    #expect(try !isCarried(loop(last: other(12))))
    #expect(try isCarried(loop(distance: 16, step: 2, last: other(8))))
    #expect(try !isCarried(loop(distance: 16, step: 2, last: other(20))))
  }

  @Test func callsThatMayLookOrNotReturn() throws {
    let end = "declare void @g(ptr)"
    #expect(try !isCarried(loop(between: "call void @g(ptr %d)", declarations: end)))
    let quiet = "declare double @h(double) willreturn nounwind memory(none)"
    #expect(
      try isCarried(
        loop(between: "%c = call double @h(double %a)", last: "store double %c, ptr %px", declarations: quiet)))
    let thrower = "declare double @h(double) memory(none)"
    #expect(
      try !isCarried(
        loop(between: "%c = call double @h(double %a)", last: "store double %c, ptr %px", declarations: thrower)))
  }

  /// An accumulation in an inner loop happens several times in an iteration of the outer one.
  @Test func innerLoops() throws {
    let text = """
      define void @f(ptr noalias %x, ptr noalias %d, ptr noalias %e, i64 %n, i64 %m) {
      entry:
        br label %outer
      outer:
        %i = phi i64 [ 0, %entry ], [ %next, %latch ]
        %here = getelementptr inbounds double, ptr %d, i64 %i
        %there = getelementptr inbounds i8, ptr %here, i64 8
        br label %inner
      inner:
        %j = phi i64 [ 0, %outer ], [ %j.next, %inner ]
        %pe = getelementptr inbounds double, ptr %e, i64 %j
        %a = load double, ptr %x
        %old = load double, ptr %here
        %new = fadd reassoc nsz double %old, %a
        store double %new, ptr %here
        store double %new, ptr %pe
        %j.next = add nuw nsw i64 %j, 1
        %again = icmp slt i64 %j.next, %m
        br i1 %again, label %inner, label %latch
      latch:
        %old.there = load double, ptr %there
        %new.there = fadd reassoc nsz double %old.there, 2.0
        store double %new.there, ptr %there
        %next = add nuw nsw i64 %i, 1
        %more = icmp slt i64 %next, %n
        br i1 %more, label %outer, label %exit
      exit:
        ret void
      }
      """
    #expect(try !isCarried(text))
  }

  /// Within one iteration only the accesses are known to be apart.
  @Test func scopesOfOneIteration() throws {
    let scopes = """
      declare void @llvm.experimental.noalias.scope.decl(metadata)
      !0 = !{!1}
      !1 = distinct !{!1, !2}
      !2 = distinct !{!2}
      """
    let declare = "call void @llvm.experimental.noalias.scope.decl(metadata !0)"
    #expect(
      try !isCarried(loop(between: declare, last: "store double 0.0, ptr %pe, !noalias !0", declarations: scopes)))
  }
}
