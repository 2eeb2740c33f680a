// Ids for the functions and globals that the functions of one program share.

import LLVM

/// Names shared by all functions of one program.
final class ProgramNames {
  /// Functions of the closure by the name of their prepared copy.
  var functions: [String: FunctionID] = [:]
  private(set) var globals: [ModelGlobal] = []
  private(set) var globalValues: [Value] = []
  private var globalIDs: [Value: GlobalID] = [:]
  let types: TypeReader
  let marks: Marks
  let declaredTypes: DeclaredTypeReader

  init(_ layout: DataLayout, marks: Marks) {
    types = TypeReader(layout)
    declaredTypes = DeclaredTypeReader(types)
    self.marks = marks
  }

  /// The id of a global variable; its initial value is read at first sight.
  func global(_ value: Value) -> GlobalID {
    if let known = globalIDs[value] { return known }
    let id = globals.count
    globalIDs[value] = id
    globalValues.append(value)
    let isConstant =
      value.isGlobalConstant || marks.inactiveGlobals.contains(value.name) || SwiftRuntime.describesType(value.name)
    globals.append(ModelGlobal(name: value.name, isConstant: isConstant, type: types.type(value.valueType)))
    if let initial = value.initializer {
      var pointers: [(Int, GlobalID, Int)] = []
      collectPointers(initial, at: 0, into: &pointers)
      globals[id].pointers = pointers
      globals[id].size = types.layout.size(of: value.valueType)
    }
    return id
  }

  private func collectPointers(_ value: Value, at offset: Int, into result: inout [(Int, GlobalID, Int)]) {
    switch value.kind {
    case .globalVariable, .constantExpr:
      if value.type.isPointer, let (base, inner) = address(value) { result.append((offset, global(base), inner)) }
    case .constantAggregate:
      for index in 0..<value.operandCount {
        collectPointers(value.operand(index), at: offset + types.elementOffset(value.type, index), into: &result)
      }
    default: break
    }
  }

  /// The global and byte offset of a constant address.
  func address(_ value: Value) -> (global: Value, offset: Int)? {
    switch value.kind {
    case .globalVariable: return (value, 0)
    case .constantExpr:
      switch value.opcode {
      case .getElementPtr:
        guard let (base, offset) = address(value.operand(0)) else { return nil }
        let (constant, terms) = types.offsets(of: value)
        return terms.isEmpty ? (base, offset + constant) : nil
      case .bitCast, .addrSpaceCast, .intToPtr, .ptrToInt: return address(value.operand(0))
      default: return nil
      }
    default: return nil
    }
  }
}
