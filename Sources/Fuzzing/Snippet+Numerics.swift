// Snippets: what numerical programs compute, complex numbers, the less common functions of libm.

extension Snippet {
  static let numerics: [Snippet] = [
    Snippet(
      [.real, .real, .target],
      "{ $C z_ = $0 + $1 * I; z_ = z_ * z_ / (2 + z_ * $conj(z_)); $2 = $creal(z_) + 0.5 * $cimag(z_); }"),
    Snippet(
      [.real, .real, .target],
      "{ $C z_ = 0.25 * $0 + 0.5 * $1 * I, w_ = $cexp(z_) * $csin(z_); z_ += w_; $2 = 0.25 * $cabs(1.5 + z_ * $conj(z_)) + $creal(w_); }"
    ),
    Snippet(
      [.real, .real, .target],
      "{ $C z_ = $csqrt(1.5 + $0 * $0 + $1 * I) - 0.5 * $clog(2 + $1 * $1 + 0.25 * $0 * I); $2 = 0.5 * $creal(z_) - 0.25 * $cimag(z_); }"
    ),
    Snippet(
      [.array, .target],
      """
      {
        $C roots_[3], sum_ = 0;
        for (int i_ = 0; i_ < 3; i_++) roots_[i_] = $cexp(I * $0[i_]) * 0.5;
        for (int i_ = 0; i_ < 3; i_++) sum_ = sum_ * roots_[i_] + $conj(roots_[2 - i_]);
        $2 = $creal(sum_) * $cimag(sum_);
      }
      """),
    Snippet(
      [.real, .target],
      "{ int e_; $R m_ = $frexp(2.5 + $0 * $0, &e_); (void)$?(e_); $1 = $ldexp(m_, e_ - 2) + $scalbn($0, -1) * 0.25; }"),
    Snippet(
      [.real, .target],
      "{ $R whole_, part_ = $modf(1.75 * $0, &whole_); (void)$?((int)whole_); $1 = part_ * 0.5 + 0.125 * whole_ * $0; }"
    ),
    Snippet(
      [.array, .target],
      """
      {
        $R most_ = $0[0], sum_ = 0;
        for (int i_ = 1; i_ < $1; i_++) most_ = $fmax(most_, $0[i_]);
        for (int i_ = 0; i_ < $1; i_++) sum_ += $exp($0[i_] - most_);
        $2 = 0.5 * (most_ + $log(sum_));
      }
      """),
    Snippet(
      [.array],
      """
      {
        $R sum_ = 0, soft_[8];
        for (int i_ = 0; i_ < $1; i_++) sum_ += soft_[i_] = $exp(0.5 * $0[i_]);
        for (int i_ = 0; i_ < $1; i_++) $0[i_] = soft_[i_] / sum_;
      }
      """),
    Snippet(
      [.array],
      """
      for (int i_ = 1; i_ < $1; i_++) {
        $R key_ = $0[i_];
        int j_ = i_ - 1;
        for (; j_ >= 0 && $?($0[j_] > key_); j_--) $0[j_ + 1] = $0[j_];
        $0[j_ + 1] = key_;
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $R t_[8];
        int order_[8];
        for (int i_ = 0; i_ < $1; i_++) t_[i_] = $sin($0[i_]), order_[i_] = i_;
        for (int i_ = 0; i_ < $1; i_++)
          for (int j_ = i_ + 1; j_ < $1; j_++)
            if ($?(t_[order_[j_]] < t_[order_[i_]])) { int o_ = order_[i_]; order_[i_] = order_[j_]; order_[j_] = o_; }
        $2 = t_[order_[0]] + 0.5 * t_[order_[$1 / 2]] * $0[order_[1]];
      }
      """),
    Snippet([.array], "$@sort($0, 0, $1 - 1);", support: "sort"),
    Snippet(
      [.real, .target],
      """
      {
        static const double at_[4] = {-2, -0.5, 0.5, 2}, of_[4] = {1, 0.25, -0.5, 0.75};
        $R t_ = 1.5 * $tanh($0);
        int low_ = 0, high_ = 3;
        while (high_ - low_ > 1) { int middle_ = (low_ + high_) / 2; if ($?(t_ < at_[middle_])) high_ = middle_; else low_ = middle_; }
        $1 = of_[low_] + (of_[high_] - of_[low_]) * (t_ - at_[low_]) / (at_[high_] - at_[low_]);
      }
      """),
    Snippet(
      [.real, .target],
      "{ $R guess_ = 1, of_ = 1.5 + $0 * $0; for (int i_ = 0; i_ < 6; i_++) guess_ = 0.5 * (guess_ + of_ / guess_); $1 = 0.5 * guess_; }"
    ),
    Snippet(
      [.real, .target],
      """
      {
        $R guess_ = 0.5 * $0, step_;
        int turns_ = 0;
        do {
          step_ = (guess_ + 0.25 * $sin(guess_) - $0) / (1 + 0.25 * $cos(guess_));
          guess_ -= step_;
        } while (++turns_ < 20 && $?($fabs(step_) > 1e-3));
        $1 = 0.5 * guess_;
      }
      """),
    Snippet(
      [.real, .real, .target],
      """
      {
        $R u_[2] = {0.5 * $0, 0.5 * $1}, k_[4][2];
        for (int t_ = 0; t_ < 2; t_++) {
          for (int s_ = 0; s_ < 4; s_++) {
            $R c_ = s_ == 0 ? 0 : s_ == 3 ? 0.25 : 0.125, w_[2];
            for (int i_ = 0; i_ < 2; i_++) w_[i_] = u_[i_] + (s_ ? c_ * k_[s_ - 1][i_] : 0);
            k_[s_][0] = w_[1], k_[s_][1] = -$sin(w_[0]);
          }
          for (int i_ = 0; i_ < 2; i_++) u_[i_] += 0.25 / 6 * (k_[0][i_] + 2 * k_[1][i_] + 2 * k_[2][i_] + k_[3][i_]);
        }
        $2 = u_[0] * u_[1];
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $R a_[3][4];
        for (int i_ = 0; i_ < 3; i_++) {
          for (int j_ = 0; j_ < 3; j_++) a_[i_][j_] = (i_ == j_ ? 2 : 0) + 0.25 * $sin($0[i_] * (j_ + 1));
          a_[i_][3] = $0[i_];
        }
        for (int c_ = 0; c_ < 3; c_++) {
          int best_ = c_;
          for (int r_ = c_ + 1; r_ < 3; r_++) if ($?($fabs(a_[r_][c_]) > $fabs(a_[best_][c_]))) best_ = r_;
          for (int j_ = 0; j_ < 4; j_++) { $R t_ = a_[c_][j_]; a_[c_][j_] = a_[best_][j_]; a_[best_][j_] = t_; }
          for (int r_ = 0; r_ < 3; r_++) {
            if (r_ == c_) continue;
            $R factor_ = a_[r_][c_] / a_[c_][c_];
            for (int j_ = c_; j_ < 4; j_++) a_[r_][j_] -= factor_ * a_[c_][j_];
          }
        }
        $2 = 0.5 * a_[0][3] / a_[0][0] + 0.25 * a_[2][3] / a_[2][2];
      }
      """),
    Snippet(
      [.array, .target],
      "{ $R sum_ = 0, lost_ = 0; for (int i_ = 0; i_ < $1; i_++) { $R y_ = $0[i_] - lost_, t_ = sum_ + y_; lost_ = (t_ - sum_) - y_; sum_ = t_; } $2 = 0.25 * sum_; }"
    ),
    Snippet(
      [.array, .array],
      """
      {
        $R out_[3] = {0};
        for (int i_ = 0; i_ < 3; i_++) for (int j_ = 0; i_ + j_ < 3; j_++) out_[i_ + j_] += 0.25 * $0[i_] * $2[j_];
        for (int i_ = 0; i_ < 3; i_++) $0[i_] = out_[i_] + 0.125 * $2[2 - i_];
      }
      """),
    Snippet(
      [.array, .target],
      "{ $R value_ = 0; for (int i_ = $1; i_-- > 0;) value_ = value_ * 0.5 + $0[i_]; $2 = 0.5 * value_; }"),
    Snippet([.real, .target], "$1 = 0.25 * $tgamma(1.5 + 0.25 * $0 * $0) + 0.25 * $lgamma(2.5 + $cos($0));"),
    Snippet([.real, .target], "$1 = $asin(0.75 * $tanh($0)) * 0.5 + $acos(0.5 * $sin($0)) * 0.25;"),
    Snippet(
      [.real, .target], "$1 = 0.5 * $sinh(0.5 * $sin($0)) * $cosh(0.25 * $cos($0)) + 0.25 * $atanh(0.5 * $tanh($0));"),
    Snippet([.real, .target], "$1 = 0.5 * $acosh(1.5 + $0 * $0) + 0.25 * $tan(0.5 * $sin($0));"),
    Snippet(
      [.real, .target], "$1 = $erfc(0.5 * $0) * 0.5 + 0.25 * $log10(2 + $0 * $0) - 0.25 * $log2(1.25 + $0 * $0);"),
    Snippet(
      [.real, .real, .target], "$2 = 0.5 * $pow(1.5 + $0 * $0, 1.5) / (1 + $pow(1 + $1 * $1, 2)) + $pow(0.5 * $0, 3);"),
    Snippet(
      [.real, .target],
      "$1 = 0.25 * $ceil(2 * $0) * $0 + $round($0) * 0.125 - 0.25 * $trunc(1.5 * $0) * $0 + $rint($0) * 0.0625;"),
    Snippet([.real, .real, .target], "$2 = 0.5 * $remainder($0, 1.25) + 0.25 * $fmod($1, 0.75);"),
    Snippet(
      [.real, .integer, .target],
      "{ long n_ = $1; short h_ = (short)n_; unsigned char c_ = (unsigned char)(n_ * 3); $2 = $0 * (double)h_ / (4 + c_) + 0.0625f * (float)n_; }"
    ),
    Snippet(
      [.real, .target],
      "{ long double wide_ = $0; double back_ = (double)(wide_ * 0.5L); $1 = back_ + (double)$sin($0) * 0.25; }"),
    Snippet(
      [.real, .target],
      "{ $R sum_ = 0; for (double t_ = 0; t_ < 1; t_ += 0.25) sum_ += 0.25 * $cos(t_ * $0); $1 = sum_; }"),
  ]
}
