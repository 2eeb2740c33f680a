// Snippets: pointer walks, lists, trees, buffers that grow, matrices.

extension Snippet {
  static let pointers: [Snippet] = [
    Snippet(
      [.array, .target],
      """
      { $R *p_ = $0, *end_ = $0 + $1, sum_ = 0; while (p_ < end_) sum_ += *p_++ * 0.25; $2 = $sin(sum_); }
      """),
    Snippet(
      [.array, .real],
      "for ($R *p_ = $0; p_ != $0 + $1; ++p_) *p_ = 0.5 * *p_ + 0.25 * $cos(*p_ * $2);"),
    Snippet(
      [.array, .real],
      "{ $R carry_ = $2, *p_ = $0 + $1; while (p_ > $0) { --p_; carry_ = *p_ = 0.5 * carry_ + 0.375 * $sin(*p_); } }"),
    Snippet(
      [.array, .target, .integer],
      "{ $R *row_[2] = {$0, $0 + 1}, **q_ = row_ + $3 % 2; (*q_)[0] = 0.5 * (*q_)[1] + $2 * 0.25; $2 = $sin(**q_); }"),
    Snippet(
      [.real, .real, .target],
      """
      {
        $R a_ = $0, b_ = $1, *p_ = &a_, *r_ = &b_, **q_ = $?(a_ > b_) ? &p_ : &r_;
        **q_ = 0.5 * **q_ + 0.25;
        *q_ = &b_;
        **q_ *= 0.75;
        $2 = a_ * b_ + *p_ - *r_;
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        int used_ = 0, room_ = 1;
        $R *list_ = malloc(sizeof($R));
        for (int i_ = 0; i_ < $1; i_++) {
          if (used_ == room_) list_ = realloc(list_, sizeof($R) * (room_ *= 2));
          list_[used_++] = $0[i_] * $0[i_];
        }
        $R sum_ = 0;
        for (int i_ = used_ - 1; i_ >= 0; i_--) sum_ = 0.5 * sum_ + $sin(list_[i_]);
        free(list_);
        $2 = sum_;
      }
      """),
    Snippet(
      [.array, .target, .real],
      """
      {
        $@Node *head_ = NULL;
        for (int i_ = 0; i_ < $1; i_++) head_ = $@push(head_, $0[i_] * $3);
        $R sum_ = 0;
        while (head_) {
          $@Node *next_ = head_->next;
          sum_ += head_->value * head_->value;
          free(head_);
          head_ = next_;
        }
        $2 = 0.5 * $tanh(sum_);
      }
      """, support: "list"),
    Snippet(
      [.array, .target],
      """
      {
        $@Node *head_ = NULL, *back_ = NULL;
        for (int i_ = 0; i_ < $1; i_++) head_ = $@push(head_, $0[i_]);
        while (head_) { $@Node *next_ = head_->next; head_->next = back_; back_ = head_; head_ = next_; }
        for ($@Node *n_ = back_; n_->next; n_ = n_->next) n_->next->value = 0.5 * n_->value + 0.5 * $sin(n_->next->value);
        for ($@Node **link_ = &back_; *link_;) {
          $@Node *n_ = *link_;
          if ($?(n_->value < -0.25)) { *link_ = n_->next; free(n_); } else link_ = &n_->next;
        }
        $2 = $@total(back_);
        $@release(back_);
      }
      """, support: "list"),
    Snippet(
      [.array, .target],
      """
      {
        $@Node *sorted_ = NULL;
        for (int i_ = 0; i_ < $1; i_++) {
          $@Node **link_ = &sorted_;
          while (*link_ && $?((*link_)->value < $0[i_])) link_ = &(*link_)->next;
          *link_ = $@push(*link_, $0[i_]);
        }
        $2 = sorted_->value * 0.5 + $sin(sorted_->next->value);
        $@release(sorted_);
      }
      """, support: "list"),
    Snippet(
      [.array, .target],
      """
      {
        $@Tree *root_ = NULL;
        for (int i_ = 0; i_ < $1; i_++) root_ = $@insert(root_, $0[i_]);
        $2 = 0.5 * $sin($@fold(root_, 0));
        $@fell(root_);
      }
      """, support: "tree"),
    Snippet(
      [.array, .target, .real],
      """
      {
        $R grid_[3][4];
        for (int i_ = 0; i_ < 3; i_++)
          for (int j_ = 0; j_ < 4; j_++) grid_[i_][j_] = $0[(i_ + j_) % 3] * (j_ + 1) * 0.25;
        for (int t_ = 0; t_ < 2; t_++)
          for (int i_ = 1; i_ < 3; i_++)
            for (int j_ = 0; j_ < 3; j_++) grid_[i_][j_] = 0.5 * grid_[i_ - 1][j_ + 1] + 0.25 * $sin(grid_[i_][j_]);
        $2 = grid_[2][0] * $3 + grid_[1][2];
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        int n_ = $1;
        $R grid_[n_][n_ + 1];
        for (int i_ = 0; i_ < n_; i_++)
          for (int j_ = 0; j_ <= n_; j_++) grid_[i_][j_] = i_ == j_ ? 1 : 0.125 * $0[i_] * (j_ < n_ ? $0[j_] : 1);
        for (int i_ = 1; i_ < n_; i_++)
          for (int j_ = i_; j_ <= n_; j_++) grid_[i_][j_] -= grid_[i_ - 1][j_] * grid_[i_][i_ - 1] / grid_[i_ - 1][i_ - 1];
        $2 = grid_[n_ - 1][n_] / (1 + grid_[n_ - 1][n_ - 1] * grid_[n_ - 1][n_ - 1]);
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $R **rows_ = malloc(sizeof($R *) * 3);
        for (int i_ = 0; i_ < 3; i_++) {
          rows_[i_] = calloc(3, sizeof($R));
          for (int j_ = 0; j_ <= i_; j_++) rows_[i_][j_] = 0.5 * $0[j_] * $0[i_] + (i_ == j_);
        }
        $R *spare_ = rows_[0];
        rows_[0] = rows_[2];
        rows_[2] = spare_;
        $R sum_ = 0;
        for (int i_ = 0; i_ < 3; i_++)
          for (int j_ = 0; j_ < 3; j_++) sum_ += rows_[i_][j_] * rows_[j_][i_];
        for (int i_ = 0; i_ < 3; i_++) free(rows_[i_]);
        free(rows_);
        $2 = 0.25 * $sin(sum_);
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $R (*m_)[3] = malloc(sizeof($R[3]) * (size_t)$1);
        for (int i_ = 0; i_ < $1; i_++)
          for (int j_ = 0; j_ < 3; j_++) m_[i_][j_] = j_ == 0 ? $0[i_] : 0.5 * m_[i_][j_ - 1] * m_[i_][0];
        memmove(m_, m_ + 1, sizeof($R[3]) * (size_t)($1 - 1));
        $2 = m_[0][2] + m_[1][1] * 0.5;
        free(m_);
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        _Alignas(16) char arena_[256];
        size_t top_ = 0;
        $R *a_ = (void *)(arena_ + top_);
        top_ += 3 * sizeof($R);
        $R *b_ = (void *)(arena_ + top_);
        for (int i_ = 0; i_ < 3; i_++) a_[i_] = $0[i_] * 0.5, b_[i_] = $cos(a_[i_]);
        $2 = a_[0] * b_[1] + a_[2] * b_[0];
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $@Vector *v_ = malloc(sizeof($@Vector) + sizeof($R) * (size_t)$1);
        v_->count = $1;
        for (int i_ = 0; i_ < v_->count; i_++) v_->items[i_] = $sin($0[i_]) * (i_ ? v_->items[i_ - 1] : 1);
        $2 = v_->items[v_->count - 1] + v_->items[0];
        free(v_);
      }
      """, support: "vector"),
    Snippet(
      [.array, .target],
      """
      {
        $R *t_ = __builtin_alloca(sizeof($R) * (size_t)$1);
        memcpy(t_, $0, sizeof($R) * (size_t)$1);
        memmove(t_ + 1, t_, sizeof($R) * (size_t)($1 - 1));
        t_[0] = t_[$1 - 1] * t_[1];
        $2 = 0.5 * t_[0] + 0.25 * t_[2];
      }
      """),
    Snippet(
      [.array, .integer],
      """
      {
        int k_ = $2 % 3;
        $R old_[3];
        memcpy(old_, $0, sizeof old_);
        memcpy($0, old_ + k_, sizeof($R) * (3 - k_));
        memcpy($0 + 3 - k_, old_, sizeof($R) * k_);
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $R ring_[3] = {0};
        int head_ = 0;
        for (int i_ = 0; i_ < $1; i_++) {
          ring_[head_] = 0.5 * $0[i_] + 0.25 * ring_[(head_ + 1) % 3];
          head_ = (head_ + 1) % 3;
        }
        $2 = ring_[0] - ring_[1] * ring_[2];
      }
      """),
    Snippet(
      [.array, .array, .target],
      """
      {
        const $R *a_ = $0, *b_ = $2;
        $R dot_ = 0;
        for (int n_ = 3; n_--; a_++, b_++) dot_ += *a_ * *b_;
        $4 = $tanh(dot_);
      }
      """),
  ]
}
