// The functions that calls through pointers may lead to: those whose address is taken, of which the call's type and the
// sizes of values choose some.
//
// A module brings closures along that are generic at run time, from libraries for instance. They fit many calls, and can
// rarely be differentiated. They count only where code that is differentiated makes them.

import LLVM

struct CallTargets {
  private struct Target {
    var name: String
    var signature: CallSignature
    /// The functions that make the closure; nil if anybody may.
    var makers: Set<String>?
  }

  private var byForm: [CallSignature: [Target]] = [:]

  init(_ functions: [Function], _ layout: DataLayout) {
    for function in functions {
      let signature = CallSignature(function, layout)
      let target = Target(name: function.name, signature: signature, makers: Self.makers(of: function))
      byForm[signature.form, default: []].append(target)
    }
  }

  /// The functions that a call with one of these signatures may lead to; where values of such sizes are taken by none,
  /// all that look alike to the machine.
  /// - Parameter closure: the functions that are differentiated.
  func targets(of call: [CallSignature], in closure: Set<String>) -> [String] {
    var (alike, fitting): ([String], [String]) = ([], [])
    for signature in call {
      for target in byForm[signature.form] ?? [] where target.makers?.isDisjoint(with: closure) != true {
        alike.append(target.name)
        if signature.admits(target.signature) { fitting.append(target.name) }
      }
    }
    return fitting.isEmpty ? alike : fitting
  }

  private static func makers(of function: Function) -> Set<String>? {
    let users = function.value.users
    guard users.allSatisfy(\.isInstruction), isUnspecialised(function.name) else { return nil }
    return Set(users.map { $0.parentFunction.name })
  }
}
