// Reading JSON for the examples: one clear sentence for whatever is wrong with a file.

import Foundation

/// What is wrong with an input file, in words for the person who passed it.
struct InputError: Error, CustomStringConvertible {
  let file: String
  let problem: String

  var description: String { "\(file): \(problem)" }
}

/// Reads a `Value` from the JSON file at `path`.
func readJSON<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
  guard let text = FileManager.default.contents(atPath: path) else {
    throw InputError(file: path, problem: "cannot be read")
  }
  do {
    return try JSONDecoder().decode(type, from: text)
  } catch let error as DecodingError {
    throw InputError(file: path, problem: explain(error))
  }
}

/// Says what a decoding error means, and where in the file.
private func explain(_ error: DecodingError) -> String {
  switch error {
  case .keyNotFound(let key, let context):
    "the key '\(key.stringValue)' is missing\(place(context.codingPath))"
  case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
    "expected \(type)\(place(context.codingPath))"
  case .dataCorrupted(let context):
    "is not valid JSON\(place(context.codingPath))"
  @unknown default:
    "cannot be decoded"
  }
}

/// Writes a coding path the way one would in Swift: ` at mu[3][0]`.
private func place(_ path: [any CodingKey]) -> String {
  guard !path.isEmpty else { return "" }
  let steps = path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }
  return " at " + steps.joined().drop { $0 == "." }
}

/// Throws unless `count` is what the sizes in the file ask for.
func expect(_ name: String, count: Int, toBe expected: Int, file: String) throws {
  guard count == expected else {
    throw InputError(file: file, problem: "'\(name)' has \(count) entries, expected \(expected)")
  }
}

/// Throws unless `matrix` has the given number of rows, each with the given number of columns.
func expectMatrix(_ name: String, _ matrix: [[Double]], rows: Int, columns: Int, file: String) throws {
  try expect(name, count: matrix.count, toBe: rows, file: file)
  for (i, row) in matrix.enumerated() {
    try expect("\(name)[\(i)]", count: row.count, toBe: columns, file: file)
  }
}

/// Reads the entry for the case file at `path` from `reference.json` beside it, or returns nil where there is none.
func readReference<Reference: Decodable>(_ type: Reference.Type, forCase path: String) throws -> Reference? {
  let url = URL(fileURLWithPath: path)
  let references = url.deletingLastPathComponent().appendingPathComponent("reference.json").path
  guard FileManager.default.fileExists(atPath: references) else { return nil }
  return try readJSON([String: Reference].self, from: references)[caseName(path)]
}

/// The name of the case in the file at `path`: `gmm_1k_d2_K5` for `data/gmm_1k_d2_K5.json`.
func caseName(_ path: String) -> String {
  URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
}
