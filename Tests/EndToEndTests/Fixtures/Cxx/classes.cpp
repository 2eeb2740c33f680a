// Virtual functions, new and delete, inheritance.
#include "check.hpp"

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};

struct Circle : Shape {
  double radius;
  explicit Circle(double radius) : radius(radius) {}
  double area() const override { return 3.25 * radius * radius; }
};

struct Rectangle : Shape {
  double width, height;
  Rectangle(double width, double height) : width(width), height(height) {}
  double area() const override { return width * std::exp(height); }
};

double f(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i + 1 < n; i++) {
    Shape *shape = x[i] > 0 ? static_cast<Shape *>(new Circle(x[i])) : new Rectangle(x[i], x[i + 1]);
    sum += shape->area() * x[i + 1];
    delete shape;
  }
  return sum;
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)
