// Eigen's vectorised mathematics: functions of packets, which are built from approximations and tricks with bits. They are
// known by name, and mean the same as the functions of the C library, element by element.

/// What a function of packets computes of each element.
enum PacketFunction: Hashable, Sendable {
  /// An intrinsic of LLVM on vectors.
  case intrinsic(String)
  /// A function of the C library, which has no intrinsic.
  case library(String)
  case inverseSquareRoot

  /// `Eigen::internal::pexp<Packet>(const Packet &)` and its relatives, where the packet is a vector of numbers.
  init?(mangledName name: String) {
    guard name.hasPrefix(Self.scope), let function = Self.split(name.utf8.dropFirst(Self.scope.utf8.count)) else {
      return nil
    }
    self = function
  }

  private static let scope = "_ZN5Eigen8internal"

  /// From `4pexpIDv2_dEET_RKS2_`.
  private static func split(_ rest: Substring.UTF8View) -> PacketFunction? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard let length = Int(String(digits) ?? ""), length <= 12 else { return nil }
    let named = rest.dropFirst(digits.count)
    guard let name = String(named.prefix(length)), let function = table[name] else { return nil }
    // A vector of doubles or floats is returned, and it or a reference to it passed.
    let types = String(named.dropFirst(length)) ?? ""
    guard types.hasPrefix("IDv"), let end = types.firstIndex(of: "_") else { return nil }
    let element = types[types.index(after: end)...]
    return element.hasPrefix("dEET_RKS") || element.hasPrefix("fEET_RKS") ? function : nil
  }

  private static let table: [String: PacketFunction] = [
    "pexp": .intrinsic("llvm.exp"), "plog": .intrinsic("llvm.log"), "plog2": .intrinsic("llvm.log2"),
    "plog10": .intrinsic("llvm.log10"), "plog1p": .library("log1p"), "pexpm1": .library("expm1"),
    "psin": .intrinsic("llvm.sin"), "pcos": .intrinsic("llvm.cos"), "ptan": .intrinsic("llvm.tan"),
    "pasin": .intrinsic("llvm.asin"), "pacos": .intrinsic("llvm.acos"), "patan": .intrinsic("llvm.atan"),
    "psinh": .intrinsic("llvm.sinh"), "pcosh": .intrinsic("llvm.cosh"), "ptanh": .intrinsic("llvm.tanh"),
    "psqrt": .intrinsic("llvm.sqrt"), "prsqrt": .inverseSquareRoot, "perf": .library("erf"),
    "perfc": .library("erfc"), "plgamma": .library("lgamma"), "generic_pow": .intrinsic("llvm.pow"),
    "pfloor": .intrinsic("llvm.floor"), "pceil": .intrinsic("llvm.ceil"), "pround": .intrinsic("llvm.round"),
    "print": .intrinsic("llvm.rint"),
  ]
}
