// Zeros of the shape of a value: what shadows start from.

#pragma once

#include <array>
#include <complex>
#include <type_traits>
#include <utility>
#include <vector>

namespace nabla {

namespace detail {

/// Matrices and vectors that know their zero, as those of Eigen.
template <typename T, typename = void> struct IsMatrix : std::false_type {};
template <typename T>
struct IsMatrix<
    T, std::void_t<
           typename T::Scalar, decltype(std::declval<T &>().setZero()), decltype(std::declval<const T &>().rows()),
           decltype(std::declval<const T &>().cols()), decltype(std::declval<T &>().data())>> : std::true_type {};

}  // namespace detail

/// Makes zeros: `Zero<T>::like(x)` has the size of x and no number other than 0. Specialise it for types of your own.
template <typename T, typename = void> struct Zero {
  static_assert(
      std::is_arithmetic_v<T> || std::is_trivially_copyable_v<T>,
      "specialise nabla::Zero for this type, so that Nabla knows what its zero is");
  static T like(const T &) { return T{}; }
};

template <typename T> struct Zero<std::vector<T>> {
  static std::vector<T> like(const std::vector<T> &x) {
    if constexpr (std::is_arithmetic_v<T>) {
      return std::vector<T>(x.size());
    } else {
      std::vector<T> zeros;
      zeros.reserve(x.size());
      for (const T &element : x) zeros.push_back(Zero<T>::like(element));
      return zeros;
    }
  }
};

template <typename T> struct Zero<T, std::enable_if_t<detail::IsMatrix<T>::value>> {
  static T like(const T &x) {
    T zeros = x;
    zeros.setZero();
    return zeros;
  }
};

}  // namespace nabla
