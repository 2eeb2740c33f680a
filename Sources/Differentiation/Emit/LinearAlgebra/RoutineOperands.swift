// The operands of a call of linear algebra by name, as values of generated code.

import DerivativeRules
import LLVM

struct RoutineOperands {
  let builder: Builder
  var values: [LinearAlgebraFunction.OperandKind: Value] = [:]

  private var off: Value { Type.integer(1, builder.context).zero }

  func size(_ name: String) -> Value { values[.size(name)]! }

  /// A scalar, if the routine has it.
  func scalar(_ name: String) -> Value? { values[.scalar(name)] }

  /// A flag; what the routine does not have is off.
  func flag(_ argument: RoutineArgument) -> Value { values[.flag(argument)] ?? off }

  var isRowMajor: Value { values[.layout] ?? off }

  func extent(_ extent: Extent) -> Value {
    switch extent {
    case .size(let name): size(name)
    case .transposed(let by, let plain, let transposed):
      builder.select(flag(.transposition(by)), size(transposed), size(plain))
    case .sided(let left, let right): builder.select(flag(.side), size(right), size(left))
    }
  }

  /// Rows and columns of an array as it lies in memory, column by column; a vector is one column.
  func storage(_ argument: RoutineArgument) -> (rows: Value, columns: Value) {
    let long = Type.integer(64, builder.context)
    switch argument {
    case .matrix(_, let rows, let columns, _):
      let (first, second) = (extent(rows), extent(columns))
      return (builder.select(isRowMajor, second, first), builder.select(isRowMajor, first, second))
    case .vector(_, let count, _): return (extent(count), long.constant(1))
    case .packed(_, let count, _):
      let n = extent(count)
      let entries = builder.mul(n, builder.add(n, long.constant(1)))
      return (builder.lshr(entries, long.constant(1)), long.constant(1))
    default: return (size("n"), long.constant(1))
    }
  }

  /// The value of an array's increment or leading dimension.
  func stride(_ name: String) -> Value {
    values[.stride(of: name)] ?? Type.integer(64, builder.context).constant(1)
  }
}
