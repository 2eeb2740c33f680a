// The explanation of a derivative as text, with lines of the source where the files can be read:
//
//     energy, model.c:4
//       derivatives: x (memory)
//       loop, model.c:6  |  for (int i = 0; i < n; i++)
//         number of iterations known before
//         keeps 8 bytes per iteration
//           8  double  a number read from memory: the memory may be changed before the reverse sweep
//              model.c:7  |  x[i] = sin(x[i]);

import Differentiation
import Foundation

struct ExplanationText {
  private var lines: [String] = []
  private var sources: [String: [Substring]] = [:]

  /// The lines that explain one function.
  static func lines(_ function: FunctionExplanation) -> [String] {
    var text = ExplanationText()
    text.add(function)
    return text.lines
  }

  private mutating func add(_ function: FunctionExplanation) {
    line(0, demangled(function.name) + spelled(function.place, quoting: false))
    let roles: [(String, ParameterExplanation.Role)] = [
      ("numbers with derivatives", .active), ("memory with derivatives", .shadowed), ("constant", .constant),
    ]
    for (title, role) in roles {
      let names = function.parameters.filter { $0.role == role }.map(\.name)
      if !names.isEmpty { line(2, "\(title): \(names.joined(separator: ", "))") }
    }
    addContents(of: function.body, 2, inRegisters: function.keepsBodyInRegisters)
  }

  private mutating func add(_ loop: LoopExplanation, _ indentation: Int) {
    line(indentation, "loop" + spelled(loop.place))
    if loop.isSkipped {
      line(indentation + 2, "carries no derivative: the reverse sweep leaves it out")
      return
    }
    line(
      indentation + 2,
      loop.count == .known ? "number of iterations known before it starts" : "iterations are counted")
    addContents(of: loop, indentation + 2, inRegisters: false)
  }

  private mutating func addContents(of loop: LoopExplanation, _ indentation: Int, inRegisters: Bool) {
    addKept(loop, indentation, inRegisters: inRegisters)
    var again: [String] = []
    if loop.recomputed > 0 { again.append("\(counted(loop.recomputed, "value")) computed again") }
    if loop.inductions > 0 { again.append("\(counted(loop.inductions, "value")) from the number of the iteration") }
    if !again.isEmpty { line(indentation, again.joined(separator: ", ")) }
    for branch in loop.branches where branch.method == .condition {
      line(indentation, "path found by its condition" + spelled(branch.place))
    }
    for inner in loop.inner { add(inner, indentation) }
  }

  private mutating func addKept(_ loop: LoopExplanation, _ indentation: Int, inRegisters: Bool) {
    guard !loop.kept.isEmpty else {
      if loop.count != .once { line(indentation, "keeps nothing") }
      return
    }
    if inRegisters {
      line(indentation, "keeps \(counted(loop.kept.count, "value")) in registers")
      for value in loop.kept where value.isCopy {
        line(indentation + 2, "\(value.what): \(value.reason)" + spelled(value.place))
      }
      return
    }
    let per = loop.count == .once ? "call" : "iteration"
    line(indentation, "keeps \(counted(loop.bytesPerIteration, "byte")) per \(per)")
    for value in loop.kept {
      line(indentation + 2, "\(value.type), \(value.what): \(value.reason)")
      if value.place != nil { line(indentation + 4, String(spelled(value.place).dropFirst(2))) }
    }
  }

  private mutating func line(_ indentation: Int, _ text: String) {
    lines.append(String(repeating: " ", count: indentation) + text)
  }

  private func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  // MARK: Source

  /// `, file.c:7  |  the line`, or nothing without a place.
  private mutating func spelled(_ place: SourcePlace?, quoting: Bool = true) -> String {
    guard let place else { return "" }
    let position = ", \(fileName(of: place.file)):\(place.line)"
    guard quoting, let text = sourceLine(place) else { return position }
    return "\(position)  |  \(text)"
  }

  private mutating func sourceLine(_ place: SourcePlace) -> String? {
    if sources[place.file] == nil {
      let text = FileManager.default.contents(atPath: place.file).map { String(decoding: $0, as: UTF8.self) } ?? ""
      sources[place.file] = text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    guard let lines = sources[place.file], lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1].trimmingCharacters(in: .whitespaces)
    return line.isEmpty ? nil : line
  }
}
