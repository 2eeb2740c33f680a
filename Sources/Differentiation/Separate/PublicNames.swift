// Data that has its public name in an alias: the metadata of a type in Swift is a part of a larger constant, which only its
// module sees, and `…N` is the name of the part.
//
// The optimiser replaces the alias by what it stands for. A derivative that is linked with the program would then make
// objects and errors of a type of its own, which no cast or `catch` in the program recognises. Here everything goes through
// the alias again, so that the program's definition wins.

import LLVM

struct PublicNames {
  private let module: Module
  private let types: TypeReader
  private let builder: Builder

  init(_ module: Module) {
    self.module = module
    types = TypeReader(module.dataLayout)
    builder = Builder(module.context)
  }

  /// Lets all uses of data that only this module sees, but has a name as a part, go through the name.
  func restore() {
    for alias in module.aliases where !alias.linkage.isLocal && alias.name.hasPrefix("$s") {
      guard let aliasee = alias.aliasee else { continue }
      let (data, offset) = types.place(aliasee)
      if data.kind == .globalVariable, data.linkage.isLocal { use(alias, for: data, at: offset) }
    }
  }

  private func use(_ alias: Value, for data: Value, at offset: Int) {
    let placeholder = module.addGlobal(name: "nabla.placeholder", type: .integer(8, module.context))
    data.replaceAllUses(with: placeholder)
    for other in module.aliases {
      guard let aliasee = other.aliasee else { continue }
      let (base, distance) = types.place(aliasee)
      if base == placeholder { other.setAliasee(builder.ptrAdd(data, distance)) }
    }
    placeholder.replaceAllUses(with: builder.ptrAdd(alias, -offset))
    placeholder.eraseGlobal()
  }
}
