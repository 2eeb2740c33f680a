// The tape of split mode, which outlives the call that makes it.
//
// To the caller a tape is one pointer, to a header on the heap: the tape that both sweeps know, a number that says which
// derivative it belongs to, a log of what came out of memory and calls, for tangents of the same execution, and a copy
// of what reverse sweeps change, for those that repeat them. Every call of the first part makes a tape of its own, so
// that tapes may be used in any order.

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
  /// `(tape)`: puts the shadow addresses back that the forward sweep has replaced in the caller's memory.
  var splitSettle: Function { split("nabla.split.settle") }
  /// `(tape)`: makes the tape, and such addresses, as they were when this was called first.
  var splitRewind: Function { split("nabla.split.rewind") }
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
    %header = type { ptr, i64, i64, ptr, i64, ptr, i64, i64, ptr }
    %node = type { ptr, ptr, ptr } ; next, block or old address, where that was
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
      %header = call ptr @nabla.allocate(i64 72)
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
      %cursorPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 1
      %cursor = load i64, ptr %cursorPlace
      %listPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 3
      %first = load ptr, ptr %listPlace
      br label %count
    count:
      %counted = phi ptr [ %first, %start ], [ %following, %counting ]
      %number = phi i64 [ 0, %start ], [ %more, %counting ]
      %all = icmp eq ptr %counted, null
      br i1 %all, label %allocate, label %counting
    counting:
      %following = load ptr, ptr %counted
      %more = add i64 %number, 1
      br label %count
    allocate:
      %copies = shl i64 %number, 3
      %bytes = add i64 %copies, 16
      %saved = call ptr @nabla.allocate(i64 %bytes)
      store i64 %cursor, ptr %saved
      %firstPlace = getelementptr inbounds i8, ptr %saved, i64 8
      store ptr %first, ptr %firstPlace
      br label %loop
    loop:
      %node = phi ptr [ %first, %allocate ], [ %next, %after ]
      %offset = phi i64 [ 16, %allocate ], [ %further, %after ]
      %end = icmp eq ptr %node, null
      br i1 %end, label %done, label %body
    body:
      %next = load ptr, ptr %node
      %placePlace = getelementptr inbounds %node, ptr %node, i32 0, i32 2
      %place = load ptr, ptr %placePlace
      %isBlock = icmp eq ptr %place, null
      br i1 %isBlock, label %copy, label %word
    word:
      %contents = load ptr, ptr %place, align 1
      br label %after
    copy:
      %blockPlace = getelementptr inbounds %node, ptr %node, i32 0, i32 1
      %block = load ptr, ptr %blockPlace
      %size = call i64 @malloc_usable_size(ptr %block)
      %memory = call ptr @nabla.allocate(i64 %size)
      call void @llvm.memcpy.p0.p0.i64(ptr %memory, ptr %block, i64 %size, i1 false)
      br label %after
    after:
      %kept = phi ptr [ %contents, %word ], [ %memory, %copy ]
      %keptPlace = getelementptr inbounds i8, ptr %saved, i64 %offset
      store ptr %kept, ptr %keptPlace
      %further = add i64 %offset, 8
      br label %loop
    done:
      ret ptr %saved
    }

    define internal void @nabla.split.restore(ptr %header, ptr %saved, i1 %drops) {
      %cursor = load i64, ptr %saved
      %cursorPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 1
      store i64 %cursor, ptr %cursorPlace
      %firstPlace = getelementptr inbounds i8, ptr %saved, i64 8
      %first = load ptr, ptr %firstPlace
      br label %loop
    loop:
      %node = phi ptr [ %first, %0 ], [ %next, %after ]
      %offset = phi i64 [ 16, %0 ], [ %further, %after ]
      %end = icmp eq ptr %node, null
      br i1 %end, label %done, label %body
    body:
      %next = load ptr, ptr %node
      %keptPlace = getelementptr inbounds i8, ptr %saved, i64 %offset
      %memory = load ptr, ptr %keptPlace
      %placePlace = getelementptr inbounds %node, ptr %node, i32 0, i32 2
      %place = load ptr, ptr %placePlace
      %isBlock = icmp eq ptr %place, null
      br i1 %isBlock, label %copy, label %word
    word:
      store ptr %memory, ptr %place, align 1
      br label %after
    copy:
      %blockPlace = getelementptr inbounds %node, ptr %node, i32 0, i32 1
      %block = load ptr, ptr %blockPlace
      %size = call i64 @malloc_usable_size(ptr %block)
      call void @llvm.memcpy.p0.p0.i64(ptr %block, ptr %memory, i64 %size, i1 false)
      br i1 %drops, label %drop, label %after
    drop:
      call void @free(ptr %memory)
      br label %after
    after:
      %further = add i64 %offset, 8
      br label %loop
    done:
      br i1 %drops, label %free, label %leave
    free:
      call void @free(ptr %saved)
      br label %leave
    leave:
      ret void
    }

    define internal void @nabla.split.settle(ptr %header) {
      %listPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 3
      %first = load ptr, ptr %listPlace
      br label %loop
    loop:
      %node = phi ptr [ %first, %0 ], [ %next, %after ]
      %end = icmp eq ptr %node, null
      br i1 %end, label %done, label %body
    body:
      %next = load ptr, ptr %node
      %placePlace = getelementptr inbounds %node, ptr %node, i32 0, i32 2
      %place = load ptr, ptr %placePlace
      %isBlock = icmp eq ptr %place, null
      br i1 %isBlock, label %after, label %word
    word:
      %oldPlace = getelementptr inbounds %node, ptr %node, i32 0, i32 1
      %old = load ptr, ptr %oldPlace
      store ptr %old, ptr %place, align 1
      br label %after
    after:
      br label %loop
    done:
      ret void
    }

    define internal void @nabla.split.rewind(ptr %header) {
      %place = getelementptr inbounds %header, ptr %header, i32 0, i32 8
      %saved = load ptr, ptr %place
      %isFirst = icmp eq ptr %saved, null
      br i1 %isFirst, label %save, label %restore
    save:
      %new = call ptr @nabla.split.save(ptr %header, i1 true)
      store ptr %new, ptr %place
      ret void
    restore:
      call void @nabla.split.restore(ptr %header, ptr %saved, i1 false)
      ret void
    }

    define internal void @nabla.split.close(ptr %header, ptr %saved) {
      %release = icmp eq ptr %saved, null
      br i1 %release, label %finish, label %restore
    finish:
      %tagPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 4
      store volatile i64 0, ptr %tagPlace
      %keptPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 8
      %kept = load ptr, ptr %keptPlace
      %hasKept = icmp ne ptr %kept, null
      br i1 %hasKept, label %drop, label %free
    drop:
      call void @nabla.split.restore(ptr %header, ptr %kept, i1 true)
      br label %free
    free:
      %logPlace = getelementptr inbounds %header, ptr %header, i32 0, i32 5
      %log = load ptr, ptr %logPlace
      call void @nabla.tape.finish(ptr %header)
      call void @free(ptr %log)
      call void @free(ptr %header)
      ret void
    restore:
      call void @nabla.split.restore(ptr %header, ptr %saved, i1 true)
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
