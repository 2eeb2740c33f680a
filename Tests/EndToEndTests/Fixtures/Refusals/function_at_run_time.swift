// A function that nobody knows before the program runs.
// expect: error: cannot differentiate a function that is only known when the program runs
// expect: pass a closure or the name of a function
import Foundation
import Nabla

typealias Function = @convention(c) (Double) -> Double
let chosen = unsafeBitCast(dlsym(nil, "cos")!, to: Function.self)
print(gradient(at: 2.0) { chosen($0) })
