// Parameters as the source has them. A structure or complex number that C passes by value may arrive as two parameters
// in LLVM IR; a request passes it as one argument, with one marker and one shadow.

import LLVM

/// One parameter of the source: one or two parameters of the function in LLVM IR.
struct ParameterGroup {
  var parameters: Range<Int>
  /// Bytes in the source's memory; nil if nothing tells.
  var size: Int?
  var alignment: Int?
  /// Nothing but missing attributes tells that these parameters belong together.
  var isGuess = false

  /// Where part `index` lies in the source's object: parts are passed in eight bytes each.
  static func offset(ofPart index: Int) -> Int { 8 * index }

  /// How the parameters of a function that `call` has arguments for may be grouped, the likeliest first; the place of a
  /// large result is none of them. Debug information tells for sure.
  static func groupings(of function: Function, for call: Value, _ layout: DataLayout) -> [[ParameterGroup]] {
    let first = function.parameters.isEmpty || !function.hasAttribute("sret", at: .parameter(0)) ? 0 : 1
    let rest = first..<function.parameters.count
    if let known = fromSource(function, rest, layout) { return [known] }
    if !isFromC(call) { return [rest.map { ParameterGroup(parameters: $0..<$0 + 1) }] }
    return fromAttributes(function, rest, layout).sorted { $0.count < $1.count }
  }

  /// Compilers of C promise for each argument that it is defined.
  private static func isFromC(_ call: Value) -> Bool {
    call.arguments.indices.prefix(2).contains { call.hasAttribute("noundef", at: .parameter($0)) }
  }

  /// All ways to group the parameters. Parts of structures may be padding: nobody promises that they are defined.
  private static func fromAttributes(
    _ function: Function, _ range: Range<Int>, _ layout: DataLayout
  ) -> [[ParameterGroup]] {
    func isPart(_ index: Int) -> Bool {
      let type = function.parameter(index).type
      return !function.hasAttribute("noundef", at: .parameter(index)) && layout.size(of: type) <= 8
        && !function.hasAttribute("byval", at: .parameter(index))
    }
    var groupings: [[ParameterGroup]] = [[]]
    for index in range {
      let alone = groupings.map { $0 + [ParameterGroup(parameters: index..<index + 1)] }
      let pair = groupings.compactMap { groups -> [ParameterGroup]? in
        guard index > range.lowerBound, isPart(index), isPart(index - 1), groups.last?.parameters.count == 1 else {
          return nil
        }
        return groups.dropLast() + [pairOfParts(function, index - 1, layout)]
      }
      groupings = Array((alone + pair).prefix(64))
    }
    return groupings
  }

  private static func pairOfParts(_ function: Function, _ index: Int, _ layout: DataLayout) -> ParameterGroup {
    let types = [index, index + 1].map { function.parameter($0).type }
    let alignment = types.map { CLayout(layout).alignment(of: $0) }.max()!
    let size = offset(ofPart: 1) + layout.size(of: types[1])
    return ParameterGroup(
      parameters: index..<index + 2, size: (size + alignment - 1) / alignment * alignment, alignment: alignment,
      isGuess: true)
  }

  /// What the debug information says, if it agrees with the function.
  private static func fromSource(_ function: Function, _ range: Range<Int>, _ layout: DataLayout) -> [ParameterGroup]? {
    let shapes = function.sourceParameters
    return shapes.isEmpty ? nil : match(shapes[...], function.parameters.map(\.type), range, layout)
  }

  /// The first way to spread `types` over the source's parameters that uses all of them.
  private static func match(
    _ shapes: ArraySlice<ParameterShape>, _ types: [Type], _ range: Range<Int>, _ layout: DataLayout
  ) -> [ParameterGroup]? {
    guard let shape = shapes.first else { return range.isEmpty ? [] : nil }
    for count in possibleCounts(shape, range.first.map { types[$0] }, layout) where count <= range.count {
      let end = range.lowerBound + count
      guard let rest = match(shapes.dropFirst(), types, end..<range.upperBound, layout) else { continue }
      let parameters = range.lowerBound..<end
      return [
        shape.isAggregate
          ? ParameterGroup(parameters: parameters, size: shape.size, alignment: shape.alignment)
          : ParameterGroup(parameters: parameters)
      ] + rest
    }
    return nil
  }

  /// How many parameters of LLVM IR one of the source may be. A large object is a pointer to it, an empty one nothing.
  private static func possibleCounts(_ shape: ParameterShape, _ first: Type?, _ layout: DataLayout) -> [Int] {
    guard shape.isAggregate, let first else { return [1] }
    if shape.size <= 1 { return [1, 0] }
    guard shape.size > 8, shape.size <= 16, layout.size(of: first) <= 8 else { return [1] }
    return first.isPointer ? [2, 1] : [2]
  }
}
