// What the functions do that Rust's standard library calls without their bodies: the allocator, whose names rustc mangles
// with a hash of the crate, and text. Growing a vector moves its elements, so `__rust_realloc` has a model in terms of
// the others.

import LLVM

enum RustRuntime {
  static func effect(of name: String) -> LibraryEffect? {
    switch plainName(name) {
    case "__rust_alloc": .allocate(.operand(0), zeroed: false)
    case "__rust_alloc_zeroed": .allocate(.operand(0), zeroed: true)
    case "__rust_dealloc": .deallocate(0)
    case .some(let name) where name.hasPrefix("__rust_no_alloc_shim"): .inactive
    default: worksOnText(name) ? .method : nil
    }
  }

  /// Printing, and `format!`: by either of rustc's manglings.
  private static func worksOnText(_ name: String) -> Bool {
    guard name.hasPrefix("_R") || name.hasPrefix("_ZN") else { return false }
    return [
      "3std2io5stdio6__print", "3std2io5stdio7__eprint", "3std2io5stdio6_print", "3std2io5stdio7_eprint",
      "3fmt6format12format_inner",
    ].contains { name.contains($0) }
  }

  /// The function of the allocator: as it is, or as `_RNvCs…_7___rustc12___rust_alloc`.
  private static func plainName(_ name: String) -> String? {
    if name.hasPrefix("__rust_") { return name }
    guard name.hasPrefix("_R"), let crate = name.firstRange(of: "7___rustc") else { return nil }
    let identifier = name[crate.upperBound...].drop { $0.isNumber }
    return identifier.hasPrefix("_") ? String(identifier.dropFirst()) : nil
  }

  static func isReallocation(_ function: Function) -> Bool { plainName(function.name) == "__rust_realloc" }

  static let reallocationModel = "nabla.rust.realloc"

  /// The model of `__rust_realloc`, for the allocator that belongs to a function of that name.
  static func modelText(for reallocation: String) -> String {
    func sibling(_ word: String) -> String {
      let isMangled = !reallocation.hasPrefix("__rust_")
      let part = isMangled ? "\(word.count)_\(word)" : word
      return String(reallocation[..<reallocation.firstRange(of: isMangled ? "14___rust" : "__rust")!.lowerBound]) + part
    }
    let (allocate, release) = (sibling("__rust_alloc"), sibling("__rust_dealloc"))
    return """
      declare ptr @\(allocate)(i64, i64)
      declare void @\(release)(ptr, i64, i64)
      declare i64 @llvm.umin.i64(i64, i64)
      declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

      define ptr @\(reallocationModel)(ptr %old, i64 %size, i64 %alignment, i64 %newSize) alwaysinline {
        %new = call ptr @\(allocate)(i64 %newSize, i64 %alignment)
        %failed = icmp eq ptr %new, null
        br i1 %failed, label %end, label %move

      move:
        %kept = call i64 @llvm.umin.i64(i64 %size, i64 %newSize)
        call void @llvm.memcpy.p0.p0.i64(ptr %new, ptr %old, i64 %kept, i1 false)
        call void @\(release)(ptr %old, i64 %size, i64 %alignment)
        br label %end

      end:
        ret ptr %new
      }
      """
  }
}
