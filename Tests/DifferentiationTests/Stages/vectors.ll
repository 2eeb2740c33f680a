; Vectors: element access, a shuffle, a sum of elements.
declare double @__enzyme_autodiff(ptr, ...)
declare double @llvm.vector.reduce.fadd.v4f64(double, <4 x double>)
declare <4 x double> @llvm.sqrt.v4f64(<4 x double>)

define double @f(ptr %x, i64 %i) {
  %a = load <4 x double>, ptr %x
  %b = shufflevector <4 x double> %a, <4 x double> poison, <4 x i32> <i32 3, i32 2, i32 1, i32 0>
  %c = fmul <4 x double> %a, %b
  %d = call <4 x double> @llvm.sqrt.v4f64(<4 x double> %c)
  %s = call fast double @llvm.vector.reduce.fadd.v4f64(double 0.0, <4 x double> %d)
  %e = extractelement <4 x double> %a, i64 %i
  %r = fmul double %s, %e
  ret double %r
}

define double @main(ptr %x, ptr %dx, i64 %i) {
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, i64 %i)
  ret double %r
}
