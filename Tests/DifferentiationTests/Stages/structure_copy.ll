; A struct of a number, a count and a pointer is copied as bytes.
declare double @__enzyme_autodiff(ptr, ...)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define double @f(ptr %from, ptr %to) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 24, i1 false)
  %scale = load double, ptr %to
  %p1 = getelementptr i8, ptr %to, i64 8
  %count = load i64, ptr %p1
  %p2 = getelementptr i8, ptr %to, i64 16
  %data = load ptr, ptr %p2
  %q = getelementptr double, ptr %data, i64 %count
  %v = load double, ptr %q
  %r = fmul double %scale, %v
  ret double %r
}

define double @main(ptr %a, ptr %da, ptr %b, ptr %db) {
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %a, ptr %da, ptr %b, ptr %db)
  ret double %r
}
