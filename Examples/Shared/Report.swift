// What the examples print: gradient summaries, the check against reference numbers, and times.

import Foundation

/// Runs `evaluate` on the case file named on the command line; exits with 1 if it fails or finds wrong numbers.
func runExample(usage: String, _ evaluate: (String) throws -> Bool) -> Never {
  guard CommandLine.arguments.count == 2 else {
    fail("usage: nabla run \(usage)")
  }
  do {
    exit(try evaluate(CommandLine.arguments[1]) ? 0 : 1)
  } catch {
    fail("error: \(error)")
  }
}

/// Prints a message to the standard error stream and exits with 1.
private func fail(_ message: String) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(1)
}

/// What a reference file keeps of a long array: length, sum, L2 norm and the first entries.
struct ArraySummary: Codable {
  var len: Int
  var sum: Double
  var l2: Double
  var first: [Double]

  init(_ values: [Double], first count: Int = 4) {
    len = values.count
    sum = values.reduce(0, +)
    l2 = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    first = Array(values.prefix(count))
  }
}

/// Compares numbers with their reference and remembers the worst.
struct Checker {
  /// ADBench's limit for `difference`.
  let tolerance = 1e-8
  /// A limit for |a - b| / |b| as well; wanted where all numbers are far below 1 and `difference` says little.
  let relativeTolerance: Double?

  private(set) var largestDifference = 0.0
  private(set) var comparisons = 0
  private(set) var failures: [String] = []

  init(relativeTolerance: Double? = nil) {
    self.relativeTolerance = relativeTolerance
  }

  var passed: Bool { failures.isEmpty }

  /// ADBench's metric: relative for large numbers, absolute for small ones (sums may cancel to zero).
  static func difference(_ a: Double, _ b: Double) -> Double {
    abs(a - b) / max(1, abs(a) + abs(b))
  }

  mutating func compare(_ name: String, _ value: Double, _ reference: Double) {
    let difference = Self.difference(value, reference)
    let closeEnough = relativeTolerance.map { abs(value - reference) <= $0 * abs(reference) + 1e-300 } ?? true
    comparisons += 1
    // Written so that a NaN fails.
    if !(difference <= tolerance && closeEnough) {
      failures.append("\(name) is \(value), the reference is \(reference)")
    }
    largestDifference = difference.isNaN ? .infinity : max(largestDifference, difference)
  }

  mutating func compare(_ name: String, _ values: [Double], _ reference: ArraySummary) {
    let summary = ArraySummary(values, first: reference.first.count)
    guard summary.len == reference.len else {
      failures.append("\(name) has \(summary.len) entries, the reference has \(reference.len)")
      return
    }
    compare("sum of \(name)", summary.sum, reference.sum)
    compare("norm of \(name)", summary.l2, reference.l2)
    compareEntries(name, summary.first, reference.first)
  }

  /// Compares every entry of two arrays.
  mutating func compareEntries(_ name: String, _ values: [Double], _ reference: [Double]) {
    guard values.count == reference.count else {
      failures.append("\(name) has \(values.count) entries, the reference has \(reference.count)")
      return
    }
    for (i, (value, expected)) in zip(values, reference).enumerated() {
      compare("\(name)[\(i)]", value, expected)
    }
  }

  /// Prints one line, and one more per failure.
  func printResult() {
    let difference = String(format: "%.1e", largestDifference)
    let detail = "\(comparisons) numbers, largest difference \(difference), allowed \(tolerance)"
    print("  check       \(passed ? "passed" : "FAILED"): \(detail)")
    for failure in failures.prefix(10) {
      print("              \(failure)")
    }
  }
}

/// Prints one block of a gradient: its size, norm and first entries.
func printBlock(_ name: String, _ values: [Double]) {
  let summary = ArraySummary(values)
  let entries = summary.first.map { String(format: "%.6g", $0) }.joined(separator: ", ")
  let dots = summary.len > summary.first.count ? ", …" : ""
  let norm = String(format: "%.8g", summary.l2)
  print("    \(pad(name, 10))\(pad("[\(summary.len)]", 8))norm \(pad(norm, 14))\(entries)\(dots)")
}

/// Times of a repeated computation in seconds.
struct Timing {
  let minimum: Double
  let median: Double

  /// Times several computations in turns, so that a busy machine slows all of them alike.
  @inline(never)
  static func measure(repeats: Int = 25, _ bodies: (() -> Void)...) -> [Timing] {
    let clock = ContinuousClock()
    var times = bodies.map { _ in [Double]() }
    for _ in 0..<repeats {
      for (i, body) in bodies.enumerated() {
        times[i].append(clock.measure(body) / .seconds(1))
      }
    }
    return times.map { $0.sorted() }.map { Timing(minimum: $0[0], median: $0[repeats / 2]) }
  }
}

/// Prints the time of the primal and of its derivatives, with the ratio of each to the primal.
func printTimes(primal: Timing, _ derivatives: [(name: String, timing: Timing)]) {
  printTime("primal", primal)
  for (name, timing) in derivatives {
    printTime(name, timing)
  }
  for (name, timing) in derivatives {
    print("  ratio       \(name)/primal \(String(format: "%.2f", timing.minimum / primal.minimum))")
  }
}

/// Prints one line of times.
func printTime(_ name: String, _ timing: Timing) {
  let minimum = String(format: "%.3f ms", timing.minimum * 1000)
  let median = String(format: "%.3f ms", timing.median * 1000)
  print("  time        \(pad(name, 10))\(pad(minimum, 14))(median \(median))")
}

/// Keeps a result alive, so that the optimiser cannot drop a computation that is only timed.
@inline(never)
func keep<Value>(_ value: Value) {}

private func pad(_ text: String, _ width: Int) -> String {
  text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
}
