// The case file of the LSTM and its reference values.

/// One problem: where to evaluate, and on which text.
struct Problem {
  var name: String
  var parameters: Parameters
  var text: Text
}

/// The value and the gradient that others computed for a case; the gradient is `main` followed by `extra`.
struct Reference: Decodable {
  var primal: Double
  var derivative: ArraySummary
}

/// The JSON layout of a case file (GradBench's).
private struct CaseFile: Decodable {
  var main, extra, state, sequence: [[Double]]

  enum CodingKeys: String, CodingKey {
    case main = "main_params"
    case extra = "extra_params"
    case state, sequence
  }
}

/// Reads a case file and checks that its sizes agree.
func readProblem(_ path: String) throws -> Problem {
  let file = try readJSON(CaseFile.self, from: path)
  guard let bits = file.sequence.first?.count, bits >= 1, file.sequence.count >= 2 else {
    throw InputError(file: path, problem: "'sequence' must have at least two characters of at least one bit")
  }
  let rows = file.main.count
  guard rows >= 2, rows.isMultiple(of: 2) else {
    throw InputError(file: path, problem: "'main_params' must have two rows per layer, it has \(rows)")
  }
  try expectMatrix("main_params", file.main, rows: rows, columns: 4 * bits, file: path)
  try expectMatrix("extra_params", file.extra, rows: 3, columns: bits, file: path)
  try expectMatrix("state", file.state, rows: rows, columns: bits, file: path)
  try expectMatrix("sequence", file.sequence, rows: file.sequence.count, columns: bits, file: path)
  return Problem(
    name: caseName(path),
    parameters: Parameters(main: Array(file.main.joined()), extra: Array(file.extra.joined())),
    text: Text(bits: bits, sequence: Array(file.sequence.joined()), state: Array(file.state.joined())))
}
