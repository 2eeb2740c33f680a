// Fewer values than lanes.
// expect: parameter 1 of the function called 2 times
// expect: in 'main'
struct two { double a, b; };
struct two __enzyme_batch(void *, ...);
extern int enzyme_width, enzyme_vector;
double square(double x) { return x * x; }
int main(void) { return (int)__enzyme_batch((void *)square, enzyme_width, 2, enzyme_vector, 1.0).a; }
