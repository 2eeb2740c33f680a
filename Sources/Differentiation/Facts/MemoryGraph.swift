// The memory objects of a program and what they hold, by unification.
//
// A node stands for a set of objects that some pointer may reach; it has cells at byte positions (see `Place`), each
// with the kinds claimed for it and, if pointers are stored there, the node and place they point to. Two pointers that
// may meet make their nodes one (Steensgaard, "Points-to analysis in almost linear time", POPL 1996, with offsets).
// Cells whose positions may overlap share their pointee, so that no path to an object is missed; kinds are kept per
// position, so that an integer header does not spoil the array behind it.

typealias NodeID = Int

struct MemoryGraph {
  struct Cell {
    var claims: [MemoryClaim] = []
    var pointee: PointerFact?

    /// All kinds that were claimed, of whatever object.
    var kinds: KindSet { claims.reduce(into: KindSet()) { $0.formUnion($1.kinds) }.subtracting(.tentative) }
  }

  struct Flags: OptionSet {
    let rawValue: UInt16
    /// Reached from an argument that the request calls constant, or a constant global.
    static let constant = Flags(rawValue: 1)
    /// Reached from an argument with a shadow.
    static let external = Flags(rawValue: 2)
    /// Some instruction writes it.
    static let written = Flags(rawValue: 4)
    /// Holds numbers that depend on an active input.
    static let varied = Flags(rawValue: 8)
    /// Its numbers may reach an active output.
    static let useful = Flags(rawValue: 16)
    /// Pointers to it come with a shadow pointer.
    static let shadowed = Flags(rawValue: 32)
    /// Allocated by the program itself, or a global.
    static let owned = Flags(rawValue: 64)
    /// The caller may overwrite it between the two sweeps.
    static let exposed = Flags(rawValue: 128)
    /// What memory passes on to everything that is reached from it.
    static let origins: Flags = [.constant, .external, .exposed]
  }

  struct Node {
    var cells: [Place: Cell] = [:]
    var pointerPlaces: [Place] = []
    /// Where pointers are read that may have been there before.
    var readPlaces: Set<Place> = []
    var flags: Flags = []
  }

  private(set) var nodes: [Node] = []
  /// Bytes of objects whose size is constant, by the nodes that they were made as.
  private var sizes: [NodeID: Int] = [:]
  private var parents: [NodeID] = []
  private var pending: [(NodeID, NodeID)] = []
  /// Counts changes, so that a fixpoint can tell when nothing moved.
  private(set) var version = 0

  mutating func makeNode(_ flags: Flags = []) -> NodeID {
    nodes.append(Node(flags: flags))
    parents.append(nodes.count - 1)
    return nodes.count - 1
  }

  /// Where objects come from.
  var origins = ObjectOrigins()

  /// True if a pointer leads to constant text and nothing else.
  func isText(_ fact: PointerFact) -> Bool { origins.cover(fact.objects, by: .text) }

  /// True if a pointer may lead to what nothing active must be stored into.
  func mayBeFixed(_ fact: PointerFact) -> Bool {
    flags(fact.node).contains(.constant) && origins.contain(.fixed, among: fact.objects)
  }

  /// True if pointers that were there before may be read from a place.
  func isReadAsPointer(at fact: PointerFact) -> Bool {
    nodes[find(fact.node)].readPlaces.contains { $0.mayOverlap(fact.place) }
  }

  /// Makes the node of something of that origin.
  mutating func makeNode(_ flags: Flags, _ origin: ObjectOrigin) -> NodeID {
    let node = makeNode(flags)
    if !origin.isEmpty { origins.add(origin, to: node) }
    return node
  }

  /// Makes the node of an object of so many bytes.
  mutating func makeObject(_ flags: Flags = [.owned], size: Int?) -> NodeID {
    let node = makeNode(flags)
    sizes[node] = size
    return node
  }

  /// How many bytes there are at most behind a pointer, to the ends of the objects that it may lead to.
  func extent(behind fact: PointerFact) -> Int? {
    fact.place.start < 0 ? nil : fact.objects.largest(of: sizes).map { max(0, $0 - fact.place.start) }
  }

  /// The representative of a node.
  func find(_ node: NodeID) -> NodeID {
    var current = node
    while parents[current] != current { current = parents[current] }
    return current
  }

  private mutating func compress(_ node: NodeID) -> NodeID {
    let root = find(node)
    var current = node
    while parents[current] != root {
      (current, parents[current]) = (parents[current], root)
    }
    return root
  }

  func flags(_ node: NodeID) -> Flags { nodes[find(node)].flags }

  /// Adds flags; returns true if that changed anything.
  @discardableResult
  mutating func mark(_ node: NodeID, _ flags: Flags) -> Bool {
    let root = compress(node)
    if nodes[root].flags.isSuperset(of: flags) { return false }
    nodes[root].flags.formUnion(flags)
    version += 1
    return true
  }

  func cell(_ node: NodeID, _ place: Place) -> Cell? { nodes[find(node)].cells[place.key] }

  /// How many positions of a node something is known about.
  func cellCount(_ node: NodeID) -> Int { nodes[find(node)].cells.count }

  mutating func claim(_ kinds: KindSet, at fact: PointerFact) {
    guard !kinds.isEmpty else { return }
    let root = compress(fact.node)
    let claim = MemoryClaim(objects: fact.objects, kinds: kinds, start: fact.place.start)
    if MemoryClaim.add(claim, to: &nodes[root].cells[fact.place.key, default: Cell()].claims) { version += 1 }
  }

