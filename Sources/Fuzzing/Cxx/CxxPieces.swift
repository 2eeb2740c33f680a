// Pieces of C++ as people write them, with holes for random expressions: containers, lambdas, classes, templates.
//
//     $r  a real     $t  something to assign to     $i  an integer that is not negative     $c  a condition
//     $T  a class that is a Term                    $a  the numbers that a vector is made of
//
// Names of variables end in an underscore, behind which a number is put.

enum CxxPieces {
  /// What every program declares.
  static let declarations: [String] = [
    """
    struct Failure {
      R value;
      int code;
    };
    __attribute__((noinline)) static R check(R a) {
      if (a > 1.5) throw Failure{a, 2};
      return 0.5 * a;
    }
    struct Term {
      R a;
      explicit Term(R a) : a(a) {}
      virtual ~Term() = default;
      virtual R at(R t, int k) const = 0;
      virtual void change(R t) { a = 0.5 * a + 0.25 * t; }
      virtual std::unique_ptr<Term> copy() const = 0;
    };
    """,
    """
    struct Vec {
      R x, y;
      Vec operator+(const Vec &o) const { return {x + o.x, y + o.y}; }
      Vec operator*(R k) const { return {x * k, y * k}; }
      R dot(const Vec &o) const { return x * o.x + y * o.y; }
      R Vec::*larger() const { return fabs(x) < fabs(y) ? &Vec::y : &Vec::x; }
    };
    class Matrix {
      int rows, columns;
      R *data;

    public:
      Matrix(int rows, int columns) : rows(rows), columns(columns), data(new R[rows * columns]()) {}
      Matrix(const Matrix &o) : Matrix(o.rows, o.columns) { std::copy(o.data, o.data + rows * columns, data); }
      Matrix(Matrix &&o) noexcept : rows(o.rows), columns(o.columns), data(std::exchange(o.data, nullptr)) {}
      Matrix &operator=(Matrix o) noexcept {
        std::swap(rows, o.rows), std::swap(columns, o.columns), std::swap(data, o.data);
        return *this;
      }
      ~Matrix() { delete[] data; }
      R &operator()(int i, int j) { return data[i * columns + j]; }
      R operator()(int i, int j) const { return data[i * columns + j]; }
      friend Matrix operator*(const Matrix &a, const Matrix &b) {
        Matrix c(a.rows, b.columns);
        for (int i = 0; i < a.rows; i++)
          for (int j = 0; j < b.columns; j++)
            for (int k = 0; k < a.columns; k++) c(i, j) += 0.5 * a(i, k) * b(k, j);
        return c;
      }
    };
    struct Node {
      R value;
      std::shared_ptr<Node> left, right;
    };
    static R total(const std::shared_ptr<Node> &node) {
      return node ? node->value + 0.5 * total(node->left) + 0.25 * total(node->right) : R(0);
    }
    struct Scaled {
      R &target, by;
      ~Scaled() { target *= by; }
    };
    template <class Self> struct Shape {
      R area() const { return 0.5 * static_cast<const Self *>(this)->side() * static_cast<const Self *>(this)->side(); }
    };
    struct Square : Shape<Square> {
      R s;
      explicit Square(R s) : s(s) {}
      R side() const { return s; }
    };
    struct Disc : Shape<Disc> {
      R r;
      explicit Disc(R r) : r(r) {}
      R side() const { return sin(r); }
    };
    template <class F> static R integrate(F f, R a, R b, int n) {
      R width = (b - a) / n, sum = 0;
      for (int i = 0; i < n; i++) sum += f(a + (i + 0.5) * width);
      return sum * width;
    }
    template <class... T> static R sum(T... values) { return (R(0) + ... + values); }
    static std::pair<R, R> both(R a, R b) { return {0.5 * a + b, 0.5 * a * b}; }
    """,
  ]

  static let all: [String] = containers + functions + classes
}
