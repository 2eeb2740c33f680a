; What AddressSanitizer has made of a copy.
; expect: code that a sanitizer has instrumented ('__asan_memcpy')
; expect: differentiate before
; expect: in 'f'
declare ptr @__asan_memcpy(ptr, ptr, i64)
declare double @__enzyme_autodiff(ptr, ...)

define double @f(ptr %x) {
  %copy = alloca [2 x double]
  %ignored = call ptr @__asan_memcpy(ptr %copy, ptr %x, i64 16)
  %a = load double, ptr %copy
  %square = fmul double %a, %a
  ret double %square
}

define double @main(ptr %x, ptr %dx) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx)
  ret double %d
}
