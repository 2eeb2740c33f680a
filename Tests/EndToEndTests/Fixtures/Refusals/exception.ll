; A call that may continue at a landing pad with active values.
; expect: an exception that is caught
; expect: in 'f'
declare double @mystery(double)
declare i32 @__gxx_personality_v0(...)
declare double @__enzyme_autodiff(ptr, ...)

define double @f(double %x) personality ptr @__gxx_personality_v0 {
entry:
  %y = invoke double @mystery(double %x) to label %done unwind label %caught
done:
  ret double %y
caught:
  %p = landingpad { ptr, i32 } catch ptr null
  ret double %x
}

define double @main(double %x) {
  %d = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %d
}
