// Where code comes from.

internal import CLLVM

/// A place in the source.
public struct DebugLocation: Hashable, Sendable {
  public var line: Int
  public var column: Int
  /// The path, with the compilation directory before a relative one.
  public var file: String?
  /// The name of the function the place is in.
  public var scopeFunction: String?
  /// The linkage name of that function.
  public var scopeLinkageName: String?
  /// Where that function was inlined, and where that one was, and so on outwards.
  public var inlinedAt: [DebugLocation] = []

  init(_ location: NBLSourceLocation) {
    line = Int(location.line)
    column = Int(location.column)
    file = nonEmpty(location.file)
    if let name = file, !name.hasPrefix("/"), let directory = nonEmpty(location.directory) {
      file = "\(directory)/\(name)"
    }
    scopeFunction = nonEmpty(location.function)
    scopeLinkageName = nonEmpty(location.linkageName)
  }
}

extension Value {
  /// The place an instruction comes from.
  public var debugLocation: DebugLocation? {
    var location = NBLSourceLocation()
    guard NBLDebugLocation(ref, 0, &location) else { return nil }
    var result = DebugLocation(location)
    var depth: UInt32 = 1
    while NBLDebugLocation(ref, depth, &location) {
      result.inlinedAt.append(DebugLocation(location))
      depth += 1
    }
    return result
  }

  /// Takes over the debug location of another instruction.
  public func copyDebugLocation(from other: Value) { NBLCopyDebugLocation(ref, other.ref) }
}

extension Function {
  /// File, line and names from the debug information; nil without.
  public var subprogram: DebugLocation? {
    var location = NBLSourceLocation()
    return NBLSubprogram(ref, &location) ? DebugLocation(location) : nil
  }

  /// Where the function is declared in the source.
  public var sourceLocation: (file: String?, line: Int)? { subprogram.map { ($0.file, $0.line) } }

  /// The linkage name in the debug information.
  public var subprogramLinkageName: String? { subprogram?.scopeLinkageName }

  /// The name in the source.
  public var subprogramDisplayName: String? { subprogram?.scopeFunction }
}

/// A parameter as the source has it, where one may become several in LLVM IR.
public struct ParameterShape: Hashable, Sendable {
  /// A structure, union, class or complex number passed by value.
  public var isAggregate: Bool
  public var size: Int
  public var alignment: Int
}

extension Function {
  /// The parameters in the source, from the debug information; empty without.
  public var sourceParameters: [ParameterShape] {
    var result: [ParameterShape] = []
    var shape = NBLParameterShape()
    while NBLParameterShapeAt(ref, UInt32(result.count), &shape) {
      result.append(
        ParameterShape(isAggregate: shape.isAggregate, size: Int(shape.size), alignment: Int(shape.alignment)))
    }
    return result
  }
}
