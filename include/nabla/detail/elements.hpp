// The numbers in vectors, arrays and matrices, by index, and matrices made of columns.

#pragma once

#include "zero.hpp"

#include <cstddef>

namespace nabla::detail {

template <typename T, typename = void> struct Elements {
  static_assert(
      std::is_floating_point_v<T>, "only numbers, std::vector, std::array and matrices of Eigen have elements here");
  static constexpr std::size_t count(const T &) { return 1; }
  template <typename U> static U &at(U &x, std::size_t) { return x; }
};

template <typename T> struct Elements<std::vector<T>> {
  static std::size_t count(const std::vector<T> &x) { return x.size(); }
  template <typename U> static auto &at(U &x, std::size_t i) { return x[i]; }
};

template <typename T, std::size_t n> struct Elements<std::array<T, n>> {
  static constexpr std::size_t count(const std::array<T, n> &) { return n; }
  template <typename U> static auto &at(U &x, std::size_t i) { return x[i]; }
};

template <typename T> struct Elements<T, std::enable_if_t<IsMatrix<T>::value>> {
  static std::size_t count(const T &x) { return static_cast<std::size_t>(x.size()); }
  template <typename U> static auto &at(U &x, std::size_t i) { return x.data()[i]; }
};

/// The matrix with rows for the elements of R and columns for those of X.
template <typename R, typename X, typename = void> struct Matrix {
  using Element = typename std::remove_const_t<std::remove_reference_t<decltype(Elements<R>::at(
      std::declval<R &>(), 0))>>;

  static std::vector<std::vector<Element>> of(const std::vector<R> &columns) {
    const std::size_t rows = columns.empty() ? 0 : Elements<R>::count(columns[0]);
    std::vector<std::vector<Element>> matrix(rows, std::vector<Element>(columns.size()));
    for (std::size_t j = 0; j < columns.size(); j++) {
      for (std::size_t i = 0; i < rows; i++) matrix[i][j] = Elements<R>::at(columns[j], i);
    }
    return matrix;
  }
};

/// A number by a number.
template <typename R, typename X>
struct Matrix<R, X, std::enable_if_t<std::is_floating_point_v<R> && std::is_floating_point_v<X>>> {
  static R of(const std::vector<R> &columns) { return columns[0]; }
};

template <typename T, std::size_t m, typename U, std::size_t n> struct Matrix<std::array<T, m>, std::array<U, n>> {
  static std::array<std::array<T, n>, m> of(const std::vector<std::array<T, m>> &columns) {
    std::array<std::array<T, n>, m> matrix{};
    for (std::size_t j = 0; j < n; j++) {
      for (std::size_t i = 0; i < m; i++) matrix[i][j] = columns[j][i];
    }
    return matrix;
  }
};

template <typename R, typename X>
struct Matrix<R, X, std::enable_if_t<IsMatrix<R>::value && IsMatrix<X>::value>> {
  /// What Eigen makes of a column times a row.
  using Type = typename decltype(std::declval<R>() * std::declval<X>().transpose())::PlainObject;

  static Type of(const std::vector<R> &columns) {
    const auto rows = columns.empty() ? 0 : columns[0].size();
    Type matrix(rows, static_cast<decltype(rows)>(columns.size()));
    for (std::size_t j = 0; j < columns.size(); j++) {
      for (auto i = rows - rows; i < rows; i++) {
        matrix(i, static_cast<decltype(rows)>(j)) = columns[j].data()[i];
      }
    }
    return matrix;
  }
};

}  // namespace nabla::detail
