; An atomic addition to active memory.
; expect: atomic
; expect: in 'f'
declare void @__enzyme_autodiff(ptr, ...)

define void @f(ptr %x, ptr %y) {
  %a = load double, ptr %x
  %b = fmul double %a, %a
  %old = atomicrmw fadd ptr %y, double %b seq_cst
  ret void
}

define void @main(ptr %x, ptr %dx, ptr %y, ptr %dy) {
  call void (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx, ptr %y, ptr %dy)
  ret void
}
