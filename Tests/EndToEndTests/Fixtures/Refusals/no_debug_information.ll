; Without debug information the function is named, and no place.
; expect: nabla: error: cannot differentiate
; expect: 'mystery'
; expect: in 'f'
declare double @mystery(double)
declare double @__enzyme_autodiff(ptr, ...)

define double @f(double %x) {
  %y = call double @mystery(double %x)
  ret double %y
}

define double @main(double %x) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %d
}
