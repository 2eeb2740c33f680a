// Snippets: jumps, switches, commas, loops with several ways out.

extension Snippet {
  static let control: [Snippet] = [
    Snippet(
      [.array, .target],
      """
      {
        int i_ = 0;
        $R sum_ = 0;
      again_%:
        if (i_ < $1) {
          sum_ = 0.5 * sum_ + $sin($0[i_]);
          if ($?(sum_ > 1.25)) goto out_%;
          i_++;
          goto again_%;
        }
        sum_ *= 0.75;
      out_%:
        $2 = sum_;
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $R *first_ = NULL, *second_ = NULL, value_ = 0;
        first_ = malloc(3 * sizeof($R));
        for (int i_ = 0; i_ < 3; i_++) first_[i_] = $0[i_] * $0[i_];
        if ($?(first_[0] > 1)) goto done_%;
        second_ = malloc(3 * sizeof($R));
        for (int i_ = 0; i_ < 3; i_++) second_[i_] = $cos(first_[i_]);
        value_ = second_[0] * second_[1];
      done_%:
        value_ += 0.25 * first_[2];
        free(second_);
        free(first_);
        $2 = value_;
      }
      """),
    Snippet(
      [.array, .integer, .target],
      """
      {
        int left_ = 1 + $2 % 3, i_ = 0;
        $R sum_ = 0.25;
        switch (left_ % 4) {
          case 0: do { sum_ += 0.25 * $0[i_++ % 3];
          case 3: sum_ *= 0.75;
          case 2: sum_ -= 0.125 * $0[i_++ % 3] * sum_;
          case 1: sum_ = $sin(sum_);
          } while ((left_ -= 1) > 0);
        }
        $3 = sum_;
      }
      """),
    Snippet(
      [.real, .integer, .target],
      """
      {
        enum { WAIT_%, RUN_%, REST_%, STOP_% } state_ = WAIT_%;
        $R energy_ = $0;
        for (int t_ = 0; state_ != STOP_% && t_ < 6; t_++) {
          switch (state_) {
            case WAIT_%: state_ = t_ + $1 % 2 > 0 ? RUN_% : WAIT_%; break;
            case RUN_%: energy_ = 0.5 * energy_ + 0.25; state_ = $?(energy_ > 0.5) ? RUN_% : REST_%; // fall through
            case REST_%: energy_ *= 0.9; if (state_ == REST_%) state_ = STOP_%; break;
            default: break;
          }
        }
        $2 = energy_;
      }
      """),
    Snippet(
      [.real, .real, .target],
      "{ $R a_ = $0, b_ = (a_ += 0.5, a_ *= $1, a_ - 1), c_; c_ = a_ = 0.25 * b_; $2 = $?(b_ > 0) ? $?(a_ > 0.25) ? a_ * b_ : c_ - b_ : 0.5 * b_ * b_; }"
    ),
    Snippet(
      [.array, .target],
      """
      {
        int at_ = -1;
        for (int i_ = 0; i_ < $1 && at_ < 0; i_++)
          for (int j_ = i_ + 1; j_ < $1; j_++)
            if ($?($0[i_] * $0[j_] > 0.25)) { at_ = i_ + j_; break; }
        if (at_ < 0) $2 = $0[0]; else $2 = 0.5 * $0[at_ % $1] * $0[at_ / 2];
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $R sum_ = 0;
        for (int i_ = 0, j_ = $1 - 1; i_ < j_; ++i_, --j_) {
          if ($?($0[i_] < -1)) continue;
          if ($?($0[j_] > 1.25)) break;
          sum_ += 0.5 * $0[i_] * $0[j_];
        }
        $2 = sum_;
      }
      """),
    Snippet([.array, .target], "$2 = $@first($0, $1, 0.5);", support: "search"),
    Snippet([.real, .integer, .target], "$2 = 0.5 * $@pick($1, $0);", support: "pick"),
    Snippet(
      [.real, .integer, .target],
      "{ unsigned bits_ = (unsigned)$1; $R power_ = 1, base_ = 0.75 * $sin($0); while (bits_) { if (bits_ & 1u) power_ *= base_; base_ *= base_; bits_ >>= 1; } $2 = power_; }"
    ),
    Snippet(
      [.real, .real, .target],
      "{ _Bool both_ = $?($0 > 0) && $?($1 > 0); $2 = both_ ? $0 * 0.5 : !both_ * 0.25 * $1 + both_; }"),
    Snippet(
      [.array],
      "{ int i_ = 0, j_ = $1 - 1; while (i_ < j_) { $R t_ = $0[i_]; $0[i_++] = $0[j_]; $0[j_--] = 0.75 * t_; } }"),
  ]
}
