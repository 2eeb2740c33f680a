import Testing

@testable import Differentiation

struct PlaceTests {
  @Test func repeatedPlacesAreReducedToTheirPeriod() {
    #expect(Place(20, stride: 8).key == Place(4, stride: 8).key)
    #expect(Place(-4, stride: 8).key == Place(4, stride: 8).key)
    #expect(Place(0).repeated(every: 24).repeated(every: 16) == Place(0, stride: 8))
    #expect(Place(8, stride: 16).advanced(by: 12).key == Place(4, stride: 16).key)
  }

  @Test func repeatedPlacesRememberWhereTheyStart() {
    #expect(Place(32).repeated(every: 8).start == 32)
    #expect(Place(32).repeated(every: 8).advanced(by: 8).start == 40)
    #expect(Place(32).repeated(every: 8).joined(Place(16)).start == 16)
    #expect(Place(32).repeated(every: 8).description == "8k from 32")
  }

  @Test func joinedPlacesCoverBoth() {
    #expect(Place(8).joined(Place(8)) == Place(8))
    #expect(Place(0).joined(Place(24)) == Place(0, stride: 24))
    #expect(Place(0, stride: 16).joined(Place(8)) == Place(0, stride: 8))
    #expect(Place(4, stride: 24).joined(Place(4, stride: 36)) == Place(4, stride: 12))
    #expect(Place(3).joined(.anywhere) == .anywhere)
  }

  @Test(arguments: [
    (Place(0), Place(0), true), (Place(0), Place(4), true), (Place(0), Place(8), false),
    (Place(0), Place(16, stride: 24), false), (Place(48), Place(0, stride: 24), true),
    (Place(8, stride: 16), Place(0, stride: 16), false), (Place(8, stride: 16), Place(0, stride: 24), true),
    (Place(4, stride: 16), Place(0, stride: 16), true), (Place(1000), .anywhere, true),
  ])
  func overlap(a: Place, b: Place, expected: Bool) {
    #expect(a.mayOverlap(b) == expected)
    #expect(b.mayOverlap(a) == expected)
  }

  @Test func descriptions() {
    let places = [Place(8), Place(8, stride: 16), Place(0, stride: 8), .anywhere]
    #expect(places.map(\.description) == ["8", "8 + 16k", "8k", "k"])
  }
}

struct KindSetTests {
  @Test(arguments: FloatFormat.allCases)
  func formatsAreTold(format: FloatFormat) {
    let kinds: KindSet = [KindSet(.float(format)), .integer]
    #expect(kinds.formats == [format])
    #expect(kinds.hasFloat)
    #expect(!kinds.contains(.pointer))
  }

  @Test func numbersAreOnlyFormats() {
    #expect(!KindSet([.integer, .pointer, .partOfFloat]).hasFloat)
    #expect(KindSet([.float(.single), .float(.double)]).formats == [.single, .double])
    #expect(KindSet([.float(.double), .pointer]).description == "double or pointer")
    #expect(KindSet().description == "nothing known")
  }
}

struct MemoryGraphTests {
  @Test func unifiedNodesShareCellsAndFlags() {
    var graph = MemoryGraph()
    let (a, b) = (graph.makeNode([.external]), graph.makeNode([.owned]))
    graph.claim(.float(.double), at: PointerFact(node: a, place: Place(0)))
    graph.claim(.integer, at: PointerFact(node: b, place: Place(8)))
    graph.unify(a, b)
    #expect(graph.find(a) == graph.find(b))
    #expect(graph.flags(a) == [.external, .owned])
    #expect(graph.cell(b, Place(0))?.kinds == .float(.double))
    #expect(graph.cell(a, Place(8))?.kinds == .integer)
  }

  @Test func pointersThatMayMeetUnifyTheirTargets() {
    var graph = MemoryGraph()
    let object = graph.makeNode()
    let (first, second, other) = (graph.makeNode(), graph.makeNode(), graph.makeNode())
    graph.store(PointerFact(node: first, place: .start), at: PointerFact(node: object, place: Place(0)))
    graph.store(PointerFact(node: other, place: .start), at: PointerFact(node: object, place: Place(8)))
    #expect(graph.find(first) != graph.find(other))
    graph.store(PointerFact(node: second, place: Place(16)), at: PointerFact(node: object, place: Place(0)))
    #expect(graph.find(first) == graph.find(second))
    #expect(graph.knownPointee(at: PointerFact(node: object, place: Place(0)))?.place == Place(0, stride: 16))
    graph.store(PointerFact(node: first, place: .start), at: PointerFact(node: object, place: Place(0, stride: 8)))
    #expect(graph.find(first) == graph.find(other))
  }

