// Where results are kept between runs: `$XDG_CACHE_HOME/nabla`, or `~/.cache/nabla`. Entries are directories named by
// a content hash; they are built aside and moved into place, so that commands may run at the same time.

import Foundation

/// A directory of results by content hash.
public struct Cache: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// The user's cache, as the environment names it.
  public init(environment: [String: String]) {
    if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") {
      path = "\(base)/nabla"
    } else {
      path = "\(environment["HOME"] ?? NSHomeDirectory())/.cache/nabla"
    }
  }

  /// The path of the entry named `key`; calls `fill` with an empty directory to make it if there is none.
  public func entry(_ key: String, fill: (_ directory: String) throws -> Void) throws -> String {
    let destination = "\(path)/\(key)"
    if fileKind(of: destination) == S_IFDIR {
      utimes(destination, nil)  // used now: see `prune`
      return destination
    }
    try makeDirectory()
    let building = try TemporaryDirectory(in: path)
    try fill(building.path)
    guard building.move(to: destination) || fileKind(of: destination) == S_IFDIR else {
      throw ToolFailure("cannot write '\(destination)': \(String(cString: strerror(errno)))")
    }
    return destination
  }

  /// Removes all but the `count` entries used last among those whose names differ only in the hash at the end.
  public func prune(keeping count: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let groups = Dictionary(grouping: names) { name in name.lastIndex(of: "-").map { String(name[..<$0]) } ?? name }
    for entries in groups.values where entries.count > count {
      let dated = entries.map { (name: $0, time: changeTime(of: "\(path)/\($0)")) }
      for old in dated.sorted(by: { $0.time > $1.time }).dropFirst(count) {
        try? FileManager.default.removeItem(atPath: "\(path)/\(old.name)")
      }
    }
  }

  private func changeTime(of path: String) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  /// Makes the cache's directory.
  public func makeDirectory() throws(ToolFailure) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ToolFailure(
        "cannot create the cache directory '\(path)'", notes: ["set XDG_CACHE_HOME to a directory with write access"])
    }
  }
}
