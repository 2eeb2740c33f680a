; Two addresses at once, as a vector of integers, exchanged: each element leads to its own object.
declare double @__enzyme_autodiff(ptr, ...)
define double @f(ptr %s, ptr %t) {
  %v = load <2 x i64>, ptr %s, align 8
  %w = shufflevector <2 x i64> %v, <2 x i64> poison, <2 x i32> <i32 1, i32 0>
  store <2 x i64> %w, ptr %t, align 8
  %p = load ptr, ptr %t
  %a = load double, ptr %p
  %b = fmul double %a, %a
  %q = getelementptr i8, ptr %t, i64 8
  %r = load ptr, ptr %q
  %c = load double, ptr %r
  %d = fmul double %b, %c
  ret double %d
}

define void @main(ptr %s, ptr %ds, ptr %t, ptr %dt) {
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %s, ptr %ds, ptr %t, ptr %dt)
  ret void
}
