// Copying bodies between functions.

internal import CLLVM

/// What became of the values of a cloned body.
public final class ValueMapping {
  fileprivate(set) var pairs: [Value: Value] = [:]

  /// The copy of an instruction or block (as a value), or what stands for an argument.
  public subscript(value: Value) -> Value? { pairs[value] }

  public subscript(block: BasicBlock) -> BasicBlock? { pairs[block.asValue].flatMap { BasicBlock($0) } }
}

extension Function {
  /// Appends a copy of the body of `source` to `target`, which may have another signature. `mapping` says what stands
  /// for each argument of `source` (poison for those it leaves out). Returns stay as they are: where the result type
  /// differs the caller has to replace them. `target` takes over the function attributes and the debug subprogram.
  public static func cloneBody(of source: Function, into target: Function, mapping: [(Value, Value)]) -> ValueMapping {
    var from = mapping.map { $0.0.ref as OpaquePointer? }
    var to = mapping.map { $0.1.ref as OpaquePointer? }
    let result = ValueMapping()
    NBLCloneBody(source.ref, target.ref, &from, &to, from.count, Unmanaged.passUnretained(result).toOpaque()) {
      context, original, copy in
      let result = Unmanaged<ValueMapping>.fromOpaque(context!).takeUnretainedValue()
      result.pairs[Value(original!)] = Value(copy!)
    }
    return result
  }
}
