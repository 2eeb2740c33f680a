; Arithmetic without branches: nothing is kept but what partial derivatives use.
declare { double, double } @__enzyme_autodiff(ptr, ...)
declare double @exp(double)

define double @f(double %x, double %y) {
  %a = fmul double %x, %y
  %b = call double @exp(double %a)
  %c = fadd double %b, %x
  %d = fdiv double %c, %y
  ret double %d
}

define { double, double } @main(double %x, double %y) {
  %r = call { double, double } (ptr, ...) @__enzyme_autodiff(ptr @f, double %x, double %y)
  ret { double, double } %r
}
