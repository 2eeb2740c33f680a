// Compares the generated gradient of the LSTM with the hand-written one: numbers and times.
//
//     nabla run Examples/LSTM/{LSTM,Data,Report,JSONFile}.swift \
//       Benchmarks/HandWritten/LSTM/*.swift -- Examples/LSTM/data/lstm_l2_c1024.json

/// Evaluates both gradients, compares every entry, and times primal, hand-written and generated gradient.
func compare(_ path: String) throws -> Bool {
  let problem = try readProblem(path)
  let (parameters, text) = (problem.parameters, problem.text)
  let byHand = handWrittenValueWithGradient(parameters, text: text)
  let generated = lossValueWithGradient(parameters, text: text)

  print("LSTM \(problem.name), generated against hand-written")
  var checker = Checker(relativeTolerance: 1e-9)
  checker.compare("loss", generated.value, byHand.value)
  checker.compareEntries("main", generated.gradient.main, byHand.gradient.main)
  checker.compareEntries("extra", generated.gradient.extra, byHand.gradient.extra)
  checker.printResult()

  let times = Timing.measure(
    { keep(loss(parameters, text: text)) },
    { keep(handWrittenValueWithGradient(parameters, text: text)) },
    { keep(lossValueWithGradient(parameters, text: text)) })
  printTimes(primal: times[0], [("by hand", times[1]), ("generated", times[2])])
  return checker.passed
}

runExample(usage: "… -- CASE.json", compare)
