; A pointer that leads to constant memory or to active memory: adjoints pass only where a shadow exists.
declare double @__enzyme_autodiff(ptr, ...)
@enzyme_const = external global i32
@enzyme_dup = external global i32

define double @f(ptr %x, ptr %c, i1 %which) {
  %p = select i1 %which, ptr %x, ptr %c
  %v = load double, ptr %p
  %r = fmul double %v, %v
  ret double %r
}

define double @main(ptr %x, ptr %dx, ptr %c, i1 %which) {
  %m = load i32, ptr @enzyme_dup
  %n = load i32, ptr @enzyme_const
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, i32 %m, ptr %x, ptr %dx, i32 %n, ptr %c, i1 %which)
  ret double %r
}
