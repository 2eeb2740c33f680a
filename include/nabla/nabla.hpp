// Derivatives of C++ functions, lambdas and function objects. Compile with `nabla run` or `nabla build`, or with any
// clang, and pass the IR through `nabla opt`.
//
//     double f(const std::vector<double> &x);
//
//     auto g = nabla::gradient(f, x);                        // like x
//     auto [y, g] = nabla::value_and_gradient(f, x);
//     double d = nabla::derivative(f, x, v);                 // along v
//     auto h = nabla::hessian(f, x);                         // rows of columns
//     auto hv = nabla::hvp(f, x, v);                         // its product with v
//
// Arguments are numbers, `std::vector`, `std::array`, structures of numbers, and vectors and matrices of Eigen. Integers
// are constants. A gradient by several arguments is a tuple.

#pragma once

#include "detail/elements.hpp"
#include "detail/request.hpp"
#include "detail/zero.hpp"

namespace nabla {

namespace detail {

/// An argument with its adjoint, or a constant one.
template <typename X, bool isConstant = std::is_integral_v<X> || std::is_enum_v<X>> struct Input {
  const X &value;
  X adjoint;
  NABLA_INLINE explicit Input(const X &value) : value(value), adjoint(Zero<X>::like(value)) {}
  NABLA_INLINE Pair sent() { return Pair(const_cast<X *>(std::addressof(value)), std::addressof(adjoint)); }
  NABLA_INLINE std::tuple<X> taken() { return std::tuple<X>(std::move(adjoint)); }
};

template <typename X> struct Input<X, true> {
  const X &value;
  NABLA_INLINE explicit Input(const X &value) : value(value) {}
  NABLA_INLINE Single sent() { return Single(std::addressof(value)); }
  NABLA_INLINE std::tuple<> taken() { return {}; }
};

template <typename T> NABLA_INLINE T single(std::tuple<T> t) { return std::get<0>(std::move(t)); }
template <typename... T> NABLA_INLINE std::tuple<T...> single(std::tuple<T...> t) { return t; }

template <typename F, typename... X>
NABLA_INLINE auto valueAndGradient(typename Function<F>::Type f, Input<X>... x) {
  using R = Result<F, X...>;
  static_assert(
      std::is_floating_point_v<R>, "a gradient needs a function that returns a number; see nabla::jacobian for others");
  R value, seed = 1;
  derive<Mode::reverse>(&Evaluation<F, X...>::run, Captured(f), Pair(&value, &seed), x.sent()...);
  return std::pair(value, single(std::tuple_cat(x.taken()...)));
}

/// Calls the destructor of an object that a derivative constructed.
template <typename T> struct Owner {
  T *object;
  NABLA_INLINE ~Owner() { object->~T(); }
};

template <typename F, typename X>
NABLA_INLINE auto valueAndDerivative(typename Function<F>::Type f, const X &x, const X &dx) {
  using R = Result<F, X>;
  Storage<R> value, tangent;
  derive<Mode::forward>(
      &Evaluation<F, X>::run, Captured(f), Pair(value.address(), tangent.address()), Pair(&x, &dx));
  Owner<R> valueOwner{value.address()}, tangentOwner{tangent.address()};
  return std::pair<R, R>(std::move(*value.address()), std::move(*tangent.address()));
}

/// Adds the gradient of f to `gradient`.
template <typename F, typename X> struct GradientOf {
  static void run(typename Function<F>::Type f, X *x, X *gradient) {
    using R = Result<F, X>;
    R value, seed = 1;
    derive<Mode::reverse>(&Evaluation<F, X>::run, Captured(f), Pair(&value, &seed), Pair(x, gradient));
  }
};

template <typename F, typename X> NABLA_INLINE X hvp(typename Function<F>::Type f, const X &x, const X &v) {
  X gradient = Zero<X>::like(x), product = Zero<X>::like(x);
  derive<Mode::forward>(&GradientOf<F, X>::run, Captured(f), Pair(&x, &v), Pair(&gradient, &product));
  return product;
}

/// The sum of what f returns, weighted.
template <typename F, typename X, typename Y> struct WeightedSum {
  static void run(typename Function<F>::Type f, const Y *weights, double *sum, X *x) {
    const auto y = std::invoke(Function<F>::receive(f), Passing<X>::receive(x));
    *sum = 0;
    for (std::size_t i = 0; i < Elements<Y>::count(*weights); i++) {
      *sum += Elements<Y>::at(*weights, i) * Elements<Plain<decltype(y)>>::at(y, i);
    }
  }
};

template <typename F, typename X, typename Y>
NABLA_INLINE X pullback(typename Function<F>::Type f, const X &x, const Y &weights) {
  X adjoint = Zero<X>::like(x);
  double sum, seed = 1;
  derive<Mode::reverse>(
      &WeightedSum<F, X, Y>::run, Captured(f), Single(&weights), Pair(&sum, &seed), Pair(&x, &adjoint));
  return adjoint;
}

/// Column i of a matrix whose columns `column(unit vector)` computes.
template <typename X, typename Column> NABLA_INLINE auto columns(const X &x, Column column) {
  X unit = Zero<X>::like(x);
  std::vector<Plain<decltype(column(unit))>> result;
  for (std::size_t i = 0; i < Elements<X>::count(x); i++) {
    Elements<X>::at(unit, i) = 1;
    result.push_back(column(unit));
    Elements<X>::at(unit, i) = 0;
  }
  return result;
}

}  // namespace detail

/// f(x…) and its gradient.
template <typename F, typename... X> NABLA_INLINE auto value_and_gradient(F &&f, const X &...x) {
  using Callee = detail::Plain<F>;
  return detail::valueAndGradient<Callee, X...>(detail::Function<Callee>::of(f), detail::Input<X>(x)...);
}

/// The gradient of f at x…: like x, or a tuple for several arguments.
template <typename F, typename... X> NABLA_INLINE auto gradient(F &&f, const X &...x) {
  return value_and_gradient(f, x...).second;
}

/// f(x) and its derivative along dx.
template <typename F, typename X> NABLA_INLINE auto value_and_derivative(F &&f, const X &x, const X &dx) {
  using Callee = detail::Plain<F>;
  return detail::valueAndDerivative<Callee, X>(detail::Function<Callee>::of(f), x, dx);
}

/// The derivative of f at x along dx: like f(x).
template <typename F, typename X> NABLA_INLINE auto derivative(F &&f, const X &x, const X &dx) {
  return value_and_derivative(f, x, dx).second;
}

/// The derivative of a function of one number.
template <typename F, typename X> NABLA_INLINE auto derivative(F &&f, const X &x) {
  static_assert(std::is_floating_point_v<X>, "give the direction: nabla::derivative(f, x, dx)");
  return value_and_derivative(f, x, X(1)).second;
}

/// The product of `weights` with the Jacobian of f at x: like x.
template <typename F, typename X, typename Y> NABLA_INLINE X pullback(F &&f, const X &x, const Y &weights) {
  using Callee = detail::Plain<F>;
  return detail::pullback<Callee, X, Y>(detail::Function<Callee>::of(f), x, weights);
}

/// The Jacobian of f at x: one row for each number that f returns, one column for each number in x. A
/// `std::vector` of vectors, an array of arrays, or a matrix of Eigen.
template <typename F, typename X> NABLA_INLINE auto jacobian(F &&f, const X &x) {
  using R = detail::Plain<decltype(derivative(f, x, x))>;
  return detail::Matrix<R, X>::of(detail::columns(x, [&](const X &unit) NABLA_INLINE_LAMBDA {
    return value_and_derivative(f, x, unit).second;
  }));
}

/// The product of the Hessian of f at x with v: like x.
template <typename F, typename X> NABLA_INLINE X hvp(F &&f, const X &x, const X &v) {
  using Callee = detail::Plain<F>;
  return detail::hvp<Callee, X>(detail::Function<Callee>::of(f), x, v);
}

/// The Hessian of f at x, in the form of `jacobian`.
template <typename F, typename X> NABLA_INLINE auto hessian(F &&f, const X &x) {
  return detail::Matrix<X, X>::of(
      detail::columns(x, [&](const X &unit) NABLA_INLINE_LAMBDA { return hvp(f, x, unit); }));
}

}  // namespace nabla
