// Functions that return their argument and count as inactive: what passes through one is constant from then on.

import LLVM

extension Module {
  /// The function of that name for values of a type; made when it is asked for first.
  func inactiveIdentity(_ name: String, _ type: Type, attributes: [String]) -> Function {
    if let known = function(named: name) { return known }
    let function = addFunction(name: name, type: .function(params: [type], returns: type))
    function.linkage = .internal
    for attribute in attributes { function.addAttribute(attribute) }
    function.addAttribute("enzyme_inactive", value: "")
    let builder = Builder(context)
    builder.position(atEndOf: function.appendBlock("entry"))
    builder.ret(function.parameter(0))
    return function
  }
}
