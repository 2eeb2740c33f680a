// `enzyme::autodiff`: derivatives in the manner of Enzyme's C++ interface.
//
//     double dx = enzyme::autodiff<enzyme::Reverse>(f, enzyme::Active(3.0), enzyme::Const(n));
//     enzyme::autodiff<enzyme::Reverse>(g, enzyme::Duplicated(x, dx));
//     auto [value, tangent] = enzyme::autodiff<enzyme::ForwardWithPrimal>(f, enzyme::Duplicated(3.0, 1.0));
//
// Each argument says how it takes part:
//
//     Active(x)          a value whose adjoint is returned (reverse mode)
//     Duplicated(x, dx)  a value, reference or address with its tangent, or with the place its adjoint is added to
//     Const(x)           no derivative
//
// Reverse mode returns the adjoints of active arguments as a tuple, forward mode the tangent of the result. With primal
// the result of the function stands in front.

#pragma once

#include "detail/request.hpp"
#include "detail/zero.hpp"

namespace enzyme {

// MARK: Results

/// Like `std::tuple`; one of a single element also is that element.
template <typename... T> struct tuple : std::tuple<T...> {
  using std::tuple<T...>::tuple;
};

template <typename T> struct tuple<T> : std::tuple<T> {
  using std::tuple<T>::tuple;
  operator const T &() const { return std::get<0>(*this); }
};

template <typename... T> tuple(T...) -> tuple<T...>;

template <std::size_t index, typename... T> constexpr auto &get(tuple<T...> &t) {
  return std::get<index>(static_cast<std::tuple<T...> &>(t));
}

template <std::size_t index, typename... T> constexpr const auto &get(const tuple<T...> &t) {
  return std::get<index>(static_cast<const std::tuple<T...> &>(t));
}

template <std::size_t index, typename... T> constexpr auto get(tuple<T...> &&t) {
  return std::get<index>(static_cast<std::tuple<T...> &&>(t));
}

// MARK: Arguments

template <typename T> struct Active {
  using type = T;
  T value;
  Active(T value) : value(std::forward<T>(value)) {}
  template <typename U = T, typename = std::enable_if_t<std::is_default_constructible_v<U>>> Active() : value() {}
};

template <typename T> struct Duplicated {
  using type = T;
  T value;
  T shadow;
  template <typename U, typename V>
  Duplicated(U &&value, V &&shadow) : value(std::forward<U>(value)), shadow(std::forward<V>(shadow)) {}
};

template <typename T> struct DuplicatedNoNeed {
  using type = T;
  T value;
  T shadow;
  template <typename U, typename V>
  DuplicatedNoNeed(U &&value, V &&shadow) : value(std::forward<U>(value)), shadow(std::forward<V>(shadow)) {}
};

template <typename T> struct Const {
  using type = T;
  T value;
  Const(T value) : value(std::forward<T>(value)) {}
};

namespace detail {

using nabla::detail::Mode;
using nabla::detail::Plain;

/// What is held of an argument: variables by reference, addresses and temporary objects by value.
template <typename U>
using Held = std::conditional_t<
    std::is_lvalue_reference_v<U> && !std::is_pointer_v<std::decay_t<U>>, U, std::decay_t<U>>;

/// The same for an argument and its shadow, of which both must be variables.
template <typename U, typename V>
using HeldPair = std::conditional_t<
    std::is_lvalue_reference_v<V> || std::is_pointer_v<std::decay_t<U>>, Held<U>, std::decay_t<U>>;

}  // namespace detail

template <typename T> Active(T) -> Active<T>;
template <typename U, typename V> Duplicated(U &&, V &&) -> Duplicated<detail::HeldPair<U, V>>;
template <typename U, typename V> DuplicatedNoNeed(U &&, V &&) -> DuplicatedNoNeed<detail::HeldPair<U, V>>;
template <typename U> Const(U &&) -> Const<detail::Held<U>>;
template <> struct Active<void> {};
template <> struct Const<void> {};

// MARK: Modes

struct Forward {
  static constexpr auto mode = nabla::detail::Mode::forward;
  static constexpr bool returnsPrimal = false;
};
struct ForwardWithPrimal {
  static constexpr auto mode = nabla::detail::Mode::forward;
  static constexpr bool returnsPrimal = true;
};
struct Reverse {
  static constexpr auto mode = nabla::detail::Mode::reverse;
  static constexpr bool returnsPrimal = false;
};
struct ReverseWithPrimal {
  static constexpr auto mode = nabla::detail::Mode::reverse;
  static constexpr bool returnsPrimal = true;
};

namespace detail {

/// The activity of a result unless another one is asked for.
struct DefaultReturn {};

template <typename T> struct IsConst : std::false_type {};
template <typename T> struct IsConst<Const<T>> : std::true_type {};

/// The address of a variable, or the address itself, without const.
template <typename T, typename V> NABLA_INLINE nabla::detail::Slot<T> slot(V &value) {
  if constexpr (std::is_pointer_v<T>) {
    return value;
  } else {
    return const_cast<nabla::detail::Slot<T>>(std::addressof(value));
  }
}

/// An argument as it takes part in a request; its adjoint, if that is to be returned, is kept here.
template <Mode mode, typename A> struct Argument {
  static_assert(
      std::is_integral_v<Plain<A>> || std::is_enum_v<Plain<A>>,
      "say how the argument takes part: enzyme::Active, enzyme::Duplicated or enzyme::Const");
  using type = Plain<A>;
  type value;
  NABLA_INLINE Argument(const type &argument) : value(argument) {}
  NABLA_INLINE auto sent() { return nabla::detail::Single(&value); }
  NABLA_INLINE std::tuple<> adjoint() { return {}; }
};

template <Mode mode, typename T> struct Argument<mode, Const<T>> {
  using type = T;
  Const<T> argument;
  NABLA_INLINE Argument(const Const<T> &argument) : argument(argument) {}
  NABLA_INLINE auto sent() { return nabla::detail::Single(slot<T>(argument.value)); }
  NABLA_INLINE std::tuple<> adjoint() { return {}; }
};

template <Mode mode, typename T> struct Argument<mode, Active<T>> {
  static_assert(mode == Mode::reverse, "forward mode needs a tangent: enzyme::Duplicated(x, dx)");
  static_assert(!std::is_pointer_v<T> && !std::is_reference_v<T>, "pass addresses and references as enzyme::Duplicated");
  using type = T;
  Active<T> argument;
  T shadow;
  NABLA_INLINE Argument(const Active<T> &argument) : argument(argument), shadow(nabla::Zero<T>::like(argument.value)) {}
  NABLA_INLINE auto sent() { return nabla::detail::Pair(&argument.value, &shadow); }
  NABLA_INLINE std::tuple<T> adjoint() { return std::tuple<T>(shadow); }
};

template <Mode mode, typename D> struct DuplicatedArgument {
  using type = typename D::type;
  static_assert(
      mode == Mode::forward || std::is_pointer_v<type> || std::is_reference_v<type>,
      "adjoints need a place: pass variables or addresses to enzyme::Duplicated, or use enzyme::Active");
  D argument;
  NABLA_INLINE DuplicatedArgument(const D &argument) : argument(argument) {}
  NABLA_INLINE auto sent() {
    return nabla::detail::Pair(slot<type>(argument.value), slot<type>(argument.shadow));
  }
  NABLA_INLINE std::tuple<> adjoint() { return {}; }
};

template <Mode mode, typename T> struct Argument<mode, Duplicated<T>> : DuplicatedArgument<mode, Duplicated<T>> {
  using DuplicatedArgument<mode, Duplicated<T>>::DuplicatedArgument;
};

template <Mode mode, typename T>
struct Argument<mode, DuplicatedNoNeed<T>> : DuplicatedArgument<mode, DuplicatedNoNeed<T>> {
  using DuplicatedArgument<mode, DuplicatedNoNeed<T>>::DuplicatedArgument;
};

template <typename... T> NABLA_INLINE tuple<T...> asTuple(std::tuple<T...> t) {
  return std::apply([](auto &&...part) { return tuple<T...>(std::move(part)...); }, std::move(t));
}

/// The request for a function that returns nothing.
template <typename M, typename F, typename... A>
NABLA_INLINE auto deriveAction(typename nabla::detail::Function<F>::Type f, A... argument) {
  using nabla::detail::Single;
  nabla::detail::derive<M::mode>(
      &nabla::detail::Action<F, typename A::type...>::run, Single(f), argument.sent()...);
  if constexpr (M::mode == Mode::reverse) return asTuple(std::tuple_cat(argument.adjoint()...));
}

template <typename M, typename Return, typename F, typename... A>
NABLA_INLINE auto deriveReverse(typename nabla::detail::Function<F>::Type f, A... argument) {
  using namespace nabla::detail;
  using R = nabla::detail::Result<F, typename A::type...>;
  static_assert(
      std::is_floating_point_v<R> || !std::is_class_v<R> || IsConst<Return>::value,
      "reverse mode needs a function that returns a number: let others write to a reference or an address");
  Storage<R> result;
  R seed{};
  if constexpr (std::is_floating_point_v<R> && !IsConst<Return>::value) seed = 1;
  auto *evaluate = &Evaluation<F, typename A::type...>::run;
  if constexpr (std::is_floating_point_v<R>) {
    derive<Mode::reverse>(
        evaluate, Single(f), Pair(result.address(), &seed), argument.sent()...);
  } else {
    derive<Mode::reverse>(evaluate, Single(f), Single(result.address()), argument.sent()...);
  }
  auto adjoints = asTuple(std::tuple_cat(argument.adjoint()...));
  if constexpr (M::returnsPrimal) {
    return tuple<R, decltype(adjoints)>(*result.address(), std::move(adjoints));
  } else {
    return adjoints;
  }
}

template <typename M, typename Return, typename F, typename... A>
NABLA_INLINE auto deriveForward(typename nabla::detail::Function<F>::Type f, A... argument) {
  using namespace nabla::detail;
  using R = nabla::detail::Result<F, typename A::type...>;
  Storage<R> result, tangent;
  derive<Mode::forward>(
      &Evaluation<F, typename A::type...>::run, Single(f), Pair(result.address(), tangent.address()),
      argument.sent()...);
  struct Cleanup {
    R *result, *tangent;
    ~Cleanup() { result->~R(), tangent->~R(); }
  } cleanup{result.address(), tangent.address()};
  if constexpr (IsConst<Return>::value) {
    if constexpr (M::returnsPrimal) return tuple<R>(std::move(*cleanup.result));
  } else if constexpr (M::returnsPrimal) {
    return tuple<R, R>(std::move(*cleanup.result), std::move(*cleanup.tangent));
  } else {
    return tuple<R>(std::move(*cleanup.tangent));
  }
}

template <typename M, typename Return, typename F, typename... A>
NABLA_INLINE auto dispatch(typename nabla::detail::Function<F>::Type f, A... argument) {
  using R = nabla::detail::Result<F, typename A::type...>;
  if constexpr (std::is_void_v<R>) {
    return deriveAction<M, F>(f, argument...);
  } else if constexpr (M::mode == Mode::reverse) {
    return deriveReverse<M, Return, F>(f, argument...);
  } else {
    return deriveForward<M, Return, F>(f, argument...);
  }
}

}  // namespace detail

/// The derivative of `f` in a mode. `Return` may be `enzyme::Const<T>`: the result has no derivative then.
template <typename M, typename Return = detail::DefaultReturn, typename F, typename... A>
NABLA_INLINE auto autodiff(F &&f, A &&...argument) {
  using Callee = detail::Plain<F>;
  return detail::dispatch<M, Return, Callee>(
      nabla::detail::Function<Callee>::of(f), detail::Argument<M::mode, detail::Plain<A>>(argument)...);
}

}  // namespace enzyme

template <typename... T>
struct std::tuple_size<enzyme::tuple<T...>> : std::integral_constant<std::size_t, sizeof...(T)> {};

template <std::size_t index, typename... T>
struct std::tuple_element<index, enzyme::tuple<T...>> : std::tuple_element<index, std::tuple<T...>> {};
