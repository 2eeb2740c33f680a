; Addresses that pass through an operation on bits which the analysis does not follow: no silent zero.
; expect: a number in memory whose address is computed from bits
; expect: in 'f'
target triple = "x86_64-unknown-linux-gnu"
declare double @__enzyme_autodiff(ptr, ...)
define double @f(ptr %s, ptr %t) {
  %v = load i128, ptr %s
  %w = call i128 @llvm.fshl.i128(i128 %v, i128 %v, i128 64)
  store i128 %w, ptr %t
  %p = load ptr, ptr %t
  %a = load double, ptr %p
  %b = fmul double %a, %a
  %q = getelementptr i8, ptr %t, i64 8
  %r = load ptr, ptr %q
  %c = load double, ptr %r
  %d = fmul double %b, %c
  ret double %d
}
@x = global double 3.0
@y = global double 5.0
@dx = global double 0.0
@dy = global double 0.0
@s = global [2 x ptr] [ptr @x, ptr @y]
@ds = global [2 x ptr] [ptr @dx, ptr @dy]
@t = global [2 x ptr] zeroinitializer
@dt = global [2 x ptr] zeroinitializer
@fmt = constant [7 x i8] c"%g %g\0A\00"
declare i128 @llvm.fshl.i128(i128,i128,i128)
declare i32 @printf(ptr, ...)
define i32 @main() {
  call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr @s, ptr @ds, ptr @t, ptr @dt)
  %a = load double, ptr @dx
  %b = load double, ptr @dy
  %pr = call i32 (ptr, ...) @printf(ptr @fmt, double %a, double %b)
  ret i32 0
}
