// The `nabla` command. Started by a compiler as a macro plugin, it expands Nabla's macros instead.

import NablaMacroExpansion
import Toolchain

if isStartedAsMacroPlugin() { serveMacroPlugin() }
runOnLargeStack {
  reportCrashes()
  NablaCommand.main()
}
