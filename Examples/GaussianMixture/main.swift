// Evaluates the objective of a Gaussian mixture and its gradient once, checks both, and says what they cost.
//
//     nabla run Examples/GaussianMixture/*.swift -- Examples/GaussianMixture/data/gmm_1k_d10_K25.json

/// Evaluates one case and prints what came out. Returns false if a number differs from its reference.
func evaluate(_ path: String) throws -> Bool {
  let problem = try readProblem(path)
  let (parameters, data) = (problem.parameters, problem.data)
  let (value, gradient) = objectiveValueWithGradient(parameters, data: data)

  print("Gaussian mixture \(problem.name)")
  print("  sizes       \(data.count) points of dimension \(data.dimension), \(parameters.alpha.count) components")
  print("  objective   \(value)")
  print("  gradient")
  printBlock("alpha", gradient.alpha)
  printBlock("mu", gradient.mu)
  printBlock("q", gradient.q)
  printBlock("l", gradient.l)

  let passed = try check(value, gradient, path: path)
  let times = Timing.measure(
    { keep(objective(parameters, data: data)) },
    { keep(objectiveValueWithGradient(parameters, data: data)) })
  printTimes(primal: times[0], [("gradient", times[1])])
  return passed
}

/// Compares with the reference values beside the case file.
func check(_ value: Double, _ gradient: Parameters, path: String) throws -> Bool {
  guard let reference = try readReference(Reference.self, forCase: path) else {
    print("  check       skipped: reference.json beside the case has no entry for it")
    return true
  }
  var checker = Checker()
  checker.compare("objective", value, reference.primal)
  checker.compare("alpha", gradient.alpha, reference.derivative.alpha)
  checker.compare("mu", gradient.mu, reference.derivative.mu)
  checker.compare("q", gradient.q, reference.derivative.q)
  checker.compare("l", gradient.l, reference.derivative.l)
  checker.printResult()
  return checker.passed
}

runExample(usage: "Examples/GaussianMixture/*.swift -- CASE.json", evaluate)
