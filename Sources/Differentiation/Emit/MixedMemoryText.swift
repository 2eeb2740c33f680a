// Memory that holds a double at some times and an address at others: payloads of enums, values of any type.
//
// What a slot of shadow memory holds is told by its bits. An address in user space has its upper 17 bits clear; read as
// a double it is a subnormal number below 1e-308, which vanishes beside every adjoint. So bits that can be an address
// stay where they are, and what is stored as an address loses its upper bits: those may be the tag of an enum's case,
// which no shadow needs, for the primal's is looked at; or the bits of a constant number, whose shadow is nothing.

enum MixedMemoryText {
  static let text = """
    define internal i64 @nabla.address(i64 %bits) {
      %address = and i64 %bits, 140737488355327
      ret i64 %address
    }

    \(SupportLibrary.copyText(
      "nabla.copy.mixed",
      """
      %bits = load i64, ptr %from, align 1
      %address = call i64 @nabla.address(i64 %bits)
      store i64 %address, ptr %to, align 1
      """))

    \(SupportLibrary.copyText(
      "nabla.copy.mixed.leaving",
      """
      %bits = load i64, ptr %from, align 1
      %address = call i64 @nabla.address(i64 %bits)
      %old = load i64, ptr %to, align 1
      %isSeed = icmp ugt i64 %old, 140737488355327
      %kept = select i1 %isSeed, i64 %old, i64 %address
      store i64 %kept, ptr %to, align 1
      """))

    \(accumulateText(
      "nabla.accumulate.mixed",
      examine: """
      %upper = lshr i64 %bits, 47
      %isAddress = icmp eq i64 %upper, 0
      """,
      add: """
      %adjoint = bitcast i64 %bits to double
      store i64 0, ptr %t, align 1
      %old = load double, ptr %s, align 1
      %sum = fadd double %old, %adjoint
      store double %sum, ptr %s, align 1
      """))

    \(clearText("nabla.clear.mixed", keep: "%left = call i64 @nabla.address(i64 %bits)"))
    """

  /// The text of a function that adds the words of one block to those of another, but for addresses.
  ///
  /// - Parameters:
  ///   - examine: computes `%isAddress` from `%bits`, the word at `%t`.
  ///   - add: adds it to the word at `%s`.
  static func accumulateText(_ name: String, examine: String, add: String) -> String {
    """
    define internal void @\(name)(ptr %source, ptr %target, i64 %count, i64 %stride) {
    entry:
      %empty = icmp sle i64 %count, 0
      br i1 %empty, label %done, label %start
    start:
      %down = icmp ugt ptr %source, %target
      %last = sub i64 %count, 1
      %first = select i1 %down, i64 %last, i64 0
      %step = select i1 %down, i64 -1, i64 1
      br label %loop
    loop:
      %left = phi i64 [ %count, %start ], [ %fewer, %join ]
      %index = phi i64 [ %first, %start ], [ %next, %join ]
      %offset = mul i64 %index, %stride
      %t = getelementptr i8, ptr %target, i64 %offset
      %s = getelementptr i8, ptr %source, i64 %offset
      %bits = load i64, ptr %t, align 1
    \(examine)
      br i1 %isAddress, label %join, label %number
    number:
    \(add)
      br label %join
    join:
      %next = add i64 %index, %step
      %fewer = sub i64 %left, 1
      %more = icmp ne i64 %fewer, 0
      br i1 %more, label %loop, label %done
    done:
      ret void
    }
    """
  }

  /// The text of a function that clears the words of a block, but for addresses: `keep` computes `%left` from `%bits`.
  static func clearText(_ name: String, keep: String, _ type: String = "i64") -> String {
    """
    define internal void @\(name)(ptr %target, i64 %count, i64 %stride) {
    entry:
      %empty = icmp sle i64 %count, 0
      br i1 %empty, label %done, label %loop
    loop:
      %index = phi i64 [ 0, %entry ], [ %next, %loop ]
      %offset = mul i64 %index, %stride
      %place = getelementptr i8, ptr %target, i64 %offset
      %bits = load \(type), ptr %place, align 1
      \(keep)
      store \(type) %left, ptr %place, align 1
      %next = add i64 %index, 1
      %more = icmp slt i64 %next, %count
      br i1 %more, label %loop, label %done
    done:
      ret void
    }
    """
  }
}
