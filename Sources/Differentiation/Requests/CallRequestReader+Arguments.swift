// One argument of a request: its markers, its value, its shadows.

import LLVM

/// What the markers before an argument say.
private struct ArgumentMarkers {
  var activity: Activity?
  /// Bytes of an object that is passed by its address.
  var size: Int?
  /// Bytes between the shadows of neighbouring lanes.
  var stride: Value?
  var isStable = false
  var isFixed = false
  /// Results in the argument's memory are read by the caller.
  var needsPrimal = true
}

extension CallRequestReader {
  /// Reads the argument for a parameter of the source and appends one entry per parameter in LLVM IR.
  mutating func readArgument(_ given: ParameterGroup, _ request: inout Request) throws {
    if given.parameters.isEmpty || given.parameters.lowerBound < request.arguments.count { return }
    let markers = try readArgumentMarkers(given.parameters.lowerBound)
    let group = extended(given, markers, &request)
    let primal = request.primal
    let object = objectType(primal, group)
    let activity = markers.activity ?? defaultActivity(primal, group, object)
    try check(activity, primal, group, object)
    var arguments = group.parameters.map { _ in
      RequestArgument(
        activity: activity, needsPrimal: markers.needsPrimal, isStable: markers.isStable,
        isFixed: markers.isFixed)
    }
    if function == .tapeSize {
      request.arguments += arguments
      return
    }
    let values = try takeParts(primal, group, markers, isShadow: false)
    for index in values.indices { arguments[index].primal = values[index] }
    if activity == .duplicated {
      for shadows in try takeShadows(primal, group, markers, request.width) {
        for index in shadows.indices { arguments[index].shadows.append(shadows[index]) }
      }
    } else if activity == .active, let object {
      arguments[0].object = .argument(object)
    }
    request.arguments += arguments.enumerated().map { index, argument in
      settled(argument, primal.parameter(group.parameters.lowerBound + index).type)
    }
  }

  /// Parts of an object that hold neither numbers nor addresses are constant.
  private func settled(_ argument: RequestArgument, _ type: Type) -> RequestArgument {
    var argument = argument
    if argument.object != nil { argument.activity = .duplicated }
    if argument.activity == .duplicated, !isForward, !type.isPointer {
      argument.activity = Self.holdsNumbers(type) ? .active : .constant
      argument.shadows = []
    }
    return argument
  }

  // MARK: Markers

  private mutating func readArgumentMarkers(_ index: Int) throws -> ArgumentMarkers {
    var markers = ArgumentMarkers()
    while let first = rest.first, let marker = RequestMarker.name(first) {
      switch marker {
      case "const": markers.activity = .constant
      case "captured":
        markers.activity = .constant
        markers.isFixed = true
      case "out", "active": markers.activity = .active
      case "dup": markers.activity = .duplicated
      case "dupnoneed":
        markers.activity = .duplicated
        markers.needsPrimal = false
      case "dupv", "dupnoneedv":
        markers.activity = .duplicated
        markers.needsPrimal = marker == "dupv"
        markers.stride = try operand(of: marker) { $0.type.isInteger }
      case "byref":
        guard let size = try operand(of: marker, where: { $0.type.isInteger }).constantInt, size > 0 else {
          throw refusal("'enzyme_byref' without a constant size", "write 'enzyme_byref, sizeof(type), address'")
        }
        markers.size = Int(size)
      case "not_overwritten": markers.isStable = true
      case "primal_return", "noret", "const_return", "dup_return", "strong_zero", "runtime_activity", "nofree", "width",
        "tape", "allocated", "interleave", "dupnoneed_return", "active_return", "out_return":
        throw refusal(
          "the marker 'enzyme_\(marker)' between parameter \(index + 1) and its marker",
          "write markers of the whole request before those of a parameter")
      default: throw unknown(marker, "for parameter \(index + 1)")
      }
      rest.removeFirst()
    }
    return markers
  }

  /// An object passed by address may be several parameters although nothing but its size tells.
  private func extended(_ group: ParameterGroup, _ markers: ArgumentMarkers, _ request: inout Request) -> ParameterGroup
  {
    guard let size = markers.size, group.size == nil else { return group }
    var result = group
    let isInMemory = objectType(request.primal, group) != nil
    while !isInMemory, result.parameters.upperBound < request.primal.parameters.count,
      ParameterGroup.offset(ofPart: result.parameters.count) < size
    {
      result.parameters = result.parameters.lowerBound..<result.parameters.upperBound + 1
    }
    result.size = size
    request.groups.removeAll { result.parameters.contains($0.parameters.lowerBound) }
    request.groups.append(result)
    request.groups.sort { $0.parameters.lowerBound < $1.parameters.lowerBound }
    return result
  }

  /// The type of an object that C passes by value and LLVM IR by address.
  private func objectType(_ primal: Function, _ group: ParameterGroup) -> Type? {
    primal.structuralType(of: "byval", at: .parameter(group.parameters.lowerBound))
  }

