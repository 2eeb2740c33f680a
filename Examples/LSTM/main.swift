// Evaluates the loss of a small recurrent network and its gradient once, checks both, and says what they cost.
//
//     nabla run Examples/LSTM/*.swift -- Examples/LSTM/data/lstm_l2_c1024.json

/// Evaluates one case and prints what came out. Returns false if a number differs from its reference.
func evaluate(_ path: String) throws -> Bool {
  let problem = try readProblem(path)
  let (parameters, text) = (problem.parameters, problem.text)
  let (value, gradient) = lossValueWithGradient(parameters, text: text)

  print("LSTM \(problem.name)")
  print("  sizes       \(text.layers) layers, \(text.length) characters of \(text.bits) bits")
  print("  loss        \(value)")
  print("  gradient")
  printBlock("main", gradient.main)
  printBlock("extra", gradient.extra)

  let passed = try check(value, gradient, path: path)
  let times = Timing.measure(
    { keep(loss(parameters, text: text)) },
    { keep(lossValueWithGradient(parameters, text: text)) })
  printTimes(primal: times[0], [("gradient", times[1])])
  return passed
}

/// Compares with the reference values beside the case file; the gradient is small, so relatively as well.
func check(_ value: Double, _ gradient: Parameters, path: String) throws -> Bool {
  guard let reference = try readReference(Reference.self, forCase: path) else {
    print("  check       skipped: reference.json beside the case has no entry for it")
    return true
  }
  var checker = Checker(relativeTolerance: 1e-9)
  checker.compare("loss", value, reference.primal)
  checker.compare("gradient", gradient.main + gradient.extra, reference.derivative)
  checker.printResult()
  return checker.passed
}

runExample(usage: "Examples/LSTM/*.swift -- CASE.json", evaluate)
