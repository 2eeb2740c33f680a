// The evaluator of a full reduction reads a result from memory that nobody has allocated, if there is any; sizes and
// strides that are computed lie beside the address.

#include <cstdio>

#if __has_include(<eigen3/unsupported/Eigen/CXX11/Tensor>)
#include <cmath>
#include <cstdlib>
#include <eigen3/unsupported/Eigen/CXX11/Tensor>

double __enzyme_autodiff(void *, ...);
int enzyme_dup;

using Image = Eigen::Tensor<float, 3>;
using Kernel = Eigen::Tensor<float, 2>;

static double energy(const Image *image, const Kernel *kernel) {
  Image filtered = image->convolve(*kernel, Eigen::array<ptrdiff_t, 2>{1, 2});
  Eigen::Tensor<float, 0> sum = (filtered * filtered).sum();
  return sum();
}

int main() {
  Image image(2, 5, 5), imageShadow(2, 5, 5);
  Kernel kernel(3, 2), kernelShadow(3, 2);
  for (int i = 0; i < image.size(); i++) image.data()[i] = float(i % 7) / 8;
  for (int i = 0; i < kernel.size(); i++) kernel.data()[i] = float(i % 3) - 1;
  imageShadow.setZero();
  kernelShadow.setZero();
  __enzyme_autodiff((void *)energy, enzyme_dup, &image, &imageShadow, enzyme_dup, &kernel, &kernelShadow);
  auto check = [&](float &x, float actual) {
    float was = x, h = 0.125f;  // a square: central differences are exact
    x = was + h;
    double above = energy(&image, &kernel);
    x = was - h;
    double expected = (above - energy(&image, &kernel)) / (2 * h);
    x = was;
    if (std::abs(actual - expected) > 1e-3 * (1 + std::abs(expected))) {
      printf("%g, expected %g\n", actual, expected);
      std::exit(1);
    }
  };
  for (int i = 0; i < image.size(); i++) check(image.data()[i], imageShadow.data()[i]);
  for (int i = 0; i < kernel.size(); i++) check(kernel.data()[i], kernelShadow.data()[i]);
  printf("ok found_tensor_convolution\n");
}
#else
int main() { printf("ok found_tensor_convolution\n"); }
#endif
