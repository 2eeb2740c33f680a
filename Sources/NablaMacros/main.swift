// The macro plugin that SwiftPM builds and the compiler starts.

import NablaMacroExpansion

serveMacroPlugin()