  /// What pointers stored at `fact` point to; a fresh node if nothing is known yet.
  mutating func pointee(at fact: PointerFact) -> PointerFact {
    if let known = knownPointee(at: fact) { return known }
    return addPointee(at: fact)
  }

  /// What a pointer read from `fact` points to. In memory that the program has not made, it may have been there before.
  mutating func readPointee(at fact: PointerFact) -> PointerFact {
    let root = compress(fact.node)
    let isOld = !nodes[root].flags.isDisjoint(with: .origins) || origins.contain(.variable, among: fact.objects)
    guard isOld, nodes[root].readPlaces.insert(fact.place.key).inserted else { return pointee(at: fact) }
    return addPointee(at: fact)
  }

  private mutating func addPointee(at fact: PointerFact) -> PointerFact {
    let origin = origins.inherited(from: fact.objects)
    var flags = nodes[compress(fact.node)].flags.intersection(.origins)
    if origin.contains(.fixed) { flags.insert(.constant) }
    let fresh = PointerFact(node: makeNode(flags, origin), place: .start)
    setPointee(fresh, at: fact)
    settle()
    return knownPointee(at: fact) ?? fresh
  }

  /// The objects are those that any pointer at an overlapping place leads to.
  func knownPointee(at fact: PointerFact) -> PointerFact? {
    let node = nodes[find(fact.node)]
    guard let known = node.cells[fact.place.key]?.pointee else { return nil }
    var objects = known.objects
    for place in node.pointerPlaces where objects != .any && place.mayOverlap(fact.place) {
      if let other = node.cells[place]?.pointee { objects = objects.union(other.objects) }
    }
    return PointerFact(node: find(known.node), place: known.place, objects: objects)
  }

  /// True if a pointer was stored at a place that may be the same.
  func mayHoldPointer(at fact: PointerFact) -> Bool {
    nodes[find(fact.node)].pointerPlaces.contains { $0.mayOverlap(fact.place) }
  }

  /// Records that a pointer to `target` is stored at `fact`.
  mutating func store(_ target: PointerFact, at fact: PointerFact) {
    setPointee(target, at: fact)
    settle()
  }

  mutating func unify(_ a: NodeID, _ b: NodeID) {
    pending.append((a, b))
    settle()
  }

  private mutating func setPointee(_ target: PointerFact, at fact: PointerFact) {
    let root = compress(fact.node)
    if let known = nodes[root].cells[fact.place.key]?.pointee {
      let joined = known.joined(target)
      if joined != known {
        nodes[root].cells[fact.place.key]!.pointee = joined
        version += 1
      }
      pending.append((known.node, target.node))
      return
    }
    version += 1
    nodes[root].cells[fact.place.key, default: Cell()].pointee = target
    for place in nodes[root].pointerPlaces where place.mayOverlap(fact.place) {
      if let other = nodes[root].cells[place]?.pointee { pending.append((other.node, target.node)) }
    }
    nodes[root].pointerPlaces.append(fact.place.key)
  }

  /// Says that what a pointer at `fact` points to was there before: it is where the memory around the pointer is from.
  mutating func inheritOrigin(of fact: PointerFact) {
    guard let target = knownPointee(at: fact) else { return }
    markOrigin(target.node, flags(fact.node).intersection(.origins))
  }

  /// Carries out all unifications that are due.
  private mutating func settle() {
    while let (a, b) = pending.popLast() {
      var (keep, drop) = (compress(a), compress(b))
      if keep == drop { continue }
      if nodes[keep].cells.count < nodes[drop].cells.count { swap(&keep, &drop) }
      version += 1
      let dropped = nodes[drop]
      nodes[drop] = Node()
      parents[drop] = keep
      let spread = nodes[keep].flags.union(dropped.flags).intersection(.origins)
      let spreads = spread != nodes[keep].flags.intersection(.origins)
      nodes[keep].flags.formUnion(dropped.flags)
      nodes[keep].readPlaces.formUnion(dropped.readPlaces)
      for (place, cell) in dropped.cells {
        for claim in cell.claims { _ = MemoryClaim.add(claim, to: &nodes[keep].cells[place, default: Cell()].claims) }
        if let target = cell.pointee { setPointee(target, at: PointerFact(node: keep, place: place)) }
      }
      if spreads { spreadOrigin(keep) }
    }
  }

  /// Memory reached from external memory is external too.
  private mutating func spreadOrigin(_ start: NodeID) {
    var work = [start]
    while let node = work.popLast() {
      let root = compress(node)
      let origin = nodes[root].flags.intersection(.origins)
      for place in nodes[root].pointerPlaces {
        guard let target = nodes[root].cells[place]?.pointee else { continue }
        let pointee = compress(target.node)
        if nodes[pointee].flags.isSuperset(of: origin) { continue }
        nodes[pointee].flags.formUnion(origin)
        version += 1
        work.append(pointee)
      }
    }
  }

  /// Adds `flags` (of origin) to a node and to everything reached from it.
  mutating func markOrigin(_ node: NodeID, _ flags: Flags) {
    if mark(node, flags) { spreadOrigin(node) }
  }

  func pointerPlaces(of node: NodeID) -> [Place] { nodes[find(node)].pointerPlaces }

  /// The nodes that pointers inside `node` reach.
  func pointees(of node: NodeID) -> [NodeID] {
    let root = nodes[find(node)]
    return root.pointerPlaces.compactMap { root.cells[$0]?.pointee.map { find($0.node) } }
  }
}
