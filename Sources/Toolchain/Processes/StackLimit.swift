// The stack of programs that `nabla run` starts.

import Foundation

/// The sweeps of a recursive function's derivative need up to three times the stack of the function itself: a program that
/// recurses as deeply as it may shall run with derivatives, too.
func raiseStackLimit() {
  var limit = rlimit()
  guard getrlimit(stackResource, &limit) == 0 else { return }
  let wanted = min(limit.rlim_max, 64 << 20)
  guard limit.rlim_cur < wanted else { return }
  limit.rlim_cur = wanted
  _ = setrlimit(stackResource, &limit)
}

/// Says what a crash of a program may have to do with derivatives; nil for other ends.
public func explanation(of termination: Termination) -> String? {
  guard termination == .signalled(SIGSEGV) else { return nil }
  return """
    nabla: the program ended by a segmentation fault. If it recurses deeply, the stack may have been too small: a \
    derivative needs up to three times the stack of its function. 'ulimit -s unlimited' gives more.

    """
}

#if canImport(Darwin)
  private let stackResource = RLIMIT_STACK
#else
  private let stackResource = __rlimit_resource_t(RLIMIT_STACK.rawValue)
#endif
