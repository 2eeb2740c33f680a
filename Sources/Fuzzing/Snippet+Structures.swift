// Snippets: structs, unions, bit-fields, functions as values, state.

extension Snippet {
  static let structures: [Snippet] = [
    Snippet(
      [.real, .real, .target],
      """
      {
        struct { struct { $R x, y; } at[2]; int kind; } s_ = {{{$0, $1}, {0.5, -0.25}}, 1}, t_ = s_;
        t_.at[s_.kind] = s_.at[0];
        t_.at[0].x *= t_.at[1].y;
        s_ = t_;
        $2 = s_.at[0].x + 0.5 * s_.at[1].x * s_.at[1].y;
      }
      """),
    Snippet(
      [.real, .integer, .target],
      """
      {
        struct { unsigned flag : 3, kind : 5; $R value; int sign : 2; } s_ = {$1 & 7, $1 & 31, $0, 1};
        s_.kind = s_.kind + 1u;
        if (s_.flag & 1) s_.value = -s_.value;
        $2 = s_.value * (0.25 * (s_.kind % 3) + 0.5 * s_.sign);
      }
      """),
    Snippet(
      [.real, .target],
      """
      {
        union { $R real; struct { short low, high; } parts; unsigned char raw[sizeof($R)]; } u_;
        u_.parts.low = 3;
        u_.real = $0;
        union { $R numbers[2]; struct { $R re, im; } pair; } w_ = {{u_.real, 0.5}};
        w_.pair.im *= w_.numbers[0];
        $1 = w_.numbers[1] + w_.pair.re * 0.25;
      }
      """),
    Snippet(
      [.real, .real, .target, .integer],
      """
      {
        $@Op ops_[3] = {{$@blend, 0.5, 0}, {$@bend, $0, 1}, {$@blend, -0.25, 2}};
        $R sum_ = $1;
        for (int i_ = 0; i_ < 3; i_++) sum_ = ops_[(i_ + $3) % 3].apply(sum_, ops_[i_].weight) * 0.75;
        $2 = sum_;
      }
      """, support: "operations"),
    Snippet(
      [.real, .real, .target],
      """
      {
        $@Context context_ = {.scale = $0, .calls = 0};
        $2 = $@integrate($@wave, &context_, 0, $1, 3) + 0.0625 * context_.calls;
      }
      """, support: "callback"),
    Snippet(
      [.real, .integer, .target],
      "{ $R (*chosen_)($R, $R) = $@choose($1); $2 = 0.5 * chosen_($0, 0.75) + 0.25 * $@choose($1 + 1)(0.5, $0); }",
      support: "operations"),
    Snippet(
      [.real, .real, .target, .target],
      """
      {
        $R root_ = 0;
        int status_ = $@solve($0, $1, &root_);
        if (status_ == 0) $2 = root_; else $3 = 0.5 * $0;
      }
      """, support: "solve"),
    Snippet(
      [.real, .real, .target],
      "{ $@Dual a_ = $@dual($0, 1), b_ = $@times(a_, $@dual($1, 0)); b_ = $@times(b_, a_); $2 = $sin(b_.v) + 0.25 * b_.d; }",
      support: "dual"),
    Snippet(
      [.array, .target],
      """
      {
        $@Dual items_[3], *best_ = items_;
        for (int i_ = 0; i_ < 3; i_++) items_[i_] = $@dual($0[i_], 0.5 * i_);
        for ($@Dual *p_ = items_ + 1; p_ < items_ + 3; p_++) if ($?(p_->v > best_->v)) best_ = p_;
        best_->d = best_->v * best_->v;
        $2 = items_[0].d + items_[1].d + 0.5 * items_[2].d;
      }
      """, support: "dual"),
    Snippet(
      [.array, .target],
      "{ $@Three t_ = $@three($0), u_ = t_; u_.v[1] *= t_.v[0]; memcpy(&t_, &u_, sizeof t_); $2 = 0.5 * (t_.v[0] + t_.v[1]) * t_.v[2]; }",
      support: "three"),
    Snippet(
      [.array, .target],
      """
      {
        $@Three *all_ = calloc(2, sizeof($@Three));
        all_[0] = $@three($0);
        memmove(all_ + 1, all_, sizeof *all_);
        memset(all_, 0, sizeof($R));
        all_[1].v[0] += all_[0].v[1] * all_[0].v[2];
        $2 = $sin(all_[1].v[0]) + all_[0].v[0];
        free(all_);
      }
      """, support: "three"),
    Snippet(
      [.array, .target],
      """
      {
        static $R memo_[3];
        for (int i_ = 0; i_ < 3; i_++) memo_[i_] = 0.5 * $0[i_] * $0[2 - i_];
        memo_[0] += $sin(memo_[1]);
        $2 = memo_[0] * memo_[2];
      }
      """),
    Snippet([.real, .target], "{ $@state = $0; $@advance(3); $1 = 0.5 * $@state; }", support: "state"),
    Snippet([.real, .integer, .target], "$2 = $@even($0, $1 % 5);", support: "mutual"),
    Snippet(
      [.array, .target], "$2 = 0.5 * $@tail($0, $1, 1) + 0.25 * $@halves($0, 0, $1);", support: "recursion"),
    Snippet(
      [.real, .integer, .target],
      """
      {
        $@Shape shape_ = {.kind = $1 % 3};
        if (shape_.kind == 0) shape_.of.radius = $0; else shape_.of.sides[0] = $0, shape_.of.sides[1] = 0.5;
        $2 = 0.25 * $@area(&shape_);
      }
      """, support: "shape"),
    Snippet(
      [.array, .target],
      """
      {
        struct { $R *data; int count; struct { $R **cursor; } inner; } view_ = {$0, 3};
        $R *at_ = view_.data + 1;
        view_.inner.cursor = &at_;
        **view_.inner.cursor = 0.5 * view_.data[0] + 0.25 * *at_;
        ++*view_.inner.cursor;
        $2 = *at_ * view_.data[1];
      }
      """),
  ]
}
