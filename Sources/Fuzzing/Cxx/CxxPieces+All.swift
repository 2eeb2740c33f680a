// Pieces of C++: containers and algorithms, lambdas and templates, classes.

extension CxxPieces {
  static let containers: [String] = [
    """
    {
      std::vector<R> values_($a);
      for (R &v_ : values_) v_ = 0.5 * v_ + 0.25 * ($r);
      values_.push_back($r);
      $t = 0.25 * std::accumulate(values_.begin(), values_.end(), R(0), [](R a, R b) { return a + 0.5 * sin(b); });
    }
    """,
    """
    {
      std::vector<R> sorted_($a);
      std::sort(sorted_.begin(), sorted_.end());
      $t = 0.5 * sorted_.front() - 0.25 * sorted_.back() * sorted_[1];
    }
    """,
    """
    {
      std::array<R, 3> a_ = {$r, $r, $r}, b_ = a_;
      std::transform(a_.begin(), a_.end(), b_.begin(), a_.begin(), [&](R p, R q) { return p * q * 0.5 + ($r); });
      $t = 0.25 * std::inner_product(a_.begin(), a_.end(), b_.rbegin(), R(0));
    }
    """,
    """
    {
      std::map<int, R> counts_;
      for (int i_ = 0; i_ < 5; i_++) counts_[(i_ + $i) % 3] += 0.25 * ($r);
      R sum_ = 0;
      for (const auto &[key_, value_] : counts_) sum_ += value_ * (key_ + 1);
      $t = tanh(sum_);
    }
    """,
    """
    {
      std::vector<std::vector<R>> rows_(2, std::vector<R>(3, $r));
      rows_[($i) % 2][($i) % 3] = $r;
      rows_.push_back(std::vector<R>($a));
      R sum_ = 0;
      for (const auto &row_ : rows_) sum_ += 0.25 * row_[0] * row_[2];
      $t = sum_;
    }
    """,
    """
    {
      std::list<R> list_ = {$r, $r};
      list_.push_front($r);
      list_.reverse();
      list_.remove_if([](R v) { return v > 2.5; });
      R sum_ = 0;
      for (R v_ : list_) sum_ = 0.5 * sum_ + v_;
      $t = sum_;
    }
    """,
    """
    {
      std::deque<R> queue_;
      for (int i_ = 0; i_ < 4; i_++) i_ % 2 ? queue_.push_back(0.5 * ($r)) : queue_.push_front($r);
      queue_.pop_front();
      $t = 0.5 * queue_.front() + queue_[1] * queue_.back();
    }
    """,
    """
    {
      std::priority_queue<R> heap_;
      for (R v_ : std::vector<R>($a)) heap_.push(v_);
      R top_ = heap_.top();
      heap_.pop();
      $t = 0.5 * top_ + 0.25 * heap_.top();
    }
    """,
    """
    {
      std::unordered_map<int, R> table_;
      for (int i_ = 0; i_ < 4; i_++) table_[i_ * 7 % 5] = 0.5 * ($r) + 0.125 * i_;
      auto found_ = table_.find(($i) % 5);
      $t = found_ != table_.end() ? found_->second : R($r);
    }
    """,
    """
    {
      std::map<std::string, R> named_ = {{"mass", $r}, {"a name that does not fit into the string", $r}};
      named_["speed"] = $r;
      $t = 0.5 * named_["mass"] * named_["speed"] + 0.25 * named_.rbegin()->second;
    }
    """,
    """
    {
      std::vector<R> v_($a);
      std::rotate(v_.begin(), v_.begin() + 1, v_.end());
      std::partial_sum(v_.begin(), v_.end(), v_.begin(), [](R a, R b) { return 0.5 * a + b; });
      auto low_ = std::min_element(v_.begin(), v_.end());
      *low_ = 0.5 * *low_ * ($r);
      $t = 0.25 * (v_[0] + v_[1] * v_[2]);
    }
    """,
    """
    {
      std::vector<std::pair<R, int>> items_ = {{$r, 1}, {$r, 2}, {$r, 3}};
      std::stable_sort(items_.begin(), items_.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
      R sum_ = 0;
      for (auto &[value_, weight_] : items_) sum_ = 0.5 * sum_ + value_ * (0.25 * weight_);
      $t = sum_;
    }
    """,
    """
    {
      std::vector<R> from_($a), to_;
      to_.reserve(8);
      std::copy_if(from_.begin(), from_.end(), std::back_inserter(to_), [](R v) { return v > -0.25; });
      to_.insert(to_.begin(), $r);
      from_ = std::move(to_);
      $t = 0.5 * from_[0] + 0.25 * from_.back();
    }
    """,
  ]

