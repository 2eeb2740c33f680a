// Which objects a pointer may lead to.
//
// Two pointers that may meet make their nodes one (`MemoryGraph`), also where they meet but once: an array and a field of
// a record, of which a condition chooses one, are one node from then on. What each of them holds is told apart by the
// objects that a pointer comes from. They travel with it through values, calls and memory, and are all those that it may
// lead to; what is said about memory through a pointer is about these only.

/// Objects, named by the nodes that they had when they were made.
struct ObjectSet: Hashable, Sendable {
  /// Sorted; nil for any object.
  let members: [NodeID]?

  /// More are as good as any.
  static let limit = 6

  static let any = ObjectSet(members: nil)

  init(_ node: NodeID) { members = [node] }

  private init(members: [NodeID]?) { self.members = members }

  func union(_ other: ObjectSet) -> ObjectSet {
    if self == other { return self }
    guard let members, let others = other.members else { return .any }
    let all = Set(members).union(others)
    return all.count > Self.limit ? .any : ObjectSet(members: all.sorted())
  }

  func intersects(_ other: ObjectSet) -> Bool {
    guard let members, let others = other.members else { return true }
    return members.contains(where: others.contains)
  }

  /// The largest of the objects, if all sizes are known.
  func largest(of sizes: [NodeID: Int]) -> Int? {
    guard let members, members.allSatisfy({ sizes[$0] != nil }) else { return nil }
    return members.compactMap { sizes[$0] }.max()
  }

  func isSuperset(of other: ObjectSet) -> Bool {
    guard let members else { return true }
    guard let others = other.members else { return false }
    return others.allSatisfy(members.contains)
  }
}

/// A pointer's target.
struct PointerFact: Hashable, Sendable {
  var node: NodeID
  var place: Place
  /// The objects that are meant, of all that the node stands for.
  var objects: ObjectSet

  init(node: NodeID, place: Place, objects: ObjectSet? = nil) {
    self.node = node
    self.place = place
    self.objects = objects ?? ObjectSet(node)
  }

  /// The least fact that covers both; of the same node.
  func joined(_ other: PointerFact) -> PointerFact {
    PointerFact(node: node, place: place.joined(other.place), objects: objects.union(other.objects))
  }

  var inAnyObject: PointerFact { PointerFact(node: node, place: place, objects: .any) }

  /// Another place in the same objects.
  func at(_ place: Place) -> PointerFact { PointerFact(node: node, place: place, objects: objects) }
}

/// What is said about one place in some of the objects of a node.
struct MemoryClaim: Sendable {
  var objects: ObjectSet
  var kinds: KindSet
  /// For repeated positions the lowest one that was claimed.
  var start: Int

  /// Adds a claim; returns true if that says anything new.
  static func add(_ claim: MemoryClaim, to claims: inout [MemoryClaim]) -> Bool {
    if claims.contains(where: {
      $0.objects.isSuperset(of: claim.objects) && $0.kinds.isSuperset(of: claim.kinds) && $0.start <= claim.start
    }) {
      return false
    }
    if let index = claims.firstIndex(where: { $0.objects == claim.objects }) {
      claims[index].kinds.formUnion(claim.kinds)
      claims[index].start = min(claims[index].start, claim.start)
    } else if claims.count < 12 {
      claims.append(claim)
    } else {
      let kinds = claims.reduce(into: claim.kinds) { $0.formUnion($1.kinds) }
      claims = [MemoryClaim(objects: .any, kinds: kinds, start: claims.reduce(claim.start) { min($0, $1.start) })]
    }
    return true
  }
}
