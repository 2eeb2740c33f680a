// Numbers that come back out of text or files have lost their derivative: no silent zero.

extension ProgramEmitter {
  func refuseSpelledNumbers() {
    // Most programs read no text.
    let reads = activity.program.functions.contains { function in
      function.values.contains { value in
        switch value.operation {
        case .call(.unknown(let name)): TextFunctions.reader(name) != nil
        case .call(.library(let library)): TextFunctions.reader(library.name) != nil
        default: false
        }
      }
    }
    guard reads else { return }
    let spelled = SpelledNumbers(activity)
    for function in activity.program.functions {
      for block in function.order where function.blocks[block].reachesReturn {
        for id in function.blocks[block].instructions where spelled.isReadBack(function, id) {
          refuse(
            function.id, id,
            "a number that is read from text or a file to which numbers with a derivative were written",
            "pass the number itself; printing it beside the computation is fine")
        }
      }
    }
  }
}
