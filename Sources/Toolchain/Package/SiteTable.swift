// How calls of `gradient(at:of:)` and its relatives find their derivatives: a table of the places where a target asks for
// them, which makes itself known before the program starts (`Sources/NablaRequests`).

import Differentiation
import LLVM

/// The places in a target where derivatives of closures are asked for.
struct SiteTable {
  let sites: [ClosureSite]
  let module: String

  /// The function that makes the table known. The target refers to it, so that the linker takes the library.
  private var symbol: String { "nabla_sites_of_\(module)" }

  /// Swift declarations for the target.
  var source: String {
    if sites.isEmpty { return "" }
    return """
      @_silgen_name("\(symbol)")
      nonisolated private func nablaRegisterSitesOf\(module)()

      @section("nabla_sites") @used
      nonisolated(unsafe) private let nablaSitesOf\(module): () -> Void = { nablaRegisterSitesOf\(module)() }

      """
  }

  /// Adds the table and what makes it known. The functions in it become local.
  func add(to module: LLVM.Module) {
    if sites.isEmpty { return }
    let context = module.context
    let pointer = Type.pointer(context)
    let integer = Type.integer(64, context)
    let type = Type.structure([pointer, integer, integer, integer, pointer, integer, pointer], context)
    let rows = sites.map { site in
      let entry = module.function(named: site.entry)!
      entry.linkage = .internal
      entry.visibility = .default
      return type.constant(elements: [
        text(site.file, module), integer.constant(site.file.utf8.count), integer.constant(site.line),
        integer.constant(site.column), text(site.detail, module), integer.constant(site.detail.utf8.count), entry.value,
      ])
    }
    let table = module.addGlobal(name: "nabla.sites", type: .array(type, rows.count))
    table.initializer = Type.array(type, rows.count).constant(elements: rows)
    table.linkage = .internal
    table.isGlobalConstant = true
    register(table, in: module)
  }

  private func text(_ text: String, _ module: LLVM.Module) -> Value {
    let bytes = Value.bytes(Array(text.utf8), nullTerminated: true, in: module.context)
    let global = module.addGlobal(name: "nabla.text", type: bytes.type)
    global.initializer = bytes
    global.linkage = .private
    global.isGlobalConstant = true
    return global
  }

  /// A constructor: called before `main`.
  private func register(_ table: Value, in module: LLVM.Module) {
    let context = module.context
    let (pointer, integer) = (Type.pointer(context), Type.integer(64, context))
    let register = module.addFunction(
      name: "nabla_register_sites", type: .function(params: [pointer, integer], returns: .void(context)))
    let constructor = module.addFunction(name: symbol, type: .function(params: [], returns: .void(context)))
    constructor.visibility = .hidden
    let builder = Builder(context)
    builder.position(atEndOf: constructor.appendBlock("entry"))
    builder.call(register, [table, integer.constant(sites.count)])
    builder.retVoid()
    let row = Type.structure([.integer(32, context), pointer, pointer], context)
    let list = module.addGlobal(name: "llvm.global_ctors", type: .array(row, 1))
    list.initializer = Type.array(row, 1).constant(elements: [
      row.constant(elements: [Type.integer(32, context).constant(65535), constructor.value, pointer.zero])
    ])
    list.linkage = .appending
  }
}
