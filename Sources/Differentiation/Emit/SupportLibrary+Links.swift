// Functions of C++'s library link the nodes of a list or tree. Where nobody knows before the program runs whether the nodes
// have shadows, a function beside each of them looks: shadows are linked like their primals. A structure without shadows,
// which the last operand belongs to, is left alone, as constant memory is; a node without a shadow that becomes part of one
// with shadows stops the program.

import LLVM

extension SupportLibrary {
  /// `(operands, shadows, result)`: links the shadows by `callee` if there are any. The operands and their shadows stand
  /// in their order, nodes only as shadows; the result is that of the primal, if it has one. Returns the result's shadow.
  func relink(_ callee: Function) -> Function {
    _ = allocateZeroed
    let name = "nabla.relink." + callee.name
    return function(name, in: name, Self.text(name, callee))
  }

  private static func text(_ name: String, _ callee: Function) -> String {
    let types = callee.functionType.parameterTypes
    let result = callee.functionType.returnType
    let nodes = types.indices.filter { types[$0].isPointer }
    let passed = types.indices.map { "\(types[$0].description) %a\($0)" }
    let parameters = passed + nodes.map { "ptr %p\($0)" } + (result.isVoid ? [] : ["\(result.description) %r"])
    let comparisons = nodes.map { "%same\($0) = icmp eq ptr %a\($0), %p\($0)" }
    let steps = nodes.indices.dropFirst().map { "%any\($0) = or i1 %any\($0 - 1), %same\(nodes[$0])" }
    let checks = comparisons + ["%any0 = or i1 false, %same\(nodes[0])"] + steps
    let call = "call \(result.description) @\(callee.name)(\(passed.joined(separator: ", ")))"
    return """
      @nabla.message.nodes = private unnamed_addr constant [78 x i8] c"nabla: a list or tree of which only some nodes have \
      derivatives was changed.\\0A\\00"
      declare \(result.description) @\(callee.name)(\(types.map(\.description).joined(separator: ", ")))
      declare i64 @write(i32, ptr, i64)
      declare void @abort()

      define internal \(result.description) @\(name)(\(parameters.joined(separator: ", "))) {
        \(checks.joined(separator: "\n  "))
        br i1 %same\(nodes.last!), label %done, label %shadowed
      shadowed:
        br i1 %any\(nodes.count - 1), label %fail, label %link
      link:
        \(result.isVoid ? call : "%linked = " + call)
        ret \(result.isVoid ? "void" : "\(result.description) %linked")
      done:
        ret \(result.isVoid ? "void" : "\(result.description) %r")
      fail:
        %ignored = call i64 @write(i32 2, ptr @nabla.message.nodes, i64 77)
        call void @abort()
        unreachable
      }
      """
  }
}
