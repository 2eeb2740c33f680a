// Routines of BLAS and LAPACK as the engine sees them: one function for all interfaces, with everything by value.
//
// `Prepare` turns each call, from C or Fortran, into a call of such a function, whose name tells where it comes from
// ("nabla.blas.32.cblas_dgemm"). Flags are bits, sizes 64-bit integers; an array is its address and its increment or
// leading dimension. So memory and activity need one description, derivatives one calculus, and adjoints call the
// library through the interface that the program uses.

import DerivativeRules

/// How a program calls routines.
struct RoutineInterface: Hashable, Sendable {
  enum Style: Hashable, Sendable {
    /// `cblas_dgemm`, `LAPACKE_dpotrf`
    case c
    /// `dgemm_`
    case fortran
  }

  var style: Style
  /// What follows the routine's name.
  var suffix: String
  var integerBits: Int
}

/// A routine in one precision and one interface.
struct LinearAlgebraFunction: Hashable, Sendable {
  var routine: Routine
  var format: FloatFormat
  var interface: RoutineInterface

  /// The function that programs call by this name, if it is a routine with derivative.
  init?(symbol: String) {
    var rest = Substring(symbol)
    var style = RoutineInterface.Style.fortran
    for prefix in ["cblas_", "LAPACKE_"] where rest.hasPrefix(prefix) {
      style = .c
      rest = rest.dropFirst(prefix.count)
    }
    guard let letter = rest.popFirst(), letter == "s" || letter == "d" else { return nil }
    let name = rest.prefix { $0.isLetter || $0 == "2" }
    guard let routine = RoutineTable.routine(named: String(name)) else { return nil }
    let suffix = rest.dropFirst(name.count)
    guard ["", "_", "64_", "_64", "_64_"].contains(suffix), style == .fortran || suffix != "_" else { return nil }
    if style == .c, routine.isLAPACK != symbol.hasPrefix("LAPACKE_") { return nil }
    self.routine = routine
    format = letter == "d" ? .double : .single
    interface = RoutineInterface(
      style: style, suffix: String(suffix), integerBits: suffix.contains("64") ? 64 : 32)
  }

  private static let prefix = "nabla.blas."

  /// The function that `Prepare` made of a routine.
  init?(canonicalName: String) {
    guard canonicalName.hasPrefix(Self.prefix) else { return nil }
    let parts = canonicalName.dropFirst(Self.prefix.count).split(separator: ".")
    guard parts.count == 2, let bits = Int(parts[0]) else { return nil }
    self.init(symbol: String(parts[1]))
    interface.integerBits = bits
  }

  var canonicalName: String { "\(Self.prefix)\(interface.integerBits).\(symbol)" }

  /// The name in the library.
  var symbol: String {
    let prefix =
      switch interface.style {
      case .c: routine.isLAPACK ? "LAPACKE_" : "cblas_"
      case .fortran: ""
      }
    return prefix + (format == .double ? "d" : "s") + routine.name + interface.suffix
  }

  /// Another routine, in the same precision and interface.
  func sibling(_ name: String) -> LinearAlgebraFunction {
    var sibling = self
    sibling.routine = RoutineTable.routine(named: name)!
    return sibling
  }

  // MARK: Operands

  enum OperandKind: Hashable, Sendable {
    /// Matrices are stored row by row.
    case layout
    case flag(RoutineArgument)
    case size(String)
    case scalar(String)
    /// An address.
    case array(RoutineArgument)
    /// The increment or leading dimension of the array before it.
    case stride(of: String)

    var arrayName: String? {
      if case .array(let argument) = self { return argument.arrayName }
      return nil
    }
  }

  /// The operands of the canonical function, in order.
  var operands: [OperandKind] {
    (routine.hasLayout ? [.layout] : [])
      + routine.arguments.flatMap { argument -> [OperandKind] in
        switch argument {
        case .transposition, .triangle, .unitDiagonal, .side: [.flag(argument)]
        case .size(let name): [.size(name)]
        case .scalar(let name): [.scalar(name)]
        case .vector(let name, _, _), .matrix(let name, _, _, _): [.array(argument), .stride(of: name)]
        case .packed, .pivots: [.array(argument)]
        }
      }
  }

  struct ArrayOperand: Hashable {
    var name: String
    var index: Int
    var access: Access
    /// Row exchanges, which are integers.
    var isPivots = false
  }

  /// The operands that are arrays.
  var arrays: [ArrayOperand] {
    operands.enumerated().compactMap { index, operand in
      guard case .array(let argument) = operand, let name = argument.arrayName else { return nil }
      switch argument {
      case .vector(_, _, let access), .matrix(_, _, _, let access), .packed(_, _, let access):
        return ArrayOperand(name: name, index: index, access: access)
      case .pivots(let access): return ArrayOperand(name: name, index: index, access: access, isPivots: true)
      default: return nil
      }
    }
  }

  func array(_ name: String) -> ArrayOperand { arrays.first { $0.name == name }! }

  /// The operands that are numbers, by name.
  var scalars: [(name: String, index: Int)] {
    operands.enumerated().compactMap { index, operand in
      if case .scalar(let name) = operand { return (name, index) }
      return nil
    }
  }
}
