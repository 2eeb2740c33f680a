// The random numbers behind every generated program: the same seed gives the same program on every machine.

/// SplitMix64: a small generator with a 64-bit state, one step per number.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number of `range`, each equally likely up to a negligible bias.
  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// True in `percent` of a hundred draws.
  mutating func chance(_ percent: Int) -> Bool { int(0...99) < percent }

  /// One of `choices`.
  ///
  /// - Requires: `choices` is not empty.
  mutating func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element {
    choices[choices.index(choices.startIndex, offsetBy: int(0...choices.count - 1))]
  }

  /// One of `choices`, drawn in proportion to its weight.
  ///
  /// - Requires: some weight is positive.
  mutating func weighted<Choice>(_ choices: [(weight: Int, choice: Choice)]) -> Choice {
    var rest = int(0...choices.reduce(0) { $0 + $1.weight } - 1)
    for (weight, choice) in choices {
      if rest < weight { return choice }
      rest -= weight
    }
    return choices[choices.count - 1].choice
  }

  /// A multiple of 1/16 between `low` and `high`, exact in every precision.
  mutating func dyadic(_ low: Double, _ high: Double) -> Double {
    Double(int(Int(low * 16)...Int(high * 16))) / 16
  }
}
