; A vectoriser loads two elements for one: the bytes behind a[3] hold an integer, not a number.
declare double @__enzyme_autodiff(ptr, ...)

define double @f(ptr %record) {
  %p = getelementptr i8, ptr %record, i64 24
  %pair = load <2 x double>, ptr %p, align 8
  %both = shufflevector <2 x double> %pair, <2 x double> poison, <2 x i32> zeroinitializer
  %first = load <2 x double>, ptr %record, align 8
  %product = fmul <2 x double> %both, %first
  %q = getelementptr i8, ptr %record, i64 32
  %count = load i64, ptr %q, align 8
  %next = add i64 %count, 1
  store i64 %next, ptr %q, align 8
  %a = extractelement <2 x double> %product, i64 0
  %b = extractelement <2 x double> %product, i64 1
  %sum = fadd double %a, %b
  ret double %sum
}

define void @main(ptr %record, ptr %shadow) {
  %unused = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %record, ptr %shadow)
  ret void
}
