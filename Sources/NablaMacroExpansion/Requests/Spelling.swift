// Suggestions for misspelled words.

/// The candidate closest to `word`, if one is close enough to be meant.
func nearest(to word: String, among candidates: [String]) -> String? {
  let scored = candidates.map { ($0, editDistance(Array(word.lowercased()), Array($0.lowercased()))) }
  guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(1, word.count / 2) else { return nil }
  return best.0
}

/// The number of insertions, deletions and substitutions between two words. Cost: product of the lengths.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (i, character) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in right.enumerated() {
      let substituted = diagonal + (character == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
