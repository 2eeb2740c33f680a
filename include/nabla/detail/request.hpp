// How the C++ interfaces ask for derivatives: a call of f becomes a function of pointers, which is handed to the engine
// in the convention of `__enzyme_autodiff`. Nothing here is meant to be used directly.
//
// Everything is inlined even without optimisation, so that the engine sees which function is meant.

#pragma once

#include <functional>
#include <memory>
#include <new>
#include <tuple>
#include <type_traits>
#include <utility>

#define NABLA_INLINE __attribute__((always_inline)) inline
#define NABLA_INLINE_LAMBDA __attribute__((always_inline))

namespace nabla::detail {

extern int dup __asm__("enzyme_dup");
extern int constant __asm__("enzyme_const");
extern int captured __asm__("enzyme_captured");

extern "C" {
void __enzyme_autodiff_nabla(void *, ...);
void __enzyme_fwddiff_nabla(void *, ...);
}

template <typename T> using Plain = std::remove_cv_t<std::remove_reference_t<T>>;

enum class Mode { reverse, forward };

// MARK: Parameters

/// How a parameter of type T travels: addresses as they are, everything else by its address.
template <typename T> struct Passing {
  using Slot = T *;
  static NABLA_INLINE decltype(auto) receive(Slot slot) {
    if constexpr (std::is_class_v<T>) {
      return static_cast<const T &>(*slot);
    } else {
      return T(*slot);
    }
  }
};

template <typename T> struct Passing<T &> {
  using Slot = std::remove_const_t<T> *;
  static NABLA_INLINE T &receive(Slot slot) { return *slot; }
};

template <typename T> struct Passing<T *> {
  using Slot = T *;
  static NABLA_INLINE T *receive(Slot slot) { return slot; }
};

template <typename T> using Slot = typename Passing<T>::Slot;

/// How a function travels: pointers to functions by value, so that they can be bound, objects by address.
template <typename F> struct Function {
  using Type = const F *;
  static NABLA_INLINE Type of(const F &f) { return std::addressof(f); }
  static NABLA_INLINE const F &receive(Type f) { return *f; }
};

template <typename R, typename... A> struct Function<R(A...)> {
  using Type = R (*)(A...);
  static NABLA_INLINE Type of(Type f) { return f; }
  static NABLA_INLINE Type receive(Type f) { return f; }
};

template <typename R, typename... A> struct Function<R(A...) noexcept> {
  using Type = R (*)(A...);
  static NABLA_INLINE Type of(Type f) { return f; }
  static NABLA_INLINE Type receive(Type f) { return f; }
};

template <typename R, typename... A> struct Function<R (*)(A...)> : Function<R(A...)> {};
template <typename R, typename... A> struct Function<R (*)(A...) noexcept> : Function<R(A...)> {};

/// What f returns for parameters of types T, without reference.
template <typename F, typename... T>
using Result = Plain<decltype(std::invoke(
    Function<F>::receive(std::declval<typename Function<F>::Type>()), Passing<T>::receive(std::declval<Slot<T>>())...))>;

/// The function that is differentiated: it writes what f returns.
template <typename F, typename... T> struct Evaluation {
  static void run(typename Function<F>::Type f, Result<F, T...> *result, Slot<T>... slots) {
    ::new (static_cast<void *>(result))
        Result<F, T...>(std::invoke(Function<F>::receive(f), Passing<T>::receive(slots)...));
  }
};

/// The same for functions that return nothing.
template <typename F, typename... T> struct Action {
  static void run(typename Function<F>::Type f, Slot<T>... slots) {
    std::invoke(Function<F>::receive(f), Passing<T>::receive(slots)...);
  }
};

// MARK: Requests

template <typename T> NABLA_INLINE void *untyped(T *address) {
  return const_cast<void *>(static_cast<const volatile void *>(address));
}
template <typename R, typename... A> NABLA_INLINE void *untyped(R (*function)(A...)) {
  return reinterpret_cast<void *>(function);
}

/// An argument with its shadow.
struct Pair {
  void *primal, *shadow;
  template <typename T, typename S>
  NABLA_INLINE Pair(T *primal, S *shadow) : primal(untyped(primal)), shadow(untyped(shadow)) {}
};

/// An argument without derivative.
struct Single {
  void *primal;
  template <typename T> NABLA_INLINE Single(T *primal) : primal(untyped(primal)) {}
};

/// What the function captures: no number with a derivative may be stored there.
struct Captured {
  void *primal;
  template <typename T> NABLA_INLINE explicit Captured(T *primal) : primal(untyped(primal)) {}
};

/// Asks for the derivative of a function: what has been laid out, and the arguments that are left, first one first.
template <Mode mode, typename... Out> struct Request {
  static NABLA_INLINE void send(void *f, Out... out) {
    if constexpr (mode == Mode::reverse) {
      __enzyme_autodiff_nabla(f, out...);
    } else {
      __enzyme_fwddiff_nabla(f, out...);
    }
  }

  template <typename... Rest> static NABLA_INLINE void send(void *f, Out... out, Single next, Rest... rest) {
    Request<mode, Out..., int, void *>::send(f, out..., constant, next.primal, rest...);
  }

  template <typename... Rest> static NABLA_INLINE void send(void *f, Out... out, Captured next, Rest... rest) {
    Request<mode, Out..., int, void *>::send(f, out..., captured, next.primal, rest...);
  }

  template <typename... Rest> static NABLA_INLINE void send(void *f, Out... out, Pair next, Rest... rest) {
    Request<mode, Out..., int, void *, void *>::send(f, out..., dup, next.primal, next.shadow, rest...);
  }
};

/// Asks for the derivative of a function of slots.
template <Mode mode, typename F, typename... Arguments> NABLA_INLINE void derive(F *f, Arguments... arguments) {
  Request<mode>::send(untyped(f), arguments...);
}

/// Memory for an object that the derivative constructs.
template <typename T> struct Storage {
  alignas(T) unsigned char bytes[sizeof(T)];
  bool isMade = false;

  NABLA_INLINE T *address() { return reinterpret_cast<T *>(bytes); }
};

}  // namespace nabla::detail
