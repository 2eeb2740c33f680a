// What the tool says when it, or LLVM inside it, cannot go on.

import Foundation
import LLVM

/// Turns crashes into an error message and an exit code. With `SWIFT_BACKTRACE=enable=yes` they stay crashes, for those
/// who look for their cause.
public func reportCrashes() {
  if ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"]?.contains("enable=yes") == true { return }
  LLVM.reportCrashes(
    advice: "if the input is valid, this is a fault in Nabla: please report it with the input; "
      + "otherwise check how the input was made")
}
