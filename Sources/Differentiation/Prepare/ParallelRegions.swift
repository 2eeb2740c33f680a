// OpenMP in what is differentiated: one thread does all of it. A parallel region may have any number of threads, so a
// derivative with one is right; the program's own code keeps its threads. Calls of the run-time library, as clang makes
// them of directives, become what they come to with one thread: regions are called, loops run from their first to their
// last iteration, reductions take the one partial result, and nobody waits for anybody.

import LLVM

struct ParallelRegions {
  private let module: Module
  private let word: Type

  init(_ module: Module) {
    self.module = module
    word = .integer(32, module.context)
  }

  /// Rewrites all calls of the module.
  func serialize() {
    for function in module.functions where function.isDeclaration {
      let name = function.name
      guard name.hasPrefix("__kmpc_") || name.hasPrefix("omp_") else { continue }
      for call in function.value.users where call.isInstruction && call.isCall && call.calledFunction == function {
        rewrite(call, name)
      }
    }
  }

  private func rewrite(_ call: Value, _ name: String) {
    if Self.results.keys.contains(name) || Self.ignored.contains(name) {
      if let result = Self.results[name], call.hasUses { call.replaceAllUses(with: call.type.constant(result)) }
      remove(call)
    } else if name == "__kmpc_fork_call" {
      callRegion(call)
    } else if name.hasPrefix("__kmpc_for_static_init_") {
      takeWholeLoop(call)
    } else if name.hasPrefix("__kmpc_dispatch_init_") {
      dispatch(call)
    }
  }

  private func remove(_ call: Value) { (call.opcode == .invoke ? call.convertInvokeToCall() : call).erase() }

  private func builder(before call: Value) -> Builder {
    let builder = Builder(module.context)
    builder.position(before: call)
    builder.copyDebugLocation(from: call)
    return builder
  }

  /// `(place, count, region, shared…)`: the region gets the addresses of two thread numbers and what is shared.
  private func callRegion(_ call: Value) {
    guard let region = Function(call.argument(2)),
      region.functionType.parameterTypes.count == call.argumentCount - 1
    else { return }
    let thread = module.addGlobal(name: "nabla.thread", type: word)
    thread.initializer = word.zero
    thread.isGlobalConstant = true
    thread.linkage = .internal
    builder(before: call).call(region, [thread, thread] + call.arguments.dropFirst(3))
    remove(call)
  }

  /// `(place, thread, schedule, last, lower, upper, stride, step, chunk)`: the bounds are those of all iterations already.
  private func takeWholeLoop(_ call: Value) {
    let arguments = call.arguments
    let type = arguments[7].type
    let builder = builder(before: call)
    builder.store(word.constant(1), arguments[3])
    let count = builder.sub(builder.load(type, arguments[5]), builder.load(type, arguments[4]))
    builder.store(builder.add(count, type.constant(1)), arguments[6])
    remove(call)
  }

  /// `(place, thread, schedule, lower, upper, step, chunk)`, and then `next(place, thread, last, lower, upper, step)` until
  /// nothing is left: everything comes at the first time.
  private func dispatch(_ call: Value) {
    let arguments = call.arguments
    let type = arguments[3].type
    let function = call.parentFunction
    let suffix = call.calledFunction!.name.split(separator: "_").last!
    let entry = builder(before: function.entry.first!)
    let values = (0..<3).map { _ in entry.alloca(type) }
    let isLeft = entry.alloca(word)
    let start = builder(before: call)
    for (value, place) in zip(arguments[3...5], values) { start.store(value, place) }
    start.store(word.constant(1), isLeft)
    let next = module.function(named: "__kmpc_dispatch_next_\(suffix)")
    for other in next?.value.users ?? [] where other.isCall && other.calledFunction == next {
      guard other.parentFunction == function else { continue }
      let builder = builder(before: other)
      let left = builder.load(word, isLeft)
      builder.store(word.zero, isLeft)
      builder.store(word.constant(1), other.argument(2))
      for (place, target) in zip(values, other.arguments[3...5]) { builder.store(builder.load(type, place), target) }
      other.replaceAllUses(with: left)
      remove(other)
    }
    remove(call)
  }

  private static let results: [String: Int] = [
    "__kmpc_global_thread_num": 0, "__kmpc_single": 1, "__kmpc_master": 1, "__kmpc_masked": 1, "__kmpc_reduce": 1,
    "__kmpc_reduce_nowait": 1, "__kmpc_cancel_barrier": 0, "omp_get_thread_num": 0, "omp_get_num_threads": 1,
    "omp_get_max_threads": 1, "omp_in_parallel": 0, "omp_get_num_procs": 1, "omp_get_level": 0,
  ]

  private static let ignored: Set<String> = [
    "__kmpc_for_static_fini", "__kmpc_barrier", "__kmpc_critical", "__kmpc_critical_with_hint", "__kmpc_end_critical",
    "__kmpc_flush", "__kmpc_push_num_threads", "__kmpc_push_proc_bind", "__kmpc_end_single", "__kmpc_end_master",
    "__kmpc_end_masked", "__kmpc_end_reduce", "__kmpc_end_reduce_nowait", "__kmpc_serialized_parallel",
    "__kmpc_end_serialized_parallel", "__kmpc_ordered", "__kmpc_end_ordered", "__kmpc_dispatch_deinit",
    "__kmpc_dispatch_fini_4", "__kmpc_dispatch_fini_4u", "__kmpc_dispatch_fini_8", "__kmpc_dispatch_fini_8u",
    "omp_set_num_threads", "omp_set_dynamic", "omp_init_lock", "omp_set_lock", "omp_unset_lock", "omp_destroy_lock",
  ]
}
