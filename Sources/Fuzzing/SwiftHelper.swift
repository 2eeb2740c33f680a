// The helper functions and types of a Swift program, each a shape of everyday Swift with random expressions inside, and
// how `f` uses them.

/// A helper that a program may declare.
enum SwiftHelper: CaseIterable {
  case scalar, smoothing, exchanging, applying, searching, shape, particle, recursion, generic, splitting, running

  func isAllowed(by options: SwiftProgramGenerator.Options) -> Bool {
    switch self {
    case .particle: options.allowsStructs
    case .shape, .searching: options.allowsEnums
    case .applying: options.allowsClosures
    default: true
    }
  }
}

extension SwiftBuilder {
  /// Writes the declaration of a helper.
  mutating func write(_ helper: SwiftHelper) {
    let w = suffix
    scope = [Variable(name: "p", kind: .constant), Variable(name: "q", kind: .constant)]
    switch helper {
    case .scalar:
      write("@inline(never)\nfunc scalar\(w)(_ p: \(real), _ q: \(real)) -> \(real) {\n  \(value(2))\n}")
    case .smoothing:
      write(
        """
        func smooth\(w)(_ values: inout [\(real)], by p: \(real)) {
          let q = 0.5 * p
          for i in 1..<values.count {
            values[i] = 0.5 * values[i] + 0.375 * values[i - 1] * cos(\(value(1)))
          }
          values[0] *= q / (1 + q * q)
        }
        """)
    case .exchanging:
      write(
        """
        func exchange\(w)(_ a: inout \(real), _ b: inout \(real)) {
          let p = a, q = b
          (a, b) = (q, \(value(1)))
        }
        """)
    case .applying:
      write(
        """
        func apply\(w)(_ count: Int, to start: \(real), _ body: (\(real)) -> \(real)) -> \(real) {
          var p = start
          for _ in 0..<count { p = body(p) }
          return p
        }
        """)
    case .searching:
      write(
        """
        func firstAbove\(w)(_ q: \(real), in values: [\(real)]) -> \(real)? {
          for p in values where \(isWide ? "seen(p > q)" : "p > q") { return \(value(1)) }
          return nil
        }
        """)
    case .shape: writeShape()
    case .particle: writeParticle()
    case .recursion:
      scope.removeLast()
      write(
        """
        func recurse\(w)(_ p: \(real), _ depth: Int) -> \(real) {
          guard depth > 0 else { return 0.5 * p }
          let q: \(real) = \(value(1))
          return 0.75 * recurse\(w)(q, depth - 1) + 0.25 * sin(p)
        }
        """)
    case .generic:
      write(
        """
        func total\(w)<Values: Sequence>(_ values: Values) -> \(real) where Values.Element == \(real) {
          var sum: \(real) = 0
          for value in values { sum += 0.25 * value }
          return sum
        }
        """)
    case .splitting:
      write(
        """
        func split\(w)(_ p: \(real)) -> (low: \(real), high: \(real), count: Int) {
          let q = sin(p)
          return (low: \(value(1)), high: \(value(1)), count: 2)
        }
        """)
    case .running:
      write(
        """
        func running\(w)(_ values: [\(real)], _ p: \(real)) -> [\(real)] {
          var result: [\(real)] = []
          var q = p
          for value in values {
            q = 0.5 * q + 0.375 * value * sin(p)
            result.append(q)
          }
          return result
        }
        """)
    }
    scope = []
  }

  private mutating func write(_ text: String) {
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) { line(String(part)) }
    line("")
  }

  private mutating func writeShape() {
    let w = suffix
    write(
      """
      enum Shape\(w) {
        case point
        case segment(\(real))
        case box(\(real), \(real), count: Int)
      }

      func measure\(w)(_ shape: Shape\(w), _ p: \(real)) -> \(real) {
        switch shape {
        case .point: return p * 0.5
        case .segment(let q): return \(value(1))
        case .box(let a, let q, _) where \(isWide ? "seen(a > q)" : "a > q"): return a * q * 0.5
        case .box(let a, let q, let count): return \(value(1)) + \(real)(count) * 0.25 * a
        }
      }
      """)
  }

  private mutating func writeParticle() {
    let w = suffix
    scope = [Variable(name: "position", kind: .real), Variable(name: "speed", kind: .real)]
    let force = value(1)
    write(
      """
      struct Particle\(w) {
        var position: \(real)
        var speed: \(real)
        var steps = 0
        var mass: \(real) = 1.5

        var energy: \(real) { 0.25 * mass * speed * speed }

        mutating func step(_ h: \(real)) {
          let force: \(real) = \(force)
          speed += 0.25 * h * force / mass
          position = 0.75 * position + 0.25 * speed
          steps += 1
        }

        func moved(by distance: \(real)) -> Particle\(w) {
          Particle\(w)(position: position + 0.25 * distance, speed: 0.5 * speed, steps: steps + 1)
        }

        static func + (a: Particle\(w), b: Particle\(w)) -> Particle\(w) {
          Particle\(w)(position: 0.5 * a.position + 0.5 * b.position, speed: a.speed * b.speed)
        }
      }
      """)
  }

  /// A call of a helper within an expression.
  mutating func helperCall(_ depth: Int) -> String? {
    let w = suffix
    let usable = [SwiftHelper.scalar, .recursion, .generic, .shape, .searching].filter { helpers.contains($0) }
    guard isWithinMain, !usable.isEmpty else { return nil }
    switch random.pick(usable) {
    case .scalar: return "scalar\(w)(\(value(depth - 1)), \(leaf()))"
    case .recursion: return "recurse\(w)(\(value(depth - 1)), \(random.int(1...3)))"
    case .generic: return "total\(w)(\(anyArray())\(random.pick(["", ".reversed()", ".dropFirst()"])))"
    case .shape: return "measure\(w)(\(shape()), \(leaf()))"
    default: return "(firstAbove\(w)(0.25, in: \(anyArray())) ?? \(leaf()))"
    }
  }

  private mutating func shape() -> String {
    switch random.int(0...3) {
    case 0: ".point"
    case 1: ".segment(\(value(1)))"
    default: ".box(\(leaf()), \(value(1)), count: \(integer()))"
    }
  }
}
