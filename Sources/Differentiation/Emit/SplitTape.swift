// The tape of split mode, which outlives the call that makes it.
//
// To the caller a tape is one pointer, to a header on the heap: the tape that both sweeps know, a number that says which
// derivative it belongs to, and a log of what came out of memory and calls, for tangents of the same execution. Every
// call of the first part makes a tape of its own, so that tapes may be used in any order.

import LLVM

enum SplitTape {
  /// Bytes that a caller must provide for a tape.
  static let size = 8

  /// The number by which a tape is known to belong to a derivative (FNV-1a over the key).
  static func tag(_ key: DerivativeKey) -> Int {
    let hash = "\(key)".utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash | 1)
  }
}

extension SupportLibrary {
  /// `(tag)`: a new tape.
  var splitOpen: Function { split("nabla.split.open") }
  /// `(tape, tag)`: stops the program with a message if the tape is of another derivative or has been used up.
  var splitCheck: Function { split("nabla.split.check") }
  /// `(tape, whether)`: what the reverse sweep will change, for `splitClose` to restore; null if it need not.
  var splitSave: Function { split("nabla.split.save") }
  /// `(tape, saved)`: ends a use of the tape: releases it, or with `saved` makes it as it was.
  var splitClose: Function { split("nabla.split.close") }
  /// `(tape, bytes)`: room for one more entry of the log.
  var logPush: Function { split("nabla.log.push") }
  /// `(tape, bytes)`: the address of the next entry of the log.
  var logNext: Function { split("nabla.log.next") }

  private func split(_ name: String) -> Function {
    _ = tapeFinish
    return function(name, in: "split", Self.splitText)
  }

  private static let splitText = """
    %header = type { ptr, i64, i64, ptr, i64, ptr, i64, i64 }
    %node = type { ptr, ptr, ptr }
    @nabla.misuse = private unnamed_addr constant [92 x i8] c"nabla: this is no tape of the function that is differentiated, or it has been used already.\\0A"
    declare ptr @malloc(i64)
    declare ptr @realloc(ptr, i64)
    declare void @free(ptr)
    declare i64 @write(i32, ptr, i64)
    declare void @abort()
    declare i64 @malloc_usable_size(ptr)
    declare ptr @nabla.allocate(i64)
    declare void @nabla.tape.finish(ptr)
    declare void @nabla.fail()
    declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
    declare i64 @llvm.umax.i64(i64, i64)

    define internal ptr @nabla.split.open(i64 %tag) {
      %header = call ptr @nabla.allocate(i64 64)
      %place = getelementptr inbounds %header, ptr %header, i32 0, i32 4
      store i64 %tag, ptr %place
      ret ptr %header
    }

    define internal void @nabla.split.check(ptr %header, i64 %tag) {
      %none = icmp eq ptr %header, null
      br i1 %none, label %misuse, label %look
    look:
      %place = getelementptr inbounds %header, ptr %header, i32 0, i32 4
      %found = load i64, ptr %place
      %same = icmp eq i64 %found, %tag
      br i1 %same, label %done, label %misuse
    misuse:
      %ignored = call i64 @write(i32 2, ptr @nabla.misuse, i64 92)
      call void @abort()
      unreachable
    done:
      ret void
    }

    define internal ptr @nabla.split.save(ptr %header, i1 %wanted) {
      br i1 %wanted, label %start, label %none
    none:
      ret ptr null
    start:
      %saved = call ptr @nabla.allocate(i64 8)
      %cursorPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 1
      %cursor = load i64, ptr %cursorPlace
      store i64 %cursor, ptr %saved
      %listPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 3
      %first = load ptr, ptr %listPlace
      br label %loop
    loop:
      %node = phi ptr [ %first, %start ], [ %next, %body ]
      %end = icmp eq ptr %node, null
      br i1 %end, label %done, label %body
    body:
      %next = load ptr, ptr %node
      %blockPlace = getelementptr inbounds %node, ptr %node, i32 0, i32 1
      %block = load ptr, ptr %blockPlace
      %size = call i64 @malloc_usable_size(ptr %block)
      %copy = call ptr @nabla.allocate(i64 %size)
      call void @llvm.memcpy.p0.p0.i64(ptr %copy, ptr %block, i64 %size, i1 false)
      %copyPlace = getelementptr inbounds %node, ptr %node, i32 0, i32 2
      store ptr %copy, ptr %copyPlace
      br label %loop
    done:
      ret ptr %saved
    }

    define internal void @nabla.split.close(ptr %header, ptr %saved) {
      %release = icmp eq ptr %saved, null
      br i1 %release, label %finish, label %restore
    finish:
      %tagPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 4
      store volatile i64 0, ptr %tagPlace
      %logPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 5
      %log = load ptr, ptr %logPlace
      call void @nabla.tape.finish(ptr %header)
      call void @free(ptr %log)
      call void @free(ptr %header)
      ret void
    restore:
      %cursor = load i64, ptr %saved
      %cursorPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 1
      store i64 %cursor, ptr %cursorPlace
      call void @free(ptr %saved)
      %listPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 3
      %first = load ptr, ptr %listPlace
      br label %loop
    loop:
      %node = phi ptr [ %first, %restore ], [ %next, %body ]
      %end = icmp eq ptr %node, null
      br i1 %end, label %done, label %body
    body:
      %next = load ptr, ptr %node
      %blockPlace = getelementptr inbounds %node, ptr %node, i32 0, i32 1
      %block = load ptr, ptr %blockPlace
      %size = call i64 @malloc_usable_size(ptr %block)
      %copyPlace = getelementptr inbounds %node, ptr %node, i32 0, i32 2
      %copy = load ptr, ptr %copyPlace
      call void @llvm.memcpy.p0.p0.i64(ptr %block, ptr %copy, i64 %size, i1 false)
      call void @free(ptr %copy)
      br label %loop
    done:
      ret void
    }

    define internal ptr @nabla.log.push(ptr %header, i64 %size) {
      %logPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 5
      %cursorPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 6
      %capacityPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 7
      %log = load ptr, ptr %logPlace
      %cursor = load i64, ptr %cursorPlace
      %capacity = load i64, ptr %capacityPlace
      %needed = add i64 %cursor, %size
      store i64 %needed, ptr %cursorPlace
      %full = icmp ugt i64 %needed, %capacity
      br i1 %full, label %grow, label %done
    grow:
      %doubled = shl i64 %capacity, 1
      %more = call i64 @llvm.umax.i64(i64 %doubled, i64 %needed)
      %room = call i64 @llvm.umax.i64(i64 %more, i64 4096)
      %new = call ptr @realloc(ptr %log, i64 %room)
      %failed = icmp eq ptr %new, null
      br i1 %failed, label %fail, label %grown
    fail:
      call void @nabla.fail()
      unreachable
    grown:
      store ptr %new, ptr %logPlace
      store i64 %room, ptr %capacityPlace
      br label %done
    done:
      %base = phi ptr [ %log, %0 ], [ %new, %grown ]
      %entry = getelementptr i8, ptr %base, i64 %cursor
      ret ptr %entry
    }

    define internal ptr @nabla.log.next(ptr %header, i64 %size) {
      %logPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 5
      %cursorPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 6
      %log = load ptr, ptr %logPlace
      %cursor = load i64, ptr %cursorPlace
      %next = add i64 %cursor, %size
      store i64 %next, ptr %cursorPlace
      %entry = getelementptr i8, ptr %log, i64 %cursor
      ret ptr %entry
    }
    """
}
