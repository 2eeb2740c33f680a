; Paths that join: one is found by its condition, one of three is recorded.
declare double @__enzyme_autodiff(ptr, ...)
declare double @sin(double)
declare double @exp(double)
declare i32 @rand()

define double @f(double %x) {
entry:
  %positive = fcmp ogt double %x, 0.0
  br i1 %positive, label %left, label %right
left:
  %s = call double @sin(double %x)
  br label %join
right:
  %e = call double @exp(double %x)
  br label %join
join:
  %y = phi double [ %s, %left ], [ %e, %right ]
  %r = call i32 @rand()
  switch i32 %r, label %other [ i32 0, label %zero
                                i32 1, label %one ]
zero:
  %a = call double @sin(double %y)
  %again = fcmp ogt double %a, 0.5
  br i1 %again, label %one, label %end
one:
  %z = phi double [ %a, %zero ], [ %y, %join ]
  %b = call double @exp(double %z)
  br label %end
other:
  %c = call double @sin(double %x)
  br label %end
end:
  %w = phi double [ %a, %zero ], [ %b, %one ], [ %c, %other ]
  ret double %w
}

define double @main(double %x) {
  %r = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x)
  ret double %r
}
