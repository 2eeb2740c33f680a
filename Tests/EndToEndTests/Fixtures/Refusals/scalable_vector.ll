; Vectors without a fixed length.
; expect: in 'f'
; expect: scalable
declare double @__enzyme_autodiff(ptr, ...)
declare double @llvm.vector.reduce.fadd.nxv2f64(double, <vscale x 2 x double>)

define double @f(double %x) {
  %a = insertelement <vscale x 2 x double> poison, double %x, i64 0
  %b = shufflevector <vscale x 2 x double> %a, <vscale x 2 x double> poison, <vscale x 2 x i32> zeroinitializer
  %c = fmul <vscale x 2 x double> %b, %b
  %s = call double @llvm.vector.reduce.fadd.nxv2f64(double 0.0, <vscale x 2 x double> %c)
  ret double %s
}

define double @main(double %x) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %d
}
