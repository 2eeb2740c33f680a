// A registration with too few functions.
// expect: '__enzyme_register_gradient_square' does not hold 3 functions
double __enzyme_autodiff(void *, ...);
double square(double x) { return x * x; }
double augmented(double x) { return x * x; }
void *__enzyme_register_gradient_square[] = {(void *)square, (void *)augmented};
double f(double x) { return square(x); }
int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }
