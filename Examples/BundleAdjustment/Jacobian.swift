// The sparse Jacobian of all residuals: fifteen entries in each row of an observation, one in each row of a weight.

/// A matrix in compressed row format: row `i` has the entries `rows[i]..<rows[i + 1]` of `columns` and `values`.
struct SparseMatrix {
  var rows = [0]
  var columns: [Int] = []
  var values: [Double] = []

  /// Appends a row with the given entries, whose columns come in runs that start at `runs`.
  mutating func appendRow(_ runs: [(firstColumn: Int, values: [Double])]) {
    for run in runs {
      columns += run.firstColumn..<run.firstColumn + run.values.count
      values += run.values
    }
    rows.append(values.count)
  }
}

extension Camera {
  /// The eleven numbers of a camera in the order of the Jacobian's columns.
  var components: [Double] {
    rotation.components + center.components + [focalLength, principalPoint.x, principalPoint.y, k1, k2]
  }
}

extension Vector3 {
  /// The three numbers of a vector.
  var components: [Double] { [x, y, z] }
}

/// All residuals: two per observation, then one per weight.
func residuals(_ problem: Problem) -> [Double] {
  let reprojection = problem.observations.flatMap { observation in
    Axis.allCases.map { residual(problem.unknowns(observation), feature: observation.feature, axis: $0) }
  }
  return reprojection + problem.weights.map(weightResidual)
}

/// The derivatives of `residuals` by all cameras, then all points, then all weights.
func jacobian(_ problem: Problem) -> SparseMatrix {
  let pointColumns = 11 * problem.cameras.count
  let weightColumns = pointColumns + 3 * problem.points.count
  var matrix = SparseMatrix()
  for observation in problem.observations {
    for axis in Axis.allCases {
      let row = residualGradient(problem.unknowns(observation), feature: observation.feature, axis: axis)
      matrix.appendRow([
        (11 * observation.camera, row.camera.components),
        (pointColumns + 3 * observation.point, row.point.components),
        (weightColumns + observation.weight, [row.weight]),
      ])
    }
  }
  for (i, weight) in problem.weights.enumerated() {
    matrix.appendRow([(weightColumns + i, [-2 * weight])])
  }
  return matrix
}
