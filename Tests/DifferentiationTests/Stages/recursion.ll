; A function that calls itself twice: both sweeps are functions of their own, with records on one tape.
declare double @__enzyme_autodiff(ptr, ...)
@enzyme_const = external global i32

define double @f(double %x, i64 %n) {
entry:
  %small = icmp slt i64 %n, 2
  br i1 %small, label %leaf, label %split
leaf:
  ret double %x
split:
  %n1 = sub i64 %n, 1
  %n2 = sub i64 %n, 2
  %a = call double @f(double %x, i64 %n1)
  %b = call double @f(double %x, i64 %n2)
  %p = fmul double %a, %b
  ret double %p
}

define double @main(double %x, i64 %n) {
  %m = load i32, ptr @enzyme_const
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x, i32 %m, i64 %n)
  ret double %r
}
