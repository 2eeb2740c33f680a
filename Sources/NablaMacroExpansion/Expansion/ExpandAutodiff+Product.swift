// Reverse mode where the seed lies in an array: a result, or a parameter that the function changes. The function makes
// such arrays itself, so that nobody can put a seed into their shadows beforehand. What is differentiated instead is a
// number: the inner product of everything that comes out with its seed, which is constant.

extension AutodiffBuilder {
  /// Whether the inner product is differentiated.
  var usesProduct: Bool {
    guard arguments.mode == .reverse else { return false }
    let hasSeededArray = arguments.result != .const && primal.result.map { !$0.isValueOnly && !$0.isPointer } == true
    return hasSeededArray || zip(primal.parameters, arguments.inputs).contains { isReplaced($0, $1) }
  }

  /// Whether the function may replace the memory that holds the numbers of a seeded parameter.
  func isReplaced(_ parameter: Parameter, _ activity: Activity) -> Bool {
    parameter.isInout && activity != .const && !parameter.type.isValueOnly && !parameter.type.isPointer
  }

  /// Adds a parameter that goes in at one place and comes out at another; its shadow is the seed, then the adjoint.
  mutating func addReplaced(_ parameter: Parameter) {
    let (type, shadow) = (parameter.type, "d\(parameter.stem)")
    let text = type.storageText
    let (input, adjoint) = (primal.local("\(parameter.stem)Primal"), primal.local("\(parameter.stem)Adjoint"))
    let (seed, output) = (primal.local("\(shadow)Seed"), primal.local("\(parameter.stem)Output"))
    let local = "value\(slots.count)"
    parameters.append("\(shadow): inout \(text)")
    prologue.append("var \(local) = $\(slots.count).pointee")
    primalArguments.append(local)
    addSlot(type, .dup)
    products.append(innerProduct(of: local, with: "$\(slots.count).pointee", type: type))
    addSlot(type, .const)
    epilogue.append("$\(slots.count).initialize(to: \(local))")
    addSlot(type, isMutable: true, .const)
    body += [
      "var \(input): \(text) = \(parameter.name)",
      "var \(adjoint): \(text) = \(zeroShadow(of: parameter.name, type: type))", "var \(seed): \(text) = \(shadow)",
      "let \(output) = UnsafeMutablePointer<\(text)>.allocate(capacity: 1)", "defer { unsafe \(output).deallocate() }",
    ]
    call += ["&\(input)", "&\(adjoint)", "&\(seed)", output]
    cleanup += ["\(parameter.name) = unsafe \(output).move()"] + constantPartsCleared(in: adjoint, type: type)
    cleanup.append("\(shadow) = \(adjoint)")
  }

  /// Adds the result and the inner product; returns what the result leads to.
  mutating func addProductResult() -> [(label: String, type: String, value: String)] {
    var results: [(label: String, type: String, value: String)] = []
    if let result = primal.result, let activity = arguments.result {
      let text = result.storageText
      let output = primal.local("resultOutput")
      body += [
        "let \(output) = UnsafeMutablePointer<\(text)>.allocate(capacity: 1)",
        "defer { unsafe \(output).deallocate() }",
      ]
      call.append(output)
      epilogue.append("$\(slots.count).initialize(to: result)")
      addSlot(result, isMutable: true, .const)
      if activity != .const { addSeed(of: result) }
      let value = primal.local("value")
      cleanup.append("let \(value) = unsafe \(output).move()")
      if activity == .active { results.append(("value", text, value)) } else { cleanup.append("_ = \(value)") }
    }
    let (product, seed) = (primal.local("product"), primal.local("productShadow"))
    body.append("var \(product) = 0.0, \(seed) = 1.0")
    call += ["&\(product)", "&\(seed)"]
    slots.append(EngineRequest.Slot(type: "Double", isMutable: true, activity: .dup))
    return results
  }

  private mutating func addSeed(of result: TypeSyntax) {
    let seed = primal.local("seed")
    parameters.append(seed == "seed" ? "seed: \(result.storageText)" : "seed \(seed): \(result.storageText)")
    body.append("var \(seed)Primal: \(result.storageText) = \(seed)")
    call.append("&\(seed)Primal")
    products.append(innerProduct(of: "result", with: "$\(slots.count).pointee", type: result))
    addSlot(result, .const)
  }

  /// The closure's statements around a call of the function.
  func productClosure(_ call: String) -> String {
    let called = primal.result == nil ? call : "let result = \(call)"
    let product = "$\(slots.count - 1).initialize(to: \(products.joined(separator: " + ")))"
    return (prologue + [called, product] + epilogue).joined(separator: "; ")
  }
}
