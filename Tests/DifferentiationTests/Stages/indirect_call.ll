; A call through a pointer becomes a choice between the functions whose address is taken.
declare double @__enzyme_autodiff(ptr, ...)
@enzyme_const = external global i32
@table = internal global [2 x ptr] [ptr @square, ptr @double]

define internal double @square(double %x) noinline {
  %r = fmul double %x, %x
  ret double %r
}

define internal double @double(double %x) noinline {
  %r = fadd double %x, %x
  ret double %r
}

define double @f(double %x, i64 %i) {
  %p = getelementptr ptr, ptr @table, i64 %i
  %g = load ptr, ptr %p
  %r = call double %g(double %x)
  ret double %r
}

define double @main(double %x, i64 %i) {
  %m = load i32, ptr @enzyme_const
  store ptr @double, ptr @table
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x, i32 %m, i64 %i)
  ret double %r
}
