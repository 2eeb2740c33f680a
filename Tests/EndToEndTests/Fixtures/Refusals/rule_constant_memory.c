// A registered derivative that would write adjoints to constant memory.
// expect: needs a shadow for parameter 2
// expect: in 'weigh'
double __enzyme_autodiff(void *, ...);
extern int enzyme_const;
double weigh(double x, const double *w) { return x * w[0]; }
double augmented(double x, const double *w, double *dw) { return x * w[0]; }
double reverse(double x, const double *w, double *dw, double seed) { dw[0] += x * seed; return w[0] * seed; }
void *__enzyme_register_gradient_weigh[] = {(void *)weigh, (void *)augmented, (void *)reverse};
double f(double x, const double *w) { return weigh(x, w); }
int main(void) { double w[1] = {3}; return (int)__enzyme_autodiff((void *)f, 2.0, enzyme_const, w); }
