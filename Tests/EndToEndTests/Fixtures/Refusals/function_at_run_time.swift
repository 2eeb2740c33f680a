// A function that nobody knows before the program runs.
// expect: error: cannot differentiate a function that is only known when the program runs
// expect: pass a closure or the name of a function
import Nabla

func pick(_ n: Int) -> (Double) -> Double { n == 0 ? { $0 * $0 } : { $0 + 1 } }
let chosen = pick(CommandLine.arguments.count - 1)
print(gradient(at: 2.0, of: chosen))
