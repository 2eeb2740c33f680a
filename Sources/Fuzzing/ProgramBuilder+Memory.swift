// Random declarations and operations on memory: arrays, structs, pointers, copies.
//
// A pointer never outlives what it points to: pointers are set only to what was declared before them.

extension ProgramBuilder {
  // MARK: Declarations

  mutating func declaration() -> [Statement] {
    switch random.int(0...99) {
    case 0..<30: return declareReal()
    case 30..<60: return declareArray()
    case 60..<72: return declareInteger()
    case 72..<81: return declarePointer() ?? declareArray()
    case 81..<86: return declareRows() ?? declareArray()
    default:
      guard let structure = program.structures.isEmpty ? nil : random.pick(program.structures) else {
        return declareReal()
      }
      return declareStructure(structure.name)
    }
  }

  private mutating func realType() -> CType {
    if program.usesSingle, random.chance(40) { return .single }
    return options.allowsExtended && random.chance(15) ? .extended : .real
  }

  private mutating func declareReal() -> [Statement] {
    let type = realType()
    let value = real(2)
    let name = fresh("v")
    scope.append(Variable(name, .real(type)))
    return [.declare(name, type, value)]
  }

  mutating func declareInteger() -> [Statement] {
    let value = integer(2)
    let name = fresh("k")
    scope.append(Variable(name, .integer))
    return [.declare(name, .int, .binary("%", value, .integer(random.int(3...9))))]
  }

  private mutating func declareArray() -> [Statement] {
    let name = fresh("a")
    let storage = random.weighted([
      (5, Storage.stack), (2, .variable), (options.allowsHeap ? 3 : 0, .heap),
      (options.allowsHeap ? 1 : 0, .zeroedHeap),
    ])
    let least = random.int(3...6)
    if storage == .heap, random.chance(60) { return declareGrowing(name, least) }
    let type = realType()
    var length = Expression.integer(least)
    var known = least
    if storage != .stack, scope.contains(where: { $0.name == "x" }) { (length, known) = (.name("n"), 4) }
    let counter = counterName
    let fill = filling(counter, length)
    scope.append(Variable(name, .array(type, length: length, least: known)))
    return [.declareArray(name, type, storage, count: length, counter: counter, fill: fill)]
  }

  private mutating func declareGrowing(_ name: String, _ least: Int) -> [Statement] {
    let length = "\(name)_n"
    let counter = counterName
    let fill = filling(counter, .name(length))
    scope.append(Variable(name, .growing(length: length)))
    return [
      .declare(length, .int, .integer(least)),
      .declareArray(name, .real, .heap, count: .name(length), counter: counter, fill: fill),
    ] + (random.chance(50) ? grow() ?? [] : [])
  }

  /// An initial value of an element, which may name the counter.
  private mutating func filling(_ counter: String, _ length: Expression) -> Expression {
    scope.append(Variable(counter, .counter(until: length)))
    defer { scope.removeLast() }
    let saved = trips
    trips *= 6
    defer { trips = saved }
    return real(random.int(0...2))
  }

  private mutating func declarePointer() -> [Statement]? {
    guard let target = pointerTarget(before: scope.count) else { return nil }
    let name = fresh("p")
    scope.append(Variable(name, .pointer))
    return [.declare(name, .pointer(.real), target)]
  }

  /// A pointer to two reals of an array that is declared before position `end` of the scope.
  private mutating func pointerTarget(before end: Int) -> Expression? {
    let arrays = scope[..<end].compactMap { variable -> (name: String, least: Int)? in
      if case .array(.real, _, let least) = variable.kind, least >= 3 { (variable.name, least) } else { nil }
    }
    guard !arrays.isEmpty else { return nil }
    let array = random.pick(arrays)
    if random.chance(30) { return .name(array.name) }
    return offset(into: array)
  }

  private mutating func offset(into array: (name: String, least: Int)) -> Expression {
    let offset = Expression.binary("%", integer(1), .integer(array.least - 1))
    return .binary("+", .name(array.name), offset)
  }

  /// An array of pointers into one array, which may overlap.
  private mutating func declareRows() -> [Statement]? {
    let arrays = ownedArrays().filter { $0.type == .real }
    guard !arrays.isEmpty else { return nil }
    let array = random.pick(arrays)
    let (name, count, counter) = (fresh("r"), random.int(2...3), counterName)
    scope.append(Variable(counter, .counter(until: .integer(count))))
    let fill = offset(into: (array.name, array.least))
    scope.removeLast()
    scope.append(Variable(name, .rows(count: count)))
    return [
      .declareArray(name, .pointer(.real), .stack, count: .integer(count), counter: counter, fill: fill)
    ]
  }

  mutating func declareStructure(_ type: String) -> [Statement] {
    guard let value = structureValue(type) else { return declareReal() }
    let name = fresh("s")
    if random.chance(35) {
      let count = random.int(2...4)
      let counter = counterName
      scope.append(Variable(name, .structureArray(type, count: count)))
      let storage: Storage = options.allowsHeap && random.chance(40) ? .heap : .stack
      return [.declareArray(name, .structure(type), storage, count: .integer(count), counter: counter, fill: value)]
    }
    scope.append(Variable(name, .structure(type)))
    var result: [Statement] = [.declare(name, .structure(type), value)]
    if random.chance(20) {
      let pointer = fresh("q")
      scope.append(Variable(pointer, .structurePointer(type)))
      result.append(.declare(pointer, .pointer(.structure(type)), .address(.name(name))))
    }
    return result
  }

