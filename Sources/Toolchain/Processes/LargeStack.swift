// Room for deep programs. LLVM and the engine follow calls and expressions by recursion; a program whose functions call
// each other a thousand deep needs more than the 8 MB that the main thread usually has.

import Foundation

/// Runs `body` on a thread with a large stack, of which only what is used takes memory, and ends the process.
public func runOnLargeStack(_ body: @escaping @Sendable () -> Void) -> Never {
  // The main thread only waits: signals are for the threads that work.
  var all = sigset_t()
  var own = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_BLOCK, &all, &own)
  let thread = Thread { [own] in
    var own = own
    pthread_sigmask(SIG_SETMASK, &own, nil)
    body()
    exit(0)
  }
  thread.stackSize = 512 << 20
  thread.start()
  while true { sleep(1000) }
}
