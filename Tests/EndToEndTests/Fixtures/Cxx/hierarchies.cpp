// Multiple inheritance, dynamic_cast to derived classes and across, virtual destructors.
#include "check.hpp"
#include <vector>

struct Shape {
  virtual ~Shape() {}
  virtual double area() const = 0;
};

struct Circle : Shape {
  double radius;
  explicit Circle(double radius) : radius(radius) {}
  double area() const override { return 3.1 * radius * radius; }
};

struct Rectangle : Shape {
  double width, height;
  Rectangle(double width, double height) : width(width), height(height) {}
  double area() const override { return width * height; }
};

struct Priced {
  const char *currency = "EUR";
  virtual ~Priced() {}
  virtual double price() const { return 1; }
};

struct Tile : Rectangle, Priced {
  explicit Tile(double side) : Rectangle(side, side) {}
  double price() const override { return width; }
};

double f(const double *x, int n) {
  std::vector<Shape *> shapes;
  for (int i = 0; i < n; i++) {
    if (i % 3 == 0) shapes.push_back(new Circle(x[i]));
    if (i % 3 == 1) shapes.push_back(new Rectangle(x[i], x[0]));
    if (i % 3 == 2) shapes.push_back(new Tile(x[i]));
  }
  double sum = 0;
  for (Shape *shape : shapes) {
    sum += shape->area();
    if (auto circle = dynamic_cast<Circle *>(shape)) sum += circle->radius;
    if (auto priced = dynamic_cast<Priced *>(shape)) sum += priced->price();
  }
  for (Shape *shape : shapes) delete shape;
  return sum * sum;
}

CHECK(f, 0.3, 1.2, -0.7, 0.9)
