// Where objects come from, as far as their numbers and what may be stored into them depend on it. Nodes of the memory
// graph stand for several objects; what is said here is said of each one (`ObjectSet`).

/// What is known of where an object comes from.
struct ObjectOrigin: OptionSet {
  let rawValue: UInt8

  /// Constant text.
  static let text = ObjectOrigin(rawValue: 1)
  /// Must stay constant: captured, or returned by code without derivative, or reached from such.
  static let fixed = ObjectOrigin(rawValue: 2)
  /// Nobody else refers to it: what a function returns belongs to its caller.
  static let given = ObjectOrigin(rawValue: 4)
  /// Memory in which a value was returned: the objects that it leads to are given, too.
  static let returned = ObjectOrigin(rawValue: 8)
  /// A variable that led to constant objects before the function was called.
  static let variable = ObjectOrigin(rawValue: 16)
}

/// The origins of all objects, by the nodes that they were made as.
struct ObjectOrigins {
  private var origins: [NodeID: ObjectOrigin] = [:]

  mutating func add(_ origin: ObjectOrigin, to object: NodeID) { origins[object, default: []].formUnion(origin) }

  /// True if some of the objects have this origin.
  func contain(_ origin: ObjectOrigin, among objects: ObjectSet) -> Bool {
    if origins.isEmpty { return false }
    guard let members = objects.members else { return origins.values.contains { $0.isSuperset(of: origin) } }
    return members.contains { origins[$0]?.isSuperset(of: origin) == true }
  }

  /// True if all of them have it.
  func cover(_ objects: ObjectSet, by origin: ObjectOrigin) -> Bool {
    objects.members?.allSatisfy { origins[$0]?.isSuperset(of: origin) == true } ?? false
  }

  /// The origin of an object that is only reached from others.
  func inherited(from objects: ObjectSet) -> ObjectOrigin {
    var result: ObjectOrigin = []
    if cover(objects, by: .fixed) || cover(objects, by: .variable) { result.insert(.fixed) }
    if cover(objects, by: .returned) { result.insert(.given) }
    return result
  }
}
