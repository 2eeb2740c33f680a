; A variable of fixed size comes after the beginning of a scope that releases the stack: it must come before, or its shadow
; would be released with it.
declare double @__enzyme_autodiff(ptr, ...)
declare ptr @llvm.stacksave.p0()
declare void @llvm.stackrestore.p0(ptr)
declare double @sin(double)
declare double @tanh(double)

define double @f(double %x, i64 %k) {
  %y = call double @sin(double %x)
  %scope = call ptr @llvm.stacksave.p0()
  %parts = alloca [3 x double], align 8
  store double %x, ptr %parts, align 8
  %second = getelementptr inbounds i8, ptr %parts, i64 8
  store double %y, ptr %second, align 8
  %place = getelementptr inbounds double, ptr %parts, i64 %k
  %part = load double, ptr %place, align 8
  call void @llvm.stackrestore.p0(ptr %scope)
  %z = call double @tanh(double %y)
  %w = fmul double %part, %z
  %result = fmul double %w, %y
  ret double %result
}

define double @slope(double %x, i64 %k) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x, i64 %k)
  ret double %d
}
