// The tape while the program runs: memory that grows, and a list of what is to be released, or put back in its place, when
// the reverse sweep is over.

import LLVM

extension SupportLibrary {
  /// How a block is released: with which function of C or C++.
  enum Release: Int {
    case free, delete, deleteArray
  }

  /// What releases the shadow of memory that `primal` releases: shadows are made by the same functions as primals.
  func release(insteadOf primal: Function?) -> Release {
    let name = primal?.name ?? ""
    return name.hasPrefix("_ZdlPv") ? .delete : name.hasPrefix("_ZdaPv") ? .deleteArray : .free
  }

  /// The functions of the tape, in LLVM IR.
  var tapeText: String { Self.tapeText + (usesDelete ? Self.cxxRelease : Self.plainRelease) }

  private static let plainRelease = """

    define internal void @nabla.tape.release(ptr %block, i64 %release) {
      call void @free(ptr %block)
      ret void
    }
    """

  private static let cxxRelease = """

    declare void @_ZdlPv(ptr)
    declare void @_ZdaPv(ptr)
    define internal void @nabla.tape.release(ptr %block, i64 %release) {
      switch i64 %release, label %free [
        i64 1, label %delete
        i64 2, label %deleteArray
      ]
    free:
      call void @free(ptr %block)
      ret void
    delete:
      call void @_ZdlPv(ptr %block)
      ret void
    deleteArray:
      call void @_ZdaPv(ptr %block)
      ret void
    }
    """

  /// The tape is one contiguous stack of bytes; it doubles when it is full. Shadows of memory that the primal
  /// releases are listed and freed at the end, since the reverse sweep still needs them.
  private static let tapeText = """
    %tape = type { ptr, i64, i64, ptr }
    @nabla.message = private unnamed_addr constant [36 x i8] c"nabla: out of memory for the tape.\\0A\\00"
    declare ptr @malloc(i64)
    declare ptr @calloc(i64, i64)
    declare ptr @realloc(ptr, i64)
    declare void @free(ptr)
    declare i64 @write(i32, ptr, i64)
    declare void @abort()

    define internal void @nabla.fail() cold noinline noreturn {
      %ignored = call i64 @write(i32 2, ptr @nabla.message, i64 35)
      call void @abort()
      unreachable
    }

    define internal void @nabla.tape.grow(ptr %tape, i64 %needed) cold noinline {
      %capacityAddress = getelementptr inbounds %tape, ptr %tape, i32 0, i32 2
      %capacity = load i64, ptr %capacityAddress
      %doubled = shl i64 %capacity, 1
      %more = call i64 @llvm.umax.i64(i64 %doubled, i64 %needed)
      %size = call i64 @llvm.umax.i64(i64 %more, i64 65536)
      %old = load ptr, ptr %tape
      %new = call ptr @realloc(ptr %old, i64 %size)
      %failed = icmp eq ptr %new, null
      br i1 %failed, label %fail, label %done
    fail:
      call void @nabla.fail()
      unreachable
    done:
      store ptr %new, ptr %tape
      store i64 %size, ptr %capacityAddress
      ret void
    }
    declare i64 @llvm.umax.i64(i64, i64)

    define internal noalias ptr @nabla.allocate(i64 %size) {
      %memory = call ptr @calloc(i64 1, i64 %size)
      %missing = icmp eq ptr %memory, null
      %wanted = icmp ne i64 %size, 0
      %failed = and i1 %missing, %wanted
      br i1 %failed, label %fail, label %done
    fail:
      call void @nabla.fail()
      unreachable
    done:
      ret ptr %memory
    }

    define internal void @nabla.tape.defer(ptr %tape, ptr %block, i64 %release) {
      %node = call ptr @malloc(i64 32)
      %failed = icmp eq ptr %node, null
      br i1 %failed, label %fail, label %done
    fail:
      call void @nabla.fail()
      unreachable
    done:
      %listAddress = getelementptr inbounds %tape, ptr %tape, i32 0, i32 3
      %list = load ptr, ptr %listAddress
      %blockAddress = getelementptr inbounds i8, ptr %node, i64 8
      %placeAddress = getelementptr inbounds i8, ptr %node, i64 16
      %releaseAddress = getelementptr inbounds i8, ptr %node, i64 24
      store ptr %list, ptr %node
      store ptr %block, ptr %blockAddress
      store ptr null, ptr %placeAddress
      store i64 %release, ptr %releaseAddress
      store ptr %node, ptr %listAddress
      ret void
    }

    define internal void @nabla.tape.restore(ptr %tape, ptr %place, ptr %new) {
      %old = load ptr, ptr %place
      %same = icmp eq ptr %old, %new
      br i1 %same, label %done, label %note
    note:
      call void @nabla.tape.defer(ptr %tape, ptr %old, i64 0)
      %listAddress = getelementptr inbounds %tape, ptr %tape, i32 0, i32 3
      %node = load ptr, ptr %listAddress
      %placeAddress = getelementptr inbounds i8, ptr %node, i64 16
      store ptr %place, ptr %placeAddress
      br label %done
    done:
      ret void
    }

    define internal void @nabla.tape.restore.heap(ptr %tape, ptr %place, ptr %new) {
      %here = alloca i8
      %address = ptrtoint ptr %place to i64
      %stack = ptrtoint ptr %here to i64
      %distance = sub i64 %address, %stack
      %isStack = icmp ult i64 %distance, 8388608
      br i1 %isStack, label %done, label %note
    note:
      call void @nabla.tape.restore(ptr %tape, ptr %place, ptr %new)
      br label %done
    done:
      ret void
    }

    define internal void @nabla.tape.finish(ptr %tape) {
      %listAddress = getelementptr inbounds %tape, ptr %tape, i32 0, i32 3
      %first = load ptr, ptr %listAddress
      br label %look
    look:
      %candidate = phi ptr [ %first, %0 ], [ %later, %looked ]
      %none = icmp eq ptr %candidate, null
      br i1 %none, label %loop, label %found
    found:
      %later = load ptr, ptr %candidate
      %oldAddress = getelementptr inbounds i8, ptr %candidate, i64 8
      %old = load ptr, ptr %oldAddress
      %placeAddress = getelementptr inbounds i8, ptr %candidate, i64 16
      %place = load ptr, ptr %placeAddress
      %isBlock = icmp eq ptr %place, null
      br i1 %isBlock, label %looked, label %restore
    restore:
      store ptr %old, ptr %place
      store ptr null, ptr %oldAddress
      br label %looked
    looked:
      br label %look
    loop:
      %node = phi ptr [ %first, %look ], [ %next, %body ]
      %end = icmp eq ptr %node, null
      br i1 %end, label %done, label %body
    body:
      %next = load ptr, ptr %node
      %blockAddress = getelementptr inbounds i8, ptr %node, i64 8
      %block = load ptr, ptr %blockAddress
      %releaseAddress = getelementptr inbounds i8, ptr %node, i64 24
      %release = load i64, ptr %releaseAddress
      call void @nabla.tape.release(ptr %block, i64 %release)
      call void @free(ptr %node)
      br label %loop
    done:
      %memory = load ptr, ptr %tape
      call void @free(ptr %memory)
      ret void
    }
    """
}
