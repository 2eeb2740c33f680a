// Stores into memory that must stay constant: what a closure captures, and what code without derivative has returned
// (`MemoryGraph.mayBeFixed`). There is no shadow, so that what is active loses its derivative there. It matters if a number
// that the result depends on is read from there, or an address that is put there is read again.

struct ConstantStores {
  private let activity: ActivityFacts
  /// Buffers of Swift's collections: the program asks whether it holds the only reference before it writes to one, and
  /// writes to a copy otherwise. Whoever owns a constant collection holds another.
  private let copiedOnWrite: Set<NodeID>

  init(_ activity: ActivityFacts) {
    self.activity = activity
    var nodes: Set<NodeID> = []
    for function in activity.program.functions {
      for value in function.values {
        guard case .call(.library(let library)) = value.operation,
          library.name.hasPrefix("swift_isUniquelyReferenced"), let object = value.operands.first
        else { continue }
        nodes.formUnion(activity.memory.targets(function.id, object))
      }
    }
    copiedOnWrite = nodes
  }

  /// Whether an instruction stores something active where its derivative is lost.
  func losesDerivative(_ id: ValueID, in function: FunctionModel) -> Bool {
    let value = function.values[id]
    let graph = activity.memory.graph
    switch value.operation {
    case .store:
      guard let target = constant(value.operands[1], function.id) else { return false }
      let stored = value.operands[0]
      return activity.varied[function.id][stored] && graph.flags(target.node).contains(.useful)
        || activity.memory.targets(function.id, stored).contains(where: isActive) && isReadBack(target)
    case .call(.library(let library)):
      guard case .copyMemory = library.effect, let target = constant(value.operands[0], function.id),
        let source = activity.memory.target(function.id, value.operands[1]),
        !graph.origins.cover(source.objects, by: .fixed)
      else { return false }
      return isActive(source.node) && graph.flags(target.node).contains(.useful)
        || graph.pointees(of: source.node).contains(where: isActive) && isReadBack(target)
    default: return false
    }
  }

  /// Where an address leads to if that must stay constant.
  private func constant(_ address: ValueID, _ f: FunctionID) -> PointerFact? {
    let graph = activity.memory.graph
    guard let target = activity.memory.target(f, address), graph.mayBeFixed(target) else { return nil }
    return copiedOnWrite.contains(graph.find(target.node)) && !graph.origins.contain(.given, among: target.objects)
      ? nil : target
  }

  private func isActive(_ node: NodeID) -> Bool {
    activity.memory.graph.flags(node).isSuperset(of: [.varied, .useful])
  }

  /// Whether an address that is stored there is read again, alone or with all around it.
  private func isReadBack(_ place: PointerFact) -> Bool {
    let memory = activity.memory
    if memory.graph.isReadAsPointer(at: place) { return true }
    let node = memory.graph.find(place.node)
    return activity.program.functions.contains { function in
      function.values.contains { value in
        guard case .call(.library(let library)) = value.operation, case .copyMemory = library.effect else {
          return false
        }
        return memory.targets(function.id, value.operands[1]).contains(node)
      }
    }
  }
}
