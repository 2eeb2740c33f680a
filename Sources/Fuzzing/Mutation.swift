// Damage done to LLVM IR, text or bitcode, at random: the same seed does the same damage to the same bytes.

/// Ways to damage a file.
public struct Mutation {
  private var random: SplitMix64

  public init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// The program of `seed` with its requests, and without checks: what is damaged is what the tool looks at.
  public static func source(seed: UInt64) -> String {
    CFile.requests(of: ProgramGenerator(seed: seed).program())
  }

  /// Bitcode with bits flipped, bytes changed or moved, or its end cut off.
  public mutating func damagedBitcode(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    guard bytes.count > 64 else { return bytes }
    switch random.int(0...9) {
    case 0: bytes.removeLast(random.int(1...bytes.count - 1))
    case 1:
      let start = random.int(0...bytes.count - 33)
      for index in start..<start + random.int(1...32) { bytes[index] = 0 }
    case 2:
      let (from, to) = (random.int(0...bytes.count - 33), random.int(0...bytes.count - 33))
      for offset in 0..<random.int(4...32) { bytes[to + offset] = bytes[from + offset] }
    case 3...4: for _ in 0..<random.int(1...4) { bytes[random.int(0...bytes.count - 1)] = UInt8(random.int(0...255)) }
    default: for _ in 0..<random.int(1...4) { bytes[random.int(0...bytes.count - 1)] ^= 1 << UInt8(random.int(0...7)) }
    }
    return bytes
  }

  /// Text with lines and words removed, repeated, exchanged or changed, or its end cut off.
  public mutating func damagedText(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<random.int(1...3) {
      let index = random.int(0...lines.count - 1)
      switch random.int(0...11) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[index], at: random.int(0...lines.count - 1))
      case 2: lines.swapAt(index, random.int(0...lines.count - 1))
      case 3: lines[index] = String(lines[index].prefix(random.int(0...max(1, lines[index].count))))
      case 4 where random.chance(30): lines.removeLast(random.int(1...lines.count) - 1)
      default: lines[index] = changingWord(of: lines[instruction(near: index, lines)], lines)
      }
      if lines.isEmpty { break }
    }
    return lines.joined(separator: "\n")
  }

  /// Lines of functions are the interesting ones.
  private func instruction(near index: Int, _ lines: [String]) -> Int {
    lines[index...].firstIndex { $0.hasPrefix("  ") } ?? index
  }

  /// The line with one word replaced by a word of another line, or by one that often matters.
  private mutating func changingWord(of line: String, _ lines: [String]) -> String {
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard !words.isEmpty else { return line }
    let position = random.int(0...words.count - 1)
    let usual = [
      "0", "-1", "i1", "i8", "i32", "i64", "ptr", "double", "float", "void", "undef", "poison", "null", "nuw", "fast",
      "x86_fp80", "i128", "<2", "double,", "[3", "x", "double]", "{", "}", "4294967296", "0x7FF8000000000000", "label",
      "fadd", "fsub", "fmul", "fdiv", "load", "store", "alloca", "call", "invoke", "switch", "unreachable", "freeze",
      "phi", "select", "bitcast", "inttoptr", "ptrtoint", "fptosi", "sitofp", "atomicrmw", "volatile", "addrspace(1)",
    ]
    if random.chance(50) {
      words[position] = random.pick(usual)
    } else {
      let others = random.pick(lines).split(separator: " ")
      words[position] = others.isEmpty ? "" : String(random.pick(others))
    }
    return words.joined(separator: " ")
  }
}
