// The requests for derivatives that a generated program makes of its function `f(x, n, y, m, s)`.

struct CRequests {
  let program: Program

  private var seed: UInt64 { program.seed }
  private var n: Int { program.x.count }
  private var m: Int { program.y.count }
  /// The arrays with their shadows, and the lengths.
  private var arrays: String {
    "enzyme_dup, x, gradient, enzyme_const, \(n), enzyme_dup, y, gradient + \(n), enzyme_const, \(m)"
  }

  /// How far two answers may be apart that the same operations give in another order.
  private var tolerance: String { program.usesSingle ? "1e-4" : "1e-9" }

  /// The functions that make the requests.
  var text: String {
    """
    static void reverse_\(seed)(double *gradient, double *x, double *y, double s) {
      gradient[\(n + m)] = __enzyme_autodiff((void *)f_\(seed), \(arrays), enzyme_out, s);
    }
    static double forward_\(seed)(double *v, double *x, double *y, double s) {
      return __enzyme_fwddiff((void *)f_\(seed), enzyme_dup, x, v, enzyme_const, \(n), enzyme_dup, y, v + \(n),
                              enzyme_const, \(m), enzyme_dup, s, v[\(n + m)]);
    }
    \(program.extra.map(extra) ?? "")
    """
  }

  /// The members of the program's case that name these functions.
  var members: String {
    let plain = ".reverse = reverse_\(seed), .forward = forward_\(seed),"
    return switch program.extra {
    case nil: plain
    case .width: plain + " .two = two_\(seed),"
    case .hessian: plain + " .gradient = gradient_\(seed), .hessian = hessian_\(seed),"
    default: plain + " .extra = extra_\(seed),"
    }
  }

  private func extra(_ kind: ExtraRequest) -> String {
    switch kind {
    case .width:
      return """
        static Two two_\(seed)(double *v, double *w, double *x, double *y, double s) {
          return __enzyme_fwddiff_two((void *)f_\(seed), enzyme_width, 2, enzyme_dup, x, v, w, enzyme_const, \(n),
                                      enzyme_dup, y, v + \(n), w + \(n), enzyme_const, \(m), enzyme_dup, s, v[\(n + m)],
                                      w[\(n + m)]);
        }
        """
    case .hessian: return hessian
    case .outParameter:
      return """
        static void entry_\(seed)(double *x, int n, double *y, int m, const double *s, double *result) {
          *result = f_\(seed)(x, n, y, m, *s);
        }
        """
          + reverse(
            """
            double result = 0, adjoint = 1;
            gradient[\(n + m)] = 0;
            __enzyme_autodiff_void((void *)entry_\(seed), \(arrays), enzyme_dup, &s, &gradient[\(n + m)],
                                   enzyme_dupnoneed, &result, &adjoint);
            if (adjoint != 0) gradient[0] = NAN;
            """)
    case .argumentStruct:
      return """
        typedef struct { double *x; int n; double s; double *y; int m; } Arguments_\(seed);
        static double entry_\(seed)(const Arguments_\(seed) *a) { return f_\(seed)(a->x, a->n, a->y, a->m, a->s); }
        """
          + reverse(
            """
            Arguments_\(seed) a = {x, \(n), s, y, \(m)}, shadow = {gradient, 0, 0, gradient + \(n), 0};
            __enzyme_autodiff_void((void *)entry_\(seed), enzyme_dup, &a, &shadow);
            gradient[\(n + m)] = shadow.s;
            """)
    case .reverseWidth:
      return reverse(
        """
        double other[MOST];
        for (int i = 0; i < \(n + m); i++) other[i] = 2 * gradient[i];
        Two adjoints = __enzyme_autodiff_two((void *)f_\(seed), enzyme_width, 2, enzyme_dup, x, gradient, other,
                                             enzyme_const, \(n), enzyme_dup, y, gradient + \(n), other + \(n), enzyme_const,
                                             \(m), enzyme_out, s, 1.0, 2.0);
        gradient[\(n + m)] = adjoints.first, other[\(n + m)] = adjoints.second;
        for (int i = 0; i <= \(n + m); i++)
          if (!(fabs(other[i] - 2 * gradient[i]) <= \(tolerance) * (1 + fabs(other[i])))) gradient[i] = NAN;
        """)
    case .split:
      return reverse(
        """
        void *tape = __enzyme_augmentfwd((void *)f_\(seed), \(arrays), enzyme_out, s);
        double left[MOST];
        memcpy(left, x, sizeof(double) * \(n)), memcpy(left + \(n), y, sizeof(double) * \(m));
        for (int i = 0; i < \(n); i++) x[i] = 7;
        for (int i = 0; i < \(m); i++) y[i] = -7;
        gradient[\(n + m)] = __enzyme_reverse((void *)f_\(seed), \(arrays), enzyme_out, s, 1.0, tape);
        memcpy(x, left, sizeof(double) * \(n)), memcpy(y, left + \(n), sizeof(double) * \(m));
        """)
    case .constantScalar:
      return reverse("__enzyme_autodiff_void((void *)f_\(seed), \(arrays), enzyme_const, s);")
    case .primalReturn:
      return reverse(
        """
        double before[MOST];
        memcpy(before, x, sizeof(double) * \(n)), memcpy(before + \(n), y, sizeof(double) * \(m));
        double value = f_\(seed)(before, \(n), before + \(n), \(m), s);
        Two both = __enzyme_autodiff_two((void *)f_\(seed), enzyme_primal_return, \(arrays), enzyme_out, s);
        gradient[\(n + m)] = fabs(both.first - value) <= \(tolerance) * (1 + fabs(value)) ? both.second : NAN;
        """)
    }
  }

  /// A function with the signature of the plain gradient.
  private func reverse(_ body: String) -> String {
    let lines = body.split(separator: "\n").map { "  \($0)\n" }.joined()
    return "\nstatic void extra_\(seed)(double *gradient, double *x, double *y, double s) {\n\(lines)}"
  }

  private var hessian: String {
    """
    static void gradient_\(seed)(const double *in, double *gradient) {
      double x[\(n)], y[\(m)];
      memcpy(x, in, sizeof x), memcpy(y, in + \(n), sizeof y), memcpy(gradient, seeds_\(seed), sizeof seeds_\(seed));
      gradient[\(n + m)] = __enzyme_autodiff((void *)f_\(seed), \(arrays), enzyme_out, in[\(n + m)]);
    }
    static double slope_\(seed)(const double *in, const double *direction) {
      double x[\(n)], y[\(m)], v[\(n + m)];
      memcpy(x, in, sizeof x), memcpy(y, in + \(n), sizeof y), memcpy(v, direction, sizeof v);
      double sum = __enzyme_fwddiff((void *)f_\(seed), enzyme_dup, x, v, enzyme_const, \(n), enzyme_dup, y, v + \(n),
                                    enzyme_const, \(m), enzyme_dup, in[\(n + m)], direction[\(n + m)]);
      for (int i = 0; i < \(n + m); i++) sum += seeds_\(seed)[i] * v[i];
      return sum;
    }
    static void hessian_\(seed)(const double *in, const double *v, double *over, double *under) {
      double gradient[\(n + m + 1)];
      __enzyme_fwddiff_void((void *)gradient_\(seed), enzyme_dup, in, v, enzyme_dupnoneed, gradient, over);
      __enzyme_autodiff_void((void *)slope_\(seed), enzyme_dup, in, under, enzyme_const, v);
    }
    """
  }
}
