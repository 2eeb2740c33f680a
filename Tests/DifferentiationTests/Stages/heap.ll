; Memory made and released in a loop: its shadow is made beside it and lives until the reverse sweep is over.
declare double @__enzyme_autodiff(ptr, ...)
declare ptr @malloc(i64)
declare void @free(ptr)
@enzyme_const = external global i32
@last = internal global ptr null

define double @f(ptr %x, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %i.next, %loop ]
  %sum = phi double [ 0.0, %entry ], [ %sum.next, %loop ]
  %p = getelementptr double, ptr %x, i64 %i
  %v = load double, ptr %p
  %m = call ptr @malloc(i64 16)
  store volatile ptr %m, ptr @last
  %square = fmul double %v, %v
  store double %square, ptr %m
  %again = load volatile ptr, ptr @last
  %w = load double, ptr %again
  %cube = fmul double %w, %v
  %sum.next = fadd double %sum, %cube
  call void @free(ptr %m)
  %i.next = add nuw nsw i64 %i, 1
  %more = icmp ult i64 %i.next, %n
  br i1 %more, label %loop, label %done
done:
  ret double %sum.next
}

define double @main(ptr %x, ptr %dx, i64 %n) {
  %m = load i32, ptr @enzyme_const
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i32 %m, i64 %n)
  ret double %r
}
