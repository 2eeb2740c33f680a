// Types in print, as LLVM spells them.

extension IRType: CustomStringConvertible {
  var description: String {
    switch self {
    case .void: "void"
    case .integer(let bits): "i\(bits)"
    case .float(let format): format.description
    case .pointer: "ptr"
    case .vector(let element, let count, _): "<\(count) x \(element)>"
    case .array(let element, let count, _): "[\(count) x \(element)]"
    case .structure(let fields, _, _): "{\(fields.map(\.description).joined(separator: ", "))}"
    case .other: "other"
    }
  }
}

extension FloatFormat: CustomStringConvertible {
  public var description: String {
    switch self {
    case .half: "half"
    case .bfloat: "bfloat"
    case .single: "float"
    case .double: "double"
    case .extended: "x86_fp80"
    case .quad: "fp128"
    }
  }
}
