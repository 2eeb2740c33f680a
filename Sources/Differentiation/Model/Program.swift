// The functions and globals that one derivative needs.

/// A global variable as the analyses see it.
struct ModelGlobal {
  var name: String
  var isConstant: Bool
  /// Addresses in the initial value: where they lie and what they point to.
  var pointers: [(offset: Int, target: GlobalID, targetOffset: Int)] = []
  /// The scalars of its type, for what its bytes hold.
  var type: IRType
  /// In bytes; nil for a variable that is only declared.
  var size: Int?
}

/// How the request treats a parameter of the differentiated function.
enum Activity: Hashable, Sendable {
  /// No derivative; a pointer's memory carries none either.
  case constant
  /// A number passed by value: its adjoint is returned (reverse), its tangent is passed (forward).
  case active
  /// A pointer (or a number, in forward mode) with a shadow.
  case duplicated
}

/// The closure of one differentiated function: everything that it calls and that has a body.
struct Program {
  var functions: [FunctionModel]
  var globals: [ModelGlobal]
  var root: FunctionID
  /// Per parameter of the root.
  var activities: [Activity]
  /// True if the derivative of the returned value is asked for.
  var returnIsActive: Bool
  /// Arguments of the root never overlap in memory (Swift's law of exclusivity).
  var argumentsAreExclusive = false
  /// Objects belong to their owners: variables outside of the function lead to constant ones, and the shadows of what the
  /// function puts into an instance end with the derivative.
  var isSwift = false
  /// Functions with a derivative that the user wrote for this mode.
  var rules: [FunctionID: CustomRule] = [:]
  /// The types that hints of functions name.
  var declaredTypes: [DeclaredType] = []
  /// Parameters of the root behind which some memory may have no shadow.
  var mixed: Set<Int> = []
  /// Constant parameters behind which nothing with a derivative may be stored. Elsewhere it loses it: that is how C says
  /// that it has none.
  var fixed: Set<Int> = []
  /// The caller runs code of its own between the sweeps (split mode).
  var sweepsAreApart = false
  /// Then, per parameter of the root: its memory stays as it is.
  var stable: [Bool] = []
}
