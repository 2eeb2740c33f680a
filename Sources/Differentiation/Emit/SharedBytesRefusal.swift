// Refusals that concern bytes of which nothing tells what they hold. In Swift these are the cases of an enum, which share
// their bytes: the message says so, with the enum's name where it can be found.

import LLVM

/// What could not be told about bytes that hold values of several kinds.
enum SharedBytes {
  case numberOrInteger, partOfNumber, formats, callersWord, floatsOrAddress, arithmetic, addressFromBits
  case layout(String)

  /// A phrase and advice in terms of memory.
  var inMemory: (construct: String, advice: String) {
    switch self {
    case .numberOrInteger:
      (
        "an integer access to memory that may hold floating-point numbers, with nothing to tell whether it does",
        "compile with type-based alias information (-O1 or higher), or access the memory by its type"
      )
    case .partOfNumber:
      (
        "part of an active floating-point number that is treated as an integer",
        "use floating-point operations instead of its bits"
      )
    case .formats:
      ("an integer that holds floating-point numbers of different precision", "copy them one by one, with their types")
    case .callersWord:
      (
        "memory of the caller that holds a double or an address at some times and floats at others",
        "use one floating-point type in all cases of what is a parameter or a result"
      )
    case .floatsOrAddress:
      ("an integer store of what may be a number or an address", "store numbers and addresses by their type")
    case .arithmetic:
      (
        "arithmetic on the bits of an active floating-point number",
        "use floating-point operations, or mark what it computes as inactive"
      )
    case .addressFromBits:
      (
        "a number in memory whose address is computed from bits",
        "compute addresses from pointers, by indices or pointer arithmetic"
      )
    case .layout(let reason):
      (
        "a copy of memory whose layout is not known: \(reason)",
        "copy the elements by their type, or compile with -g or -O1 so that type information is there"
      )
    }
  }

  /// What is the matter with cases of an enum.
  var inCases: String {
    switch self {
    case .numberOrInteger: "nothing tells here whether it is a number of one case or an integer of another"
    case .partOfNumber: "part of one case's number is moved as an integer of another"
    case .formats: "a 'Double' of one case lies where another has 'Float's"
    case .callersWord: "a number of one case lies where others have 'Float's or objects, in a parameter or result"
    case .floatsOrAddress: "a 'Float' of one case lies where another has an object"
    case .arithmetic: "a number of one case is taken apart as an integer of another"
    case .addressFromBits: "an object of one case lies where another has a number"
    case .layout: "a value is copied where nothing tells which case it is"
    }
  }

  /// True for what people write with bit patterns, too.
  var isArithmetic: Bool {
    if case .arithmetic = self { return true }
    return false
  }

  static let adviceForCases =
    "declare it as 'indirect enum', which gives each case memory of its own; or use one type of numbers in all its cases"
}

extension ProgramEmitter {
  func refuse(_ f: FunctionID, _ id: ValueID?, _ problem: SharedBytes) {
    let name = snapshots[f].model.name
    let (construct, advice) = problem.inMemory
    if let type = EnumSearch(snapshots[f]).name(near: id) {
      refuse(f, id, "enum '\(type)', whose cases share their bytes: \(problem.inCases)", SharedBytes.adviceForCases)
    } else if name.hasPrefix("$s"), !problem.isArithmetic {
      refuse(
        f, id, construct, "\(advice); if it is an enum whose cases share the bytes, \(SharedBytes.adviceForCases)")
    } else {
      refuse(f, id, construct, advice)
    }
  }
}

/// Finds the Swift enum that an instruction works on.
private struct EnumSearch {
  let snapshot: SnapshotFunction

  init(_ snapshot: SnapshotFunction) { self.snapshot = snapshot }

  func name(near id: ValueID?) -> String? {
    guard snapshot.model.name.hasPrefix("$s") else { return nil }
    let accessed = id.flatMap { id in
      snapshot.model.values[id].operands.lazy.compactMap { enumName(behind: snapshot.values[$0]) }.first
    }
    if let accessed { return accessed }
    if let own = Self.enumName(member: snapshot.model.name) ?? id.flatMap(nameOfInlinedFunction) { return own }
    let all = Set(snapshot.function.instructions.filter { $0.opcode == .alloca }.compactMap(enumName(behind:)))
    return all.count == 1 ? all.first : nil
  }

  /// The type of the variable or result that an address leads to.
  private func enumName(behind address: Value) -> String? {
    var address = address
    while address.isInstruction, address.opcode == .getElementPtr { address = address.operand(0) }
    if address.isInstruction, address.opcode == .alloca { return Self.enumName(address.allocatedType) }
    guard let index = snapshot.function.parameters.firstIndex(of: address) else { return nil }
    return snapshot.function.structuralType(of: "sret", at: .parameter(index)).flatMap(Self.enumName)
  }

  private static func enumName(_ type: Type) -> String? {
    guard let name = type.structName, name.hasPrefix("T"), name.hasSuffix("O") else { return nil }
    return demangled("$s" + name.dropFirst())
  }

  /// The enum whose member has been inlined where the instruction stands.
  private func nameOfInlinedFunction(_ id: ValueID) -> String? {
    guard snapshot.model.isInstruction(id), let location = snapshot.values[id].debugLocation else { return nil }
    return ([location] + location.inlinedAt).lazy.compactMap(\.scopeLinkageName).compactMap(Self.enumName(member:))
      .first
  }

  /// The enum that a function is a member of.
  private static func enumName(member symbol: String) -> String? {
    guard symbol.hasPrefix("$s") else { return nil }
    var rest = symbol.dropFirst(2)
    var found: String?
    while let digits = Int(rest.prefix { $0.isNumber }), digits > 0, rest.first != "0" {
      rest = rest.drop { $0.isNumber }.dropFirst(digits)
      guard let kind = rest.first else { break }
      if kind.isNumber { continue }
      rest = rest.dropFirst()
      if kind == "O" { found = String(symbol.prefix(upTo: rest.startIndex)) }
      guard "VOC".contains(kind) else { break }
    }
    // A static function of an enum is one of a namespace, most often.
    if let found, !rest.contains("FZ"), found != symbol { return demangled(found) }
    return enumName(inSignature: rest)
  }

  /// The only enum that a function takes or returns.
  private static func enumName(inSignature signature: Substring) -> String? {
    var names: Set<String> = []
    var rest = signature
    while let start = rest.firstIndex(where: \.isNumber) {
      rest = rest[start...]
      let digits = rest.prefix { $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let length = Int(digits), length > 0, digits.first != "0", rest.count > length else { continue }
      let end = rest.index(rest.startIndex, offsetBy: length)
      if rest[end] == "O" { names.insert(String(rest[..<end])) }
      rest = rest[end...]
    }
    return names.count == 1 ? names.first : nil
  }
}
