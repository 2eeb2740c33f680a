// The case file of the bundle adjustment and its reference values.

/// One sighting: which point was seen by which camera at which place, and whose weight it carries.
struct Observation {
  var camera: Int
  var point: Int
  var weight: Int
  var feature: Vector2
}

/// Cameras, points, and who saw what.
struct Problem {
  var name: String
  var cameras: [Camera]
  var points: [Vector3]
  var weights: [Double]
  var observations: [Observation]

  /// The numbers that the residuals of one observation depend on.
  func unknowns(_ observation: Observation) -> Unknowns {
    Unknowns(
      camera: cameras[observation.camera], point: points[observation.point], weight: weights[observation.weight])
  }
}

/// The residuals and the Jacobian that others computed for a case; of each array of the Jacobian, the first 30 numbers
/// and the last.
struct Reference: Decodable {
  struct Residuals: Decodable {
    struct Reprojection: Decodable {
      var elements: [Double]
    }
    struct Weight: Decodable {
      var element: Double
    }

    var reprojection: Reprojection
    var weight: Weight

    enum CodingKeys: String, CodingKey {
      case reprojection = "reproj_error"
      case weight = "w_err"
    }
  }
  struct Jacobian: Decodable {
    var rows, columns, values: ArraySummary

    enum CodingKeys: String, CodingKey {
      case rows
      case columns = "cols"
      case values = "vals"
    }
  }

  var primal: Residuals
  var derivative: Jacobian
}

/// The JSON layout of a case file (GradBench's): one camera, point, weight and feature, each to be repeated.
private struct CaseFile: Decodable {
  var n, m, p: Int
  var cam, x, feat: [Double]
  var w: Double
}

/// Reads a case file, checks its sizes and repeats what it asks to repeat.
func readProblem(_ path: String) throws -> Problem {
  let file = try readJSON(CaseFile.self, from: path)
  guard file.n >= 1, file.m >= 1, file.p >= 1 else {
    throw InputError(file: path, problem: "'n', 'm' and 'p' must be at least 1")
  }
  try expect("cam", count: file.cam.count, toBe: 11, file: path)
  try expect("x", count: file.x.count, toBe: 3, file: path)
  try expect("feat", count: file.feat.count, toBe: 2, file: path)
  let feature = Vector2(x: file.feat[0], y: file.feat[1])
  return Problem(
    name: caseName(path),
    cameras: Array(repeating: Camera(file.cam), count: file.n),
    points: Array(repeating: Vector3(file.x[...]), count: file.m),
    weights: Array(repeating: file.w, count: file.p),
    observations: (0..<file.p).map {
      Observation(camera: $0 % file.n, point: $0 % file.m, weight: $0, feature: feature)
    })
}

extension Camera {
  /// The camera with the eleven numbers of a case file.
  fileprivate init(_ numbers: [Double]) {
    self.init(
      rotation: Vector3(numbers[0..<3]), center: Vector3(numbers[3..<6]), focalLength: numbers[6],
      principalPoint: Vector2(x: numbers[7], y: numbers[8]), k1: numbers[9], k2: numbers[10])
  }
}

extension Vector3 {
  /// The vector with the first three numbers of a slice.
  fileprivate init(_ numbers: ArraySlice<Double>) {
    let start = numbers.startIndex
    self.init(x: numbers[start], y: numbers[start + 1], z: numbers[start + 2])
  }
}
