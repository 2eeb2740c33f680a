//===- Rule.swift - The derivative of one operation ----------------------------------------------===//
//
// A rule is data: names, the roles of the operands, one partial derivative per real operand. Forward mode multiplies
// tangents by partials and adds; reverse mode multiplies the cotangent by them and distributes.
//
//===----------------------------------------------------------------------------------------------===//

/// What an operand is to the derivative.
public enum OperandRole: Hashable, Sendable {
  /// A floating-point number.
  case real
  /// An integer, which has no derivative.
  case integer
  /// An address to which the operation stores something with derivative zero.
  case pointer
}

/// Where an operation is met.
public enum Spelling: Hashable, Sendable {
  /// A C function under the name of its version for `double`.
  case library(String)
  /// An LLVM intrinsic, without the overloaded types.
  case intrinsic(String)
  /// An LLVM instruction.
  case instruction(String)
}

/// The partial derivatives of one operation with one real result.
public struct Rule: Hashable, Sendable {
  /// The canonical name: that of the C function, the intrinsic without "llvm.", or the opcode.
  public let name: String
  /// Everything in programs that has this rule.
  public let spellings: [Spelling]
  /// One role per operand. Operands beyond these (the metadata of constrained intrinsics) carry no derivative.
  public let operands: [OperandRole]
  /// Per operand the partial derivative of the result; nil for operands that are not real.
  public let partials: [Formula?]
  /// Per operand where the generated test samples; `0...0` for pointers.
  public let domain: [ClosedRange<Double>]
  /// What was chosen at points where the operation has no derivative; nil if there are none in its domain.
  public let kinks: String?

  /// Whether a partial derivative is infinite where the operation itself may be a number, as it is for asin at 1: an
  /// adjoint or tangent of zero stays zero there.
  public var mayBeInfinite: Bool { kinks?.contains("inf") ?? false }

  public init(
    _ name: String, _ spellings: [Spelling], _ operands: [OperandRole], _ partials: [Formula?],
    domain: [ClosedRange<Double>], kinks: String? = nil
  ) {
    precondition(operands.count == partials.count && operands.count == domain.count, name)
    self.name = name
    self.spellings = spellings
    self.operands = operands
    self.partials = partials.map { $0?.simplified }
    self.domain = domain
    self.kinks = kinks
  }
}

extension Rule: CustomStringConvertible {
  /// `atan2: ∂0 = …, ∂1 = …`.
  public var description: String {
    let lines = partials.enumerated().compactMap { index, partial in partial.map { "∂\(index) = \($0)" } }
    return "\(name): \(lines.joined(separator: ", "))"
  }
}

extension Rule {
  /// A function of one real operand.
  static func unary(
    _ name: String, on domain: ClosedRange<Double>, _ partial: Formula, as spellings: [Spelling]? = nil,
    kinks: String? = nil
  ) -> Rule {
    Rule(name, spellings ?? [.library(name)], [.real], [partial], domain: [domain], kinks: kinks)
  }

  /// A function of two real operands.
  static func binary(
    _ name: String, on first: ClosedRange<Double>, _ second: ClosedRange<Double>, _ partials: Formula...,
    as spellings: [Spelling]? = nil, kinks: String? = nil
  ) -> Rule {
    Rule(
      name, spellings ?? [.library(name)], [.real, .real], partials, domain: [first, second], kinks: kinks)
  }

  /// A function of a real operand and an integer.
  static func withInteger(
    _ name: String, on domain: ClosedRange<Double>, _ integers: ClosedRange<Double>, _ partial: Formula,
    as spellings: [Spelling]? = nil, kinks: String? = nil
  ) -> Rule {
    Rule(
      name, spellings ?? [.library(name)], [.real, .integer], [partial, nil], domain: [domain, integers],
      kinks: kinks)
  }

  /// A function of a real operand that stores a second result through a pointer.
  static func storing(
    _ name: String, on domain: ClosedRange<Double>, _ partial: Formula, as spellings: [Spelling]? = nil,
    kinks: String? = nil
  ) -> Rule {
    Rule(
      name, spellings ?? [.library(name)], [.real, .pointer], [partial, nil], domain: [domain, 0...0],
      kinks: kinks)
  }
}

extension [Spelling] {
  /// A C function and the intrinsic of the same name.
  static func both(_ name: String) -> [Spelling] { [.library(name), .intrinsic("llvm." + name)] }
}
