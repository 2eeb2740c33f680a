; Arithmetic on the bits of an active number.
; expect: in 'f'
declare double @__enzyme_autodiff(ptr, ...)

define double @f(double %x) {
  %bits = bitcast double %x to i64
  %more = mul i64 %bits, 3
  %twice = bitcast i64 %more to double
  ret double %twice
}

define double @main(double %x) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %d
}
