// A function that nobody knows before the program runs.
// expect: error: cannot differentiate a call through a pointer whose targets are not known
// expect: make its body available to the engine
import Foundation
import Nabla

typealias Function = @convention(c) (Double) -> Double
let chosen = unsafeBitCast(dlsym(nil, "cos")!, to: Function.self)
print(gradient(at: 2.0) { chosen($0) })