  private func defaultActivity(_ primal: Function, _ group: ParameterGroup, _ object: Type?) -> Activity {
    if let object {
      if !Self.holdsNumbers(object) { return object.isStructure && holdsPointers(object) ? .duplicated : .constant }
      return isForward ? .duplicated : .active
    }
    let types = group.parameters.map { primal.parameter($0).type }
    if types.contains(where: { $0.isPointer }) { return .duplicated }
    guard types.contains(where: { Self.holdsNumbers($0) }) else { return .constant }
    return isForward ? .duplicated : .active
  }

  func holdsPointers(_ type: Type) -> Bool {
    if type.isStructure { return type.elements.contains { holdsPointers($0) } }
    return type.isArray ? holdsPointers(type.element) : type.isPointer
  }

  private func check(_ activity: Activity, _ primal: Function, _ group: ParameterGroup, _ object: Type?) throws {
    let number = group.parameters.lowerBound + 1
    let types = group.parameters.map { primal.parameter($0).type }
    let hasPointer = types.contains { $0.isPointer }
    switch activity {
    case .active where isForward:
      throw refusal("'enzyme_out' for parameter \(number) in forward mode", "use enzyme_dup and pass a tangent")
    case .active where hasPointer && object == nil:
      throw refusal("'enzyme_out' for parameter \(number), which is a pointer", "use enzyme_dup and pass its shadow")
    case .duplicated where mode == .reverse && !hasPointer:
      throw refusal(
        "'enzyme_dup' for parameter \(number), which is passed by value", "use enzyme_out: its adjoint is returned")
    case .duplicated where !isForward && hasPointer && types.contains(where: { Self.holdsNumbers($0) }):
      throw refusal(
        "parameter \(number) is an object with numbers and addresses that is passed by value", "pass it by its address")
    default: break
    }
  }

  // MARK: Values

  /// The parts of each lane's shadow.
  private mutating func takeShadows(
    _ primal: Function, _ group: ParameterGroup, _ markers: ArgumentMarkers, _ width: Int
  ) throws -> [[PassedValue]] {
    guard let stride = markers.stride else {
      return try (0..<width).map { _ in try takeParts(primal, group, markers, isShadow: true) }
    }
    let number = group.parameters.lowerBound + 1
    guard let value = pop(isShadow: true), RequestMarker.name(value) == nil, value.type.isPointer,
      group.parameters.count == 1
    else {
      throw refusal(
        "'enzyme_dupv' for parameter \(number) without the address of its shadows",
        "write 'enzyme_dupv, bytes from one shadow to the next, argument, shadows'")
    }
    return (0..<width).map { [.lane(value, stride: stride, lane: $0)] }
  }

  private mutating func pop(isShadow: Bool) -> Value? {
    isShadow && interleavedShadows != nil ? interleavedShadows!.popFirst() : rest.popFirst()
  }

  /// One value per part of the parameter, or all behind one address.
  private mutating func takeParts(
    _ primal: Function, _ group: ParameterGroup, _ markers: ArgumentMarkers, isShadow: Bool
  ) throws -> [PassedValue] {
    guard markers.size != nil else {
      try checkGuess(group, isShadow)
      return try group.parameters.map { .value(try takeValue(primal.parameter($0).type, $0, isShadow)) }
    }
    let first = group.parameters.lowerBound
    let address = try takeValue(nil, first, isShadow)
    if objectType(primal, group) != nil { return [.value(address)] }
    return group.parameters.map { .memory(address, offset: ParameterGroup.offset(ofPart: $0 - first)) }
  }

  /// Parameters that the function does not use lose their attributes, and look like parts of a structure then. The
  /// arguments tell: the caller promises for numbers that they are defined, and does not for parts.
  private func checkGuess(_ group: ParameterGroup, _ isShadow: Bool) throws {
    guard group.isGuess else { return }
    let next = isShadow ? interleavedShadows?.startIndex ?? rest.startIndex : rest.startIndex
    let parts = (next..<next + group.parameters.count).filter { $0 < call.argumentCount }
    if !parts.isEmpty, parts.allSatisfy({ call.hasAttribute("noundef", at: .parameter($0)) }) {
      throw refusal("a number where a part of a structure is expected", "pass the structure")
    }
  }

  /// The next value, which must fit `type`; nil stands for an address.
  private mutating func takeValue(_ type: Type?, _ index: Int, _ isShadow: Bool) throws -> Value {
    let role = isShadow ? "shadow" : "argument"
    guard let value = pop(isShadow: isShadow) else {
      throw refusal(
        "'\(requestName)' ends before the \(role) of parameter \(index + 1) of the differentiated function",
        "pass every parameter, and a shadow behind each duplicated one")
    }
    if RequestMarker.name(value) != nil {
      throw refusal(
        "a marker stands where the \(role) of parameter \(index + 1) is expected",
        "pass a shadow behind each duplicated argument")
    }
    guard type.map({ Self.isConvertible(value, to: $0) }) ?? value.type.isPointer else {
      throw refusal(
        "the \(role) of parameter \(index + 1) has type '\(value.type)', but \(type.map { "the function takes '\($0)'" } ?? "an address is expected")",
        "pass a value of the parameter's type")
    }
    return value
  }
}
