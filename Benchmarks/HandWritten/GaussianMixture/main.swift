// Compares the generated gradient of the Gaussian mixture with the hand-written one: numbers and times.
//
//     nabla run Examples/GaussianMixture/{GaussianMixture,Data,Report,JSONFile}.swift \
//       Benchmarks/HandWritten/GaussianMixture/*.swift -- Examples/GaussianMixture/data/gmm_1k_d10_K25.json

/// Evaluates both gradients, compares every entry, and times primal, hand-written and generated gradient.
func compare(_ path: String) throws -> Bool {
  let problem = try readProblem(path)
  let (parameters, data) = (problem.parameters, problem.data)
  let byHand = handWrittenValueWithGradient(parameters, data: data)
  let generated = objectiveValueWithGradient(parameters, data: data)

  print("Gaussian mixture \(problem.name), generated against hand-written")
  var checker = Checker()
  checker.compare("objective", generated.value, byHand.value)
  checker.compareEntries("alpha", generated.gradient.alpha, byHand.gradient.alpha)
  checker.compareEntries("mu", generated.gradient.mu, byHand.gradient.mu)
  checker.compareEntries("q", generated.gradient.q, byHand.gradient.q)
  checker.compareEntries("l", generated.gradient.l, byHand.gradient.l)
  checker.printResult()

  let times = Timing.measure(
    { keep(objective(parameters, data: data)) },
    { keep(handWrittenValueWithGradient(parameters, data: data)) },
    { keep(objectiveValueWithGradient(parameters, data: data)) })
  printTimes(primal: times[0], [("by hand", times[1]), ("generated", times[2])])
  return checker.passed
}

runExample(usage: "… -- CASE.json", compare)
