// Makes a module's local symbols visible for as long as derivatives are made, so that the work module can refer to
// them, and hides them again afterwards.

import LLVM

struct LocalSymbols {
  private var saved: [(symbol: Value, name: String, linkage: Linkage, visibility: Visibility)] = []

  /// Gives every local symbol a unique external name.
  init(exposing module: Module) {
    let symbols = module.globals + module.functions.map(\.value)
    for symbol in symbols where symbol.linkage.isLocal && !symbol.name.hasPrefix("llvm.") {
      saved.append((symbol, symbol.name, symbol.linkage, symbol.visibility))
      symbol.linkage = .external
      symbol.visibility = .hidden
      if symbol.name.isEmpty { symbol.name = "unnamed" }
    }
  }

  /// The symbols as they were.
  func restore() {
    for (symbol, name, linkage, visibility) in saved {
      symbol.visibility = visibility
      symbol.linkage = linkage
      symbol.name = name
    }
  }
}
