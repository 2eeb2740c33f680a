// Snippets: small algorithms with the memory they need.

extension Snippet {
  static let algorithms: [Snippet] = [
    Snippet(
      [.array, .target],
      """
      {
        $R *copy_ = malloc(sizeof($R) * $1);
        memcpy(copy_, $0, sizeof($R) * $1);
        qsort(copy_, $1, sizeof *copy_, $@ascending);
        $2 = copy_[$1 / 2] + 0.5 * $sin(copy_[0]);
        free(copy_);
      }
      """, support: "ascending"),
    Snippet(
      [.array, .target],
      """
      {
        $R best_[4][8] = {{0}};
        for (int i_ = 0; i_ < 3; i_++)
          for (int w_ = 0; w_ < 8; w_++) {
            best_[i_ + 1][w_] = best_[i_][w_];
            if (w_ > i_ && $?(best_[i_][w_ - i_ - 1] + $0[i_] > best_[i_ + 1][w_]))
              best_[i_ + 1][w_] = best_[i_][w_ - i_ - 1] + $0[i_];
          }
        $2 = 0.5 * best_[3][7] + 0.25 * best_[2][3];
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $C z_[4];
        for (int i_ = 0; i_ < 4; i_++) z_[i_] = $0[i_ % 3] * (i_ & 1 ? 0.5 : 0.25 * I + 0.25);
        $@transform(z_, 4);
        $2 = 0.5 * $creal(z_[1] * $conj(z_[2])) + 0.25 * $cimag(z_[3]);
      }
      """, support: "transform"),
    Snippet(
      [.real, .real, .target],
      "{ $R *p_ = ($R[]){[1] = $0, [3] = $1, 0.25}, *q_ = p_ + 4; while (q_ - p_ > 1) { --q_; *(q_ - 1) += 0.5 * *q_; } $2 = 0.5 * p_[0]; }"
    ),
    Snippet(
      [.array, .target],
      """
      {
        $R cube_[2][2][3];
        for (int n_ = 0; n_ < 12; n_++) (&cube_[0][0][0])[n_] = $0[n_ % 3] * 0.125 * (n_ + 1);
        $R (*plane_)[3] = cube_[1], sum_ = 0;
        for (int i_ = 0; i_ < 2; i_++) for (int k_ = 0; k_ < 3; k_++) sum_ += plane_[i_][k_] * cube_[0][1 - i_][2 - k_];
        $2 = $tanh(sum_);
      }
      """),
    Snippet(
      [.array, .integer, .target],
      """
      {
        static const int from_[] = {0, 0, 1, 2}, to_[] = {1, 2, 2, 0};
        $R rank_[3] = {1, 1, 1}, next_[3];
        for (int t_ = 0; t_ < 1 + $2 % 3; t_++) {
          for (int i_ = 0; i_ < 3; i_++) next_[i_] = 0.25;
          for (int e_ = 0; e_ < 4; e_++) next_[to_[e_]] += 0.5 * rank_[from_[e_]] * $0[e_ % 3];
          memcpy(rank_, next_, sizeof rank_);
        }
        $3 = 0.5 * rank_[0] - 0.25 * rank_[2];
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        struct { const $R *from; $R *to; int n; } job_[2];
        $R out_[2][3];
        for (int j_ = 0; j_ < 2; j_++) job_[j_].from = $0, job_[j_].to = out_[j_], job_[j_].n = 2 + j_;
        for (int j_ = 0; j_ < 2; j_++)
          for (int i_ = 0; i_ < job_[j_].n; i_++) job_[j_].to[i_] = $sin(job_[j_].from[i_]) * (j_ + 1) * 0.5;
        $2 = out_[0][1] * out_[1][2];
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        int seen_[8] = {0}, left_ = $1;
        $R sum_ = 0;
        while (left_ > 0) {
          int best_ = -1;
          for (int i_ = 0; i_ < $1; i_++) {
            if (seen_[i_]) continue;
            if (best_ < 0 || $?($0[i_] < $0[best_])) best_ = i_;
          }
          seen_[best_] = 1, left_--;
          sum_ = 0.5 * sum_ + $0[best_] * $0[best_];
          if ($?(sum_ > 2)) goto enough_%;
        }
      enough_%:
        $2 = 0.25 * sum_;
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        $@Queue queue_ = {.items = calloc(2, sizeof($R)), .room = 2};
        for (int i_ = 0; i_ < $1; i_++) $@enqueue(&queue_, 0.5 * $0[i_]);
        $R sum_ = 0;
        while (queue_.count > 0) sum_ = 0.5 * sum_ + $cos($@dequeue(&queue_));
        free(queue_.items);
        $2 = 0.5 * sum_;
      }
      """, support: "queue"),
    Snippet(
      [.array, .target],
      """
      {
        $@Body bodies_[2] = {{{$0[0], $0[1]}, {0.25, 0}, 1}, {{$0[2] + 2, 0.5}, {0, -0.25}, 0.5}};
        for (int t_ = 0; t_ < 2; t_++) $@move(bodies_, 2, 0.125);
        $2 = 0.25 * (bodies_[0].at[0] + bodies_[1].speed[1] * bodies_[0].at[1]);
      }
      """, support: "bodies"),
    Snippet(
      [.real, .integer, .target],
      """
      {
        struct { int code; double value; } program_[] = {{0, 0.5}, {1, 0.25}, {2, 0}, {1, -0.5}, {3, 0}};
        $R stack_[8] = {0}, *top_ = stack_;
        *top_ = $0;
        for (int pc_ = 0; program_[pc_].code != 3; pc_++)
          switch (program_[pc_].code) {
            case 0: top_[1] = program_[pc_].value, ++top_; break;
            case 1: *top_ = *top_ * 0.5 + program_[pc_].value * ($1 % 3); break;
            case 2: top_--; *top_ = $sin(top_[0] * top_[1]); break;
          }
        $2 = *top_;
      }
      """),
    Snippet(
      [.array, .target],
      """
      {
        char flags_[8];
        unsigned mask_ = 0;
        for (int i_ = 0; i_ < $1; i_++) flags_[i_] = $?($0[i_] > 0) ? 'p' : 'n', mask_ |= (unsigned)(flags_[i_] == 'p') << i_;
        $2 = 0;
        for (int i_ = 0; i_ < $1; i_++) $2 += mask_ >> i_ & 1u ? 0.25 * $0[i_] : -0.125 * $0[i_];
      }
      """),
  ]
}