  /// A compound literal; nil when a pointer field has nothing to point to.
  private mutating func structureValue(_ type: String) -> Expression? {
    guard let structure = program.structures.first(where: { $0.name == type }) else { return nil }
    var values: [Expression] = []
    for field in structure.fields {
      switch field.type {
      case .int: values.append(.binary("%", integer(1), .integer(7)))
      case .pointer:
        guard let target = pointerTarget(before: scope.count) else { return nil }
        values.append(target)
      case .structure(let inner):
        guard let value = structureValue(inner) else { return nil }
        values.append(value)
      default: for _ in 0..<(field.count ?? 1) { values.append(real(1)) }
      }
    }
    return .compound(.structure(type), values)
  }

  // MARK: Operations

  /// A copy, a clear, an exchange, a growth, a pun.
  mutating func memory() -> [Statement] {
    if random.chance(30), let grown = grow() { return grown }
    let made: [Statement]? =
      switch random.int(0...99) {
      case 0..<25: copy()
      case 25..<32: clear()
      case 32..<48: exchange()
      case 48..<62: grow()
      case 62..<80: assignStructure()
      case 80..<88: movePointer()
      default: pun()
      }
    return made ?? assignment()
  }

  /// The arrays of reals that own their memory, with a length known here.
  private func ownedArrays() -> [(name: String, type: CType, least: Int)] {
    scope.compactMap {
      if case .array(let type, _, let least) = $0.kind, least >= 3 { ($0.name, type, least) } else { nil }
    }
  }

  private mutating func copy() -> [Statement]? {
    let arrays = ownedArrays()
    guard !arrays.isEmpty else { return nil }
    let to = random.pick(arrays)
    let others = arrays.filter { $0.name != to.name && $0.type == to.type }
    guard !others.isEmpty, random.chance(65) else {
      let (low, high) = (Expression.name(to.name), Expression.binary("+", .name(to.name), .integer(1)))
      let isUp = random.chance(50)
      return [
        .copy(to: isUp ? high : low, from: isUp ? low : high, count: .integer(to.least - 1), to.type, overlaps: true)
      ]
    }
    let from = random.pick(others)
    // Parameters of a helper may overlap.
    let overlaps = to.name.hasPrefix("p") || from.name.hasPrefix("p") || random.chance(20)
    let count = random.int(2...min(to.least, from.least))
    return [.copy(to: .name(to.name), from: .name(from.name), count: .integer(count), to.type, overlaps: overlaps)]
  }

  private mutating func clear() -> [Statement]? {
    let arrays = ownedArrays()
    guard !arrays.isEmpty else { return nil }
    let array = random.pick(arrays)
    return [.clear(.name(array.name), count: .integer(random.int(1...array.least)), array.type)]
  }

  /// Exchanges two reals through a third.
  private mutating func exchange() -> [Statement]? {
    guard let a = place(), let b = place() else { return nil }
    let name = fresh("t")
    return [.declare(name, .real, a), .assign(a, "=", b), .assign(b, "=", .name(name))]
  }

  private mutating func grow() -> [Statement]? {
    let names = scope.compactMap { variable -> String? in
      if case .growing = variable.kind { variable.name } else { nil }
    }
    guard !names.isEmpty, trips <= 20 else { return nil }
    let name = random.pick(names)
    return [.grow(name, .real, count: "\(name)_n", by: random.int(1...3), fill: real(1))]
  }

  /// A struct of this type that can be assigned.
  mutating func structurePlace(_ type: String) -> Expression? {
    let found = scope.compactMap { variable -> Expression? in
      switch variable.kind {
      case .structure(type): .name(variable.name)
      case .structurePointer(type): .dereference(.name(variable.name))
      case .structureArray(type, let count): .element(.name(variable.name), index: integer(1), modulus: .integer(count))
      default: nil
      }
    }
    return found.isEmpty ? nil : random.pick(found)
  }

  private mutating func assignStructure() -> [Statement]? {
    let types = program.structures.map(\.name).filter { !holdsPointer($0) }
    guard !types.isEmpty else { return nil }
    let type = random.pick(types)
    guard let to = structurePlace(type), let from = structurePlace(type) else { return nil }
    guard to == from || random.chance(30) else { return [.assign(to, "=", from)] }
    return structureValue(type).map { [.assign(to, "=", $0)] }
  }

  private func holdsPointer(_ type: String) -> Bool {
    program.structures.first { $0.name == type }?.fields.contains {
      if case .structure(let inner) = $0.type { holdsPointer(inner) } else { $0.type.isPointer }
    } ?? false
  }

  /// Lets a pointer point elsewhere, at random or under a condition.
  private mutating func movePointer() -> [Statement]? {
    let positions = scope.indices.filter { scope[$0].kind == .pointer }
    guard !positions.isEmpty else { return nil }
    let position = random.pick(positions)
    guard let target = pointerTarget(before: position) else { return nil }
    let move = Statement.assign(.name(scope[position].name), "=", target)
    return random.chance(40) ? [.branch(condition(), [move], [])] : [move]
  }

  private mutating func pun() -> [Statement]? {
    guard options.allowsPunning, let to = place() else { return nil }
    return [.pun(to: to, from: real(1), throughUnion: random.chance(50), name: fresh("u"))]
  }
}
