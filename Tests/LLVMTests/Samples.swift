// Textual IR the tests read.

import LLVM

enum Samples {
  /// `sum(p, n)` adds n numbers; `square(x)` is x * x.
  static let sum = """
    target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
    target triple = "x86_64-unknown-linux-gnu"

    define double @sum(ptr %p, i64 %n) {
    entry:
      br label %loop
    loop:
      %i = phi i64 [ 0, %entry ], [ %next, %loop ]
      %s = phi double [ 0.0, %entry ], [ %t, %loop ]
      %q = getelementptr inbounds double, ptr %p, i64 %i
      %x = load double, ptr %q, align 8, !tbaa !0
      %t = fadd fast double %s, %x
      %next = add nuw nsw i64 %i, 1
      %more = icmp ult i64 %next, %n
      br i1 %more, label %loop, label %exit
    exit:
      ret double %t
    }

    define double @square(double %x) {
      %y = fmul double %x, %x
      ret double %y
    }

    declare double @sin(double)
    declare double @cos(float)

    !0 = !{!1, !1, i64 0}
    !1 = !{!"double", !2, i64 0}
    !2 = !{!"root"}
    """

  /// Two allocations, one of them written by a call.
  static let memory = """
    declare void @fill(ptr)

    define double @memory(ptr noalias %a, ptr noalias %b, i1 %c) {
    entry:
      %local = alloca double
      %shared = alloca double
      store double 1.0, ptr %local
      call void @fill(ptr %shared)
      store double 2.0, ptr %a
      %x = load double, ptr %local
      %y = load double, ptr %shared
      %z = load double, ptr %b
      br i1 %c, label %left, label %right
    left:
      store double 3.0, ptr %b
      br label %join
    right:
      br label %join
    join:
      %w = load double, ptr %b
      %s = fadd double %x, %y
      %t = fadd double %s, %z
      %u = fadd double %t, %w
      ret double %u
    }
    """
}