  static let functions: [String] = [
    """
    {
      std::function<R(R)> g_ = [c_ = R($r)](R t) { return 0.5 * c_ * t + 0.25; };
      auto twice_ = [&g_](R t) { return g_(g_(t)); };
      if ($c) g_ = [](R t) { return sin(t); };
      $t = twice_($r);
    }
    """,
    """
    {
      auto power_ = [](auto self, R base, int k) -> R { return k <= 0 ? R(1) : 0.75 * base * self(self, base, k - 1); };
      $t = power_(power_, $r, ($i) % 4);
    }
    """,
    "$t = integrate([&](R t) { return cos(t * ($r)) + 0.25 * ($r); }, R(0), $r, 3);",
    """
    {
      R k_ = $r;
      auto step_ = [k_, count_ = 0](R v) mutable {
        count_++;
        k_ *= 0.5;
        return v * k_ + 0.125 * count_;
      };
      R v_ = $r;
      for (int i_ = 0; i_ < 3; i_++) v_ = step_(v_);
      $t = v_ + 0.5 * k_;
    }
    """,
    "$t = 0.25 * sum($r, $r, 0.5 * ($r));",
    """
    {
      auto [p_, q_] = both($r, $r);
      std::tie(p_, q_) = both(0.5 * q_, p_);
      $t = p_ - 0.5 * q_;
    }
    """,
    """
    {
      std::array<std::function<R(R, R)>, 3> ops_ = {
          [](R a, R b) { return 0.5 * (a + b); }, [](R a, R b) { return 0.5 * a * b; }, [](R a, R b) { return a - b * b * 0.25; }};
      R v_ = $r;
      for (int i_ = 0; i_ < 3; i_++) v_ = ops_[(i_ + $i) % 3](v_, $r);
      $t = tanh(v_);
    }
    """,
    """
    {
      std::optional<R> maybe_;
      if ($c) maybe_ = $r;
      $t = maybe_ ? *maybe_ * 0.5 : maybe_.value_or($r);
    }
    """,
    """
    {
      std::variant<int, R, std::array<R, 2>> v_ = R($r);
      if ($c) v_ = std::array<R, 2>{$r, $r};
      struct Visit {
        R operator()(int k) const { return R(k); }
        R operator()(R a) const { return 0.5 * a * a; }
        R operator()(const std::array<R, 2> &a) const { return a[0] * 0.5 + a[1]; }
      };
      $t = std::visit(Visit{}, v_);
    }
    """,
    """
    {
      std::tuple<R, int, R> t_{$r, 2, $r};
      std::get<0>(t_) *= 0.5 * std::get<2>(t_);
      $t = std::apply([](R a, int k, R b) { return 0.5 * a + b / k; }, t_);
    }
    """,
    "for (R v_ : {R($r), R($r)}) $t += 0.25 * v_;",
  ]

  static let classes: [String] = [
    """
    {
      std::vector<std::unique_ptr<Term>> terms_;
      terms_.push_back(std::make_unique<$T>($r, $r));
      terms_.push_back(std::make_unique<$T>($r, $r));
      if ($c) terms_.push_back(terms_[0]->copy());
      R sum_ = 0;
      for (auto &term_ : terms_) {
        term_->change(sum_);
        sum_ += 0.5 * term_->at($r, $i);
      }
      $t = tanh(sum_);
    }
    """,
    """
    {
      $T first_($r, $r), second_ = first_;
      Term &term_ = $c ? static_cast<Term &>(first_) : second_;
      term_.change($r);
      $t = 0.5 * first_.at($r, 1) + 0.25 * second_.at($r, $i);
    }
    """,
    """
    {
      std::unique_ptr<Term> term_ = std::make_unique<$T>($r, $r);
      if ($c) term_.reset(new $T($r, $r));
      if (auto *known_ = dynamic_cast<$T *>(term_.get())) known_->a *= 0.5;
      $t = term_->at($r, $i);
    }
    """,
    """
    {
      Vec u_ = {$r, $r}, v_ = u_ * 0.5 + Vec{$r, 0.25};
      u_.*u_.larger() *= 0.5;
      $t = 0.5 * u_.dot(v_);
    }
    """,
    """
    {
      Matrix a_(2, 2), b_(2, 2);
      for (int i_ = 0; i_ < 4; i_++) a_(i_ / 2, i_ % 2) = $r, b_(i_ % 2, i_ / 2) = 0.25 * i_ + ($r);
      Matrix c_ = a_ * b_;
      if ($c) c_ = c_ * a_;
      $t = tanh(c_(0, 0) - 0.5 * c_(1, 1) + 0.25 * c_(($i) % 2, 1));
    }
    """,
    """
    {
      auto leaf_ = std::make_shared<Node>(Node{$r, nullptr, nullptr});
      auto tree_ = std::make_shared<Node>(Node{$r, leaf_, std::make_shared<Node>(Node{$r, leaf_, nullptr})});
      leaf_->value = 0.5 * leaf_->value * ($r);
      $t = 0.5 * total(tree_);
    }
    """,
    """
    {
      R v_ = $r;
      {
        Scaled guard_{v_, R($r)};
        v_ += 0.5;
      }
      $t = 0.5 * v_;
    }
    """,
    "$t = Square($r).area() + 0.5 * Disc($r).area();",
    """
    {
      R (Term::*ask_)(R, int) const = &Term::at;
      $T term_($r, $r);
      $t = 0.5 * (static_cast<const Term &>(term_).*ask_)($r, $i);
    }
    """,
    """
    {
      std::vector<Vec> points_(2, Vec{$r, $r});
      points_.push_back({$r, 0.5});
      std::swap(points_[0], points_[($i) % 3]);
      Vec sum_ = std::accumulate(points_.begin(), points_.end(), Vec{0, 0});
      $t = 0.25 * sum_.x + 0.5 * sum_.y * points_[0].x;
    }
    """,
    """
    try {
      std::vector<R> values_($a);
      std::unique_ptr<Term> term_ = std::make_unique<$T>(values_[0], $r);
      for (R v_ : values_) $t = check(0.5 * v_ * term_->at(v_, 1));
    } catch (const Failure &failure_) {
      $t = 0.25 * failure_.value;
    }
    """,
  ]
}
