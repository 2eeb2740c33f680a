// The case file of the Gaussian mixture and its reference values.

/// One problem: where to evaluate, and on which points.
struct Problem {
  var name: String
  var parameters: Parameters
  var data: Observations
}

/// The value and the gradient that others computed for a case.
struct Reference: Decodable {
  struct Gradient: Decodable {
    var alpha, mu, q, l: ArraySummary
  }

  var primal: Double
  var derivative: Gradient
}

/// The JSON layout of a case file (GradBench's).
private struct CaseFile: Decodable {
  var d, k, n, m: Int
  var alpha: [Double]
  var mu, q, l, x: [[Double]]
  var gamma: Double
}

/// Reads a case file and checks that its sizes agree.
func readProblem(_ path: String) throws -> Problem {
  let file = try readJSON(CaseFile.self, from: path)
  guard file.d >= 1, file.k >= 1, file.n >= 1 else {
    throw InputError(file: path, problem: "'d', 'k' and 'n' must be at least 1")
  }
  guard file.gamma > 0, file.m >= 0 else {
    throw InputError(file: path, problem: "'gamma' must be positive and 'm' must not be negative")
  }
  try expect("alpha", count: file.alpha.count, toBe: file.k, file: path)
  try expectMatrix("mu", file.mu, rows: file.k, columns: file.d, file: path)
  try expectMatrix("q", file.q, rows: file.k, columns: file.d, file: path)
  try expectMatrix("l", file.l, rows: file.k, columns: file.d * (file.d - 1) / 2, file: path)
  try expectMatrix("x", file.x, rows: file.n, columns: file.d, file: path)
  return Problem(
    name: caseName(path),
    parameters: Parameters(
      alpha: file.alpha, mu: Array(file.mu.joined()), q: Array(file.q.joined()), l: Array(file.l.joined())),
    data: Observations(dimension: file.d, points: Array(file.x.joined()), gamma: file.gamma, m: file.m))
}
