// Evaluates all residuals of a bundle adjustment and their sparse Jacobian once, checks both, and says what they cost.
//
//     nabla run Examples/BundleAdjustment/*.swift -- Examples/BundleAdjustment/data/ba_ba1.json

/// Evaluates one case and prints what came out. Returns false if a number differs from its reference.
func evaluate(_ path: String) throws -> Bool {
  let problem = try readProblem(path)
  let values = residuals(problem)
  let matrix = jacobian(problem)

  print("Bundle adjustment \(problem.name)")
  print(
    "  sizes       \(problem.cameras.count) cameras, \(problem.points.count) points,"
      + " \(problem.observations.count) observations")
  print("  residuals   \(values.count), the first are \(values[0]) and \(values[1])")
  print("  Jacobian    \(matrix.values.count) entries in \(matrix.rows.count - 1) rows")
  printBlock("row 0", Array(matrix.values[matrix.rows[0]..<matrix.rows[1]]))
  printBlock("row 1", Array(matrix.values[matrix.rows[1]..<matrix.rows[2]]))

  let passed = try check(values, matrix, path: path)
  let times = Timing.measure(repeats: 9, { keep(residuals(problem)) }, { keep(jacobian(problem)) })
  printTimes(primal: times[0], [("Jacobian", times[1])])
  return passed
}

/// Compares with the reference values beside the case file.
func check(_ values: [Double], _ matrix: SparseMatrix, path: String) throws -> Bool {
  guard let reference = try readReference(Reference.self, forCase: path) else {
    print("  check       skipped: reference.json beside the case has no entry for it")
    return true
  }
  var checker = Checker()
  checker.compareEntries("residuals", Array(values.prefix(2)), reference.primal.reprojection.elements)
  checker.compare("last residual", values[values.count - 1], reference.primal.weight.element)
  checker.compare("rows", excerpt(matrix.rows.map(Double.init)), reference.derivative.rows)
  checker.compare("columns", excerpt(matrix.columns.map(Double.init)), reference.derivative.columns)
  checker.compare("values", excerpt(matrix.values), reference.derivative.values)
  checker.printResult()
  return checker.passed
}

/// The first 30 numbers and the last: what the reference keeps of a long array.
func excerpt(_ numbers: [Double]) -> [Double] {
  Array(numbers.prefix(30)) + numbers.suffix(1)
}

runExample(usage: "Examples/BundleAdjustment/*.swift -- CASE.json", evaluate)
