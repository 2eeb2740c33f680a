// A variable that a closure captures and changes.
// expect: captured_variable.swift:11:24: error: cannot differentiate a number with a derivative that is stored into something constant
// expect: in 'the differentiated closure'
// expect: store it into a variable of the function itself
import Nabla

@main struct Program {
  static func main() {
    var sum = 0.0
    let slope = gradient(at: [3.0, 2]) { x in
      for v in x { sum += v * v }
      return sum
    }
    print(slope, sum)
  }
}
