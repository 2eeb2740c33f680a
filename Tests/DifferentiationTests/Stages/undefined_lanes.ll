; Elements that nothing was put into become zeros or repeat others: adjoints of zero are multiplied by them.
define internal double @f(ptr %x) {
  %a = load <2 x double>, ptr %x, align 16
  %b = fadd <2 x double> %a, <double 1.0, double 2.0>
  %open = shufflevector <2 x double> %a, <2 x double> poison, <2 x i32> <i32 poison, i32 0>
  %product = fmul <2 x double> %open, %b
  %second = extractelement <2 x double> %product, i64 1
  %first = extractelement <2 x double> %b, i64 0
  %root = call double @sqrt(double %first)
  %half = insertelement <2 x double> poison, double %root, i64 1
  %quotient = fdiv <2 x double> %b, %half
  %third = extractelement <2 x double> %quotient, i64 1
  %sum = fadd double %second, %third
  %result = fmul double %sum, %first
  ret double %result
}

define double @gradient(ptr %x, ptr %dx) {
  %result = call double (ptr, ...) @__enzyme_autodiff(ptr @f, ptr %x, ptr %dx)
  ret double %result
}

declare double @sqrt(double)
declare double @__enzyme_autodiff(ptr, ...)