  @Test func objectsOfOneNodeKeepTheirLayouts() {
    var graph = MemoryGraph()
    let (record, array) = (
      PointerFact(node: graph.makeNode(), place: .start), PointerFact(node: graph.makeNode(), place: .start)
    )
    graph.claim(.float(.double), at: record)
    graph.claim(.integer, at: record.at(Place(8)))
    graph.claim(.float(.single), at: record.at(Place(12)))
    graph.claim(.float(.double), at: array.at(Place(0, stride: 8)))
    graph.unify(record.node, array.node)
    func layout(_ fact: PointerFact) -> [Int: KindSet] {
      Dictionary(uniqueKeysWithValues: graph.layout(at: fact, size: 16).map { ($0.offset, $0.kinds) })
    }
    #expect(layout(array) == [0: .float(.double), 8: .float(.double)])
    #expect(layout(record) == [0: .float(.double), 8: .integer, 12: .float(.single)])
    let either = record.joined(array)
    #expect(layout(either) == [0: .float(.double), 8: [.integer, .float(.double)], 12: .float(.single)])
  }

  @Test func unificationReachesPointees() {
    var graph = MemoryGraph()
    let (a, b) = (graph.makeNode(), graph.makeNode())
    let (inA, inB) = (graph.makeNode(), graph.makeNode())
    graph.store(PointerFact(node: inA, place: .start), at: PointerFact(node: a, place: .start))
    graph.store(PointerFact(node: inB, place: .start), at: PointerFact(node: b, place: .start))
    graph.unify(a, b)
    #expect(graph.find(inA) == graph.find(inB))
    #expect(graph.pointees(of: a) == [graph.find(inA)])
  }

  @Test func originSpreadsToWhatIsReached() {
    var graph = MemoryGraph()
    let (outer, inner) = (graph.makeNode(), graph.makeNode())
    graph.store(PointerFact(node: inner, place: .start), at: PointerFact(node: outer, place: .start))
    graph.markOrigin(outer, [.external])
    #expect(graph.flags(inner).contains(.external))
  }

  @Test func circlesOfPointersSettle() {
    var graph = MemoryGraph()
    let (a, b) = (graph.makeNode(), graph.makeNode())
    graph.store(PointerFact(node: b, place: .start), at: PointerFact(node: a, place: Place(8)))
    graph.store(PointerFact(node: a, place: .start), at: PointerFact(node: b, place: Place(8)))
    graph.unify(a, b)
    #expect(graph.pointees(of: a) == [graph.find(a)])
    graph.markOrigin(a, [.constant])
    #expect(graph.flags(b).contains(.constant))
  }

  @Test func exactClaimsWinOverRepeatedOnes() {
    var graph = MemoryGraph()
    let node = graph.makeNode()
    graph.claim(.float(.double), at: PointerFact(node: node, place: Place(0, stride: 8)))
    graph.claim(.integer, at: PointerFact(node: node, place: Place(8)))
    let layout = graph.layout(at: PointerFact(node: node, place: .start), size: 24)
    #expect(layout.map(\.offset) == [0, 8, 16])
    #expect(layout.map(\.kinds) == [.float(.double), .integer, .float(.double)])
  }
}

struct IRTypeTests {
  static let record = IRType.structure([.integer(bits: 32), .float(.double), .pointer], offsets: [0, 8, 16], size: 24)

  @Test func leavesHaveOffsets() {
    let array = IRType.array(Self.record, count: 2, stride: 24)
    #expect(array.leaves().map(\.offset) == [0, 8, 16, 24, 32, 40])
    #expect(array.leaves()[4].type == .float(.double))
    #expect(array.size == 48)
    #expect(IRType.vector(.float(.single), count: 4, stride: 4).leaves().map(\.offset) == [0, 4, 8, 12])
    #expect(IRType.void.leaves().isEmpty)
  }

  @Test func longArraysAreCutOff() {
    #expect(IRType.array(.float(.double), count: 1_000_000, stride: 8).leaves().count == 256)
    #expect(IRType.array(Self.record, count: 1000, stride: 24).leaves(limit: 7).count == 7)
  }

  @Test func kinds() {
    #expect(IRType.vector(.float(.half), count: 2, stride: 2).isFloat)
    #expect(!IRType.array(.float(.double), count: 2, stride: 8).isFloat)
    #expect(IRType.vector(.pointer, count: 2, stride: 8).isPointer)
    #expect(Self.record.isAggregate)
    #expect(Self.record.description == "{i32, double, ptr}")
  }
}
