// Statements over whole arrays, and statements that use the helpers.

extension SwiftBuilder {
  /// Declares or changes an array.
  mutating func arrays() {
    if loopDepth > 0 || random.chance(35) {
      let array = random.pick(names(.array))
      switch random.int(0...5) {
      case 0: line("\(array).swapAt(0, \(integer()) % \(array).count)")
      case 1 where trips <= 8: line("\(array).append(\(value(1)))")
      case 2: line("if \(array).count > 3 { t += 0.25 * \(array).removeLast() }")
      case 3: line("\(array) = \(array).map { 0.75 * $0 + 0.125 * \(leaf()) }")
      case 4: line("for i in \(array).indices { \(array)[i] *= \(factor(1)) }")
      default: line("\(array)[1..<2] = [\(value(1))]")
      }
      return
    }
    let source = anyArray()
    let made = arrayValue(source)
    let name = fresh("b")
    line("var \(name) = \(made)")
    scope.append(Variable(name: name, kind: .array))
  }

  private mutating func arrayValue(_ source: String) -> String {
    switch random.int(0...9) {
    case 0: return "\(source).map { sin($0) * \(leaf()) }"
    case 1: return "zip(\(source), \(anyArray())).map { $0 * $1 - 0.25 * s }"
    case 2: return "[\(real)](repeating: \(value(1)), count: n)"
    case 3: return "Array(\(source).reversed())"
    case 4: return "Array(\(source).prefix(2)) + \(anyArray()).dropFirst()"
    case 5: return "\(source).filter { \(isWide ? "seen($0 > 0.25)" : "$0 > 0.25") } + [t, s]"
    case 6: return isWide ? "\(source).sorted { seenOrder($0, $1) }" : "\(source).sorted()"
    case 7: return "(0..<n).map { i in \(source)[i % \(source).count] * \(real)(i + 1) * 0.25 }"
    case 8 where helpers.contains(.running): return "running\(suffix)(\(source), \(leaf()))"
    default: return source
    }
  }

  /// A statement in a style of its own: closures, optionals, structs, grids, inout. False when there is none to write.
  mutating func special() -> Bool {
    let w = suffix
    let usable = helpers.intersection([.smoothing, .exchanging, .applying, .searching, .particle, .splitting])
    let choices = SwiftHelper.allCases.filter { usable.contains($0) }
    if choices.isEmpty || random.chance(25) { return plain() }
    switch random.pick(choices) {
    case .smoothing: line("smooth\(w)(&\(random.pick(names(.array))), by: \(value(1)))")
    case .exchanging: exchange()
    case .applying:
      line("t = apply\(w)(\(random.int(1...3)), to: \(leaf())) { 0.5 * $0 + 0.375 * sin($0 * \(leaf())) }")
    case .searching:
      let name = fresh("v")
      block(
        "if let \(name) = firstAbove\(w)(\(leaf()), in: \(anyArray())) {", 1, tail: "} else {",
        Variable(name: name, kind: .constant))
      indentation += 1
      line("t -= 0.25 * \(factor(1))")
      indentation -= 1
      line("}")
    case .particle: particle()
    default:
      let (low, high) = (fresh("v"), fresh("v"))
      line("let (\(low), \(high), _) = split\(w)(\(value(1)))")
      scope += [Variable(name: low, kind: .constant), Variable(name: high, kind: .constant)]
    }
    return true
  }

  private mutating func exchange() {
    let array = random.pick(names(.array))
    let scalar = random.pick(names(.real))
    line("exchange\(suffix)(&\(scalar), &\(array)[\(integer()) % \(array).count])")
  }

  private mutating func particle() {
    let w = suffix
    if let known = names(.particle).last, random.chance(50) {
      switch random.int(0...2) {
      case 0: line("\(known).step(\(value(1)))")
      case 1: line("\(known) = \(known).moved(by: \(value(1)))")
      default: line("\(known) = \(known) + \(known).moved(by: \(leaf()))")
      }
    } else if let known = names(.particles).last, random.chance(60) {
      line("for i in \(known).indices { \(known)[i].step(\(leaf())) }")
    } else if loopDepth == 0, random.chance(40) {
      let made = "(0..<3).map { Particle\(w)(position: x[$0], speed: \(leaf()), steps: $0) }"
      let name = fresh("m")
      line("var \(name) = \(made)")
      scope.append(Variable(name: name, kind: .particles))
    } else {
      let made = "Particle\(w)(position: \(value(1)), speed: \(leaf()))"
      let name = fresh("m")
      line("var \(name) = \(made)")
      scope.append(Variable(name: name, kind: .particle))
    }
  }

  /// Closures, nested functions and grids, which need no helper.
  private mutating func plain() -> Bool {
    guard loopDepth == 0 else { return false }
    switch random.int(0...3) {
    case 0 where options.allowsClosures:
      let body = "0.5 * $0 + 0.25 * \(leaf())"
      let name = fresh("g")
      line("let \(name): (\(real)) -> \(real) = { \(body) }")
      line("t = \(name)(\(name)(\(value(1))))")
    case 1 where options.allowsClosures:
      let name = fresh("add")
      line("var \(name)Sum: \(real) = 0")
      line("func \(name)(_ value: \(real)) { \(name)Sum += 0.25 * value * t }")
      line("for value in \(anyArray()) { \(name)(value) }")
      scope.append(Variable(name: "\(name)Sum", kind: .real))
    case 2:
      let name = fresh("grid")
      line("var \(name) = (0..<2).map { row in x.map { $0 * \(real)(row + 1) * 0.5 } }")
      scope.append(Variable(name: name, kind: .grid))
      line("for row in 0..<2 { for column in 1..<n { \(name)[row][column] += 0.25 * \(name)[1 - row][column - 1] } }")
    default: return false
    }
    return true
  }
}
