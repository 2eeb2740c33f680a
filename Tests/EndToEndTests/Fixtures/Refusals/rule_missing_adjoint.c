// A registered derivative that returns too few adjoints.
// expect: 'reverse' does not return an adjoint for each number
double __enzyme_autodiff(void *, ...);
double mul(double x, double y) { return x * y; }
double augmented(double x, double y) { return x * y; }
double reverse(double x, double y, double seed) { return 2 * x * seed; }
void *__enzyme_register_gradient_mul[] = {(void *)mul, (void *)augmented, (void *)reverse};
double f(double x) { return mul(x, x); }
int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }
