// A registered function with another parameter than the primal.
// expect: rule_wrong_signature.c:
// expect: 'augmented' has other parameters
// expect: called through 'f'
double __enzyme_autodiff(void *, ...);
double square(double x) { return x * x; }
double augmented(double x, int n) { return x * x * n; }
double reverse(double x, double seed) { return 2 * x * seed; }
void *__enzyme_register_gradient_square[] = {(void *)square, (void *)augmented, (void *)reverse};
double f(double x) { return square(x); }
int main(void) { return (int)__enzyme_autodiff((void *)f, 2.0); }
