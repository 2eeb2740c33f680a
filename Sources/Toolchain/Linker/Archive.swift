// Static libraries: the members that hold bitcode. The format is that of `ar` (System V and GNU): a magic word, then for
// each member a header of 60 characters and its bytes, padded to an even number.

import Foundation

/// The bitcode in a static library.
struct Archive {
  /// The contents of the members that are bitcode.
  let bitcodeMembers: [[UInt8]]

  init(path: String) {
    let data = FileManager.default.contents(atPath: path) ?? Data()
    var members: [[UInt8]] = []
    var position = 8
    while position + 60 <= data.count {
      let header = data[(position + 48)..<(position + 58)]
      let digits = String(decoding: header, as: UTF8.self).trimmingCharacters(in: .whitespaces)
      guard let size = Int(digits), position + 60 + size <= data.count else { break }
      let contents = data[(position + 60)..<(position + 60 + size)]
      if startsWithBitcode(contents) { members.append(Array(contents)) }
      position += 60 + size + size % 2
    }
    bitcodeMembers = members
  }
}
