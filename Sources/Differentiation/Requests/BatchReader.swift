// `__enzyme_batch(f, enzyme_width, 4, enzyme_vector, a1, a2, a3, a4, enzyme_scalar, s, enzyme_buffer, 8, p)`: calls `f`
// once per lane and returns all results together. Each parameter has a value per lane (vector, what holds without a
// marker), one value for all (scalar), or an address that moves by so many bytes from lane to lane (buffer).

import LLVM

struct BatchReader {
  /// Where the parts of one parameter of the source come from.
  private enum Source {
    case vector([[Int]])
    case scalar([Int])
    case buffer(Int, stride: Int)
  }

  /// The function that the call is to be replaced by.
  static func wrap(_ arguments: inout ArgumentList, _ call: Value, _ module: Module) throws -> Function {
    guard case .known(let f) = arguments.takeFunction() else {
      throw Refusal.request(
        call, "the first argument of '\(call.calledFunction!.name)' is not a function known at compile time",
        "pass the function itself, or compile with -O1 so that a pointer to it is resolved")
    }
    let (width, sources) = try read(&arguments, f, call, module.dataLayout)
    let wrapper = WrapperFunction(module, named: "nabla.batch.\(f.name)", arguments.taken, returning: call.type)
    let parameters = wrapper.function.parameters
    var results: [Value] = []
    for lane in 0..<width {
      var values = sources.flatMap { source in
        switch source {
        case .vector(let lanes): lanes[lane].map { parameters[$0] }
        case .scalar(let parts): parts.map { parameters[$0] }
        case .buffer(let index, let stride): [wrapper.builder.ptrAdd(parameters[index], lane * stride)]
        }
      }
      guard let result = wrapper.call(f, &values) else {
        throw Refusal.request(
          call, "the arguments do not fit '\(demangled(f.name))'", "pass what the function takes, with the same types")
      }
      results.append(result)
    }
    wrapper.finish(results)
    return wrapper.function
  }

  private static func read(
    _ arguments: inout ArgumentList, _ f: Function, _ call: Value, _ layout: DataLayout
  ) throws -> (Int, [Source]) {
    let groupings = ParameterGroup.groupings(of: f, for: call, layout)
    for groups in groupings.dropLast() {
      var attempt = arguments
      guard let result = try? read(&attempt, f, groups, call) else { continue }
      arguments = attempt
      return result
    }
    return try read(&arguments, f, groupings.last!, call)
  }

  private static func read(
    _ arguments: inout ArgumentList, _ f: Function, _ groups: [ParameterGroup], _ call: Value
  ) throws -> (Int, [Source]) {
    let count = groups.count
    var width: Int?
    var sources: [Source] = []
    while sources.count < count || !arguments.isEmpty {
      let marker = arguments.takeMarker() ?? "vector"
      if marker == "width" {
        width = arguments.takeNumber()
        continue
      }
      guard let width, width >= 1, width <= 1024 else {
        throw Refusal.request(
          call, "'enzyme_width' without a constant between 1 and 1024", "begin with 'enzyme_width, 4'")
      }
      guard sources.count < count, let source = source(marker, width, types(groups[sources.count], f), &arguments)
      else {
        throw Refusal.request(
          call, "parameter \(sources.count + 1) of the function called \(width) times",
          "write 'enzyme_vector' and \(width) values, 'enzyme_scalar' and one, or 'enzyme_buffer', bytes, address")
      }
      sources.append(source)
    }
    return (width ?? 1, sources)
  }

  private static func types(_ group: ParameterGroup, _ f: Function) -> [Type] {
    group.parameters.map { f.parameter($0).type }
  }

  private static func source(
    _ marker: String, _ width: Int, _ types: [Type], _ arguments: inout ArgumentList
  ) -> Source? {
    switch marker {
    case "vector":
      let lanes = (0..<width).compactMap { _ in arguments.take(types) }
      return lanes.count == width ? .vector(lanes) : nil
    case "scalar": return arguments.take(types).map { .scalar($0) }
    case "buffer":
      guard let stride = arguments.takeNumber() else { return nil }
      return arguments.take(types).flatMap { $0.count == 1 ? .buffer($0[0], stride: stride) : nil }
    default: return nil
    }
  }
}
