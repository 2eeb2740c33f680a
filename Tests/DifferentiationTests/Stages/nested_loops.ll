; A loop in a loop: the inner one ends when the data say so, and its iterations are counted.
declare double @__enzyme_autodiff(ptr, ...)
@enzyme_const = external global i32

define double @f(ptr %x, i64 %n) {
entry:
  br label %outer
outer:
  %i = phi i64 [ 0, %entry ], [ %i.next, %outer.end ]
  %sum = phi double [ 0.0, %entry ], [ %sum.next, %outer.end ]
  %p = getelementptr double, ptr %x, i64 %i
  %v = load double, ptr %p
  br label %inner
inner:
  %y = phi double [ %v, %outer ], [ %y.next, %inner ]
  %square = fmul double %y, %y
  %y.next = fmul double %square, 0.5
  %more = fcmp ogt double %y.next, 1.0
  br i1 %more, label %inner, label %outer.end
outer.end:
  %sum.next = fadd double %sum, %y.next
  %i.next = add nuw nsw i64 %i, 1
  %again = icmp ult i64 %i.next, %n
  br i1 %again, label %outer, label %done
done:
  ret double %sum.next
}

define double @main(ptr %x, ptr %dx, i64 %n) {
  %m = load i32, ptr @enzyme_const
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i32 %m, i64 %n)
  ret double %r
}
