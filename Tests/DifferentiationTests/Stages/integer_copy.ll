; Numbers that are copied as integers keep their derivatives.
declare double @__enzyme_autodiff(ptr, ...)

define double @f(ptr %x, ptr %y) {
  %bits = load i64, ptr %x
  store i64 %bits, ptr %y
  %p = getelementptr i64, ptr %x, i64 1
  %more = load i64, ptr %p
  %v = bitcast i64 %more to double
  %w = load double, ptr %y
  %r = fmul double %v, %w
  ret double %r
}

define double @main(ptr %x, ptr %dx, ptr %y, ptr %dy) {
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, ptr %y, ptr %dy)
  ret double %r
}
