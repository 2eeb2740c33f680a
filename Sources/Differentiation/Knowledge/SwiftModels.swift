// What functions of the Swift run-time library do to values of any type, written as LLVM IR in terms of what the engine
// differentiates: copies of memory. Each model calls the real function for its effect on reference counts, and then
// moves the same bytes once more where everybody can see it. What a cast has copied is forgotten and copied again, so
// that forward mode sees what it has to retain.
//
// A value witness table stands one word before the metadata of a type: eight functions, size, stride, flags.

enum SwiftModels {
  /// The model of a run-time function, by the function's name.
  static func model(of name: String) -> String? {
    if name.hasPrefix("__swift_project_boxed_opaque_existential_") { return "nabla.swift.project" }
    return models[name]
  }

  /// The models of the functions in a value witness table, by index.
  static let witnesses = [
    "nabla.swift.copyBuffer", "nabla.swift.destroy", "nabla.swift.copy", "nabla.swift.assignCopy", "nabla.swift.take",
    "nabla.swift.assignTake",
  ]

  /// The model of `swift_dynamicCast` from an existential to a type that is known.
  static let castFromExistential = "nabla.swift.cast"

  /// The model of `swift_dynamicCast` from an existential to another that is not bound to classes.
  static let castToExistential = "nabla.swift.castExistential"

  /// The model of `swift_dynamicCast` from `any Error` to a type that is known.
  static let castFromError = "nabla.swift.castError"

  private static let models: [String: String] = [
    "swift_arrayInitWithCopy": "nabla.swift.copyArray",
    "swift_arrayInitWithTakeNoAlias": "nabla.swift.takeArray",
    "swift_arrayInitWithTakeFrontToBack": "nabla.swift.takeArray",
    "swift_arrayInitWithTakeBackToFront": "nabla.swift.takeArray",
    "swift_arrayAssignWithCopyNoAlias": "nabla.swift.assignCopyArray",
    "swift_arrayAssignWithTake": "nabla.swift.assignTakeArray",
    "swift_makeBoxUnique": "nabla.swift.makeBoxUnique",
    "swift_weakCopyInit": "nabla.swift.copyWeak",
    "swift_weakTakeInit": "nabla.swift.takeWeak",
    "swift_dynamicCastClass": "nabla.swift.castClass",
    "swift_dynamicCastClassUnconditional": "nabla.swift.castClassUnconditional",
  ]

  static let text = """
    declare void @swift_arrayInitWithCopy(ptr, ptr, i64, ptr)
    declare void @swift_arrayDestroy(ptr, i64, ptr)
    declare ptr @swift_retain(ptr)
    declare ptr @swift_weakCopyInit(ptr, ptr)
    declare swiftcc { ptr, ptr } @swift_allocBox(ptr)
    declare void @swift_release(ptr)
    declare zeroext i1 @swift_isUniquelyReferenced_nonNull_native(ptr)
    declare ptr @swift_dynamicCastClass(ptr, ptr)
    declare ptr @swift_dynamicCastClassUnconditional(ptr, ptr, ptr, i32, i32)
    declare zeroext i1 @swift_dynamicCast(ptr, ptr, ptr, ptr, i64)
    declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
    declare void @llvm.trap()
    declare i64 @write(i32, ptr, i64)
    declare void @abort()

    define ptr @nabla.swift.witnesses(ptr %type) alwaysinline {
      %place = getelementptr i8, ptr %type, i64 -8
      %table = load ptr, ptr %place, align 8, !invariant.load !0
      ret ptr %table
    }

    ; Behind the last value there may be other variables.
    define i64 @nabla.swift.bytes(i64 %count, ptr %type) alwaysinline {
      %table = call ptr @nabla.swift.witnesses(ptr %type)
      %sizePlace = getelementptr i8, ptr %table, i64 64
      %size = load i64, ptr %sizePlace, align 8, !invariant.load !0
      %stridePlace = getelementptr i8, ptr %table, i64 72
      %stride = load i64, ptr %stridePlace, align 8, !invariant.load !0
      %all = mul i64 %count, %stride
      %padding = sub i64 %stride, %size
      %ended = sub i64 %all, %padding
      %none = icmp eq i64 %count, 0
      %bytes = select i1 %none, i64 0, i64 %ended
      ret i64 %bytes
    }

    define i32 @nabla.swift.flags(ptr %type) alwaysinline {
      %table = call ptr @nabla.swift.witnesses(ptr %type)
      %place = getelementptr i8, ptr %table, i64 80
      %flags = load i32, ptr %place, align 8, !invariant.load !0
      ret i32 %flags
    }

    define i1 @nabla.swift.isInline(ptr %type) alwaysinline {
      %flags = call i32 @nabla.swift.flags(ptr %type)
      %bit = and i32 %flags, 131072
      %inline = icmp eq i32 %bit, 0
      ret i1 %inline
    }

    define void @nabla.swift.copyArray(ptr %target, ptr %source, i64 %count, ptr %type) alwaysinline {
      call void @swift_arrayInitWithCopy(ptr %target, ptr %source, i64 %count, ptr %type)
      %bytes = call i64 @nabla.swift.bytes(i64 %count, ptr %type)
      call void @llvm.memmove.p0.p0.i64(ptr %target, ptr %source, i64 %bytes, i1 false)
      ret void
    }

    define ptr @nabla.swift.copyWeak(ptr %target, ptr %source) alwaysinline {
      %same = call ptr @swift_weakCopyInit(ptr %target, ptr %source)
      call void @llvm.memmove.p0.p0.i64(ptr %target, ptr %source, i64 8, i1 false)
      ret ptr %target
    }

    define ptr @nabla.swift.takeWeak(ptr %target, ptr %source) alwaysinline {
      call void @llvm.memmove.p0.p0.i64(ptr %target, ptr %source, i64 8, i1 false)
      ret ptr %target
    }

    define void @nabla.swift.takeArray(ptr %target, ptr %source, i64 %count, ptr %type) alwaysinline {
      %bytes = call i64 @nabla.swift.bytes(i64 %count, ptr %type)
      call void @llvm.memmove.p0.p0.i64(ptr %target, ptr %source, i64 %bytes, i1 false)
      ret void
    }

    define void @nabla.swift.assignCopyArray(ptr %target, ptr %source, i64 %count, ptr %type) alwaysinline {
      call void @swift_arrayDestroy(ptr %target, i64 %count, ptr %type)
      call void @nabla.swift.copyArray(ptr %target, ptr %source, i64 %count, ptr %type)
      ret void
    }

    define void @nabla.swift.assignTakeArray(ptr %target, ptr %source, i64 %count, ptr %type) alwaysinline {
      call void @swift_arrayDestroy(ptr %target, i64 %count, ptr %type)
      call void @nabla.swift.takeArray(ptr %target, ptr %source, i64 %count, ptr %type)
      ret void
    }

    define void @nabla.swift.destroy(ptr %value, ptr %type) alwaysinline {
      call void @swift_arrayDestroy(ptr %value, i64 1, ptr %type)
      ret void
    }

    define ptr @nabla.swift.copy(ptr %target, ptr %source, ptr %type) alwaysinline {
      call void @nabla.swift.copyArray(ptr %target, ptr %source, i64 1, ptr %type)
      ret ptr %target
    }

    define ptr @nabla.swift.take(ptr %target, ptr %source, ptr %type) alwaysinline {
      call void @nabla.swift.takeArray(ptr %target, ptr %source, i64 1, ptr %type)
      ret ptr %target
    }

    define ptr @nabla.swift.assignCopy(ptr %target, ptr %source, ptr %type) alwaysinline {
      %same = icmp eq ptr %target, %source
      br i1 %same, label %done, label %assign
    assign:
      call void @nabla.swift.assignCopyArray(ptr %target, ptr %source, i64 1, ptr %type)
      br label %done
    done:
      ret ptr %target
    }

    define ptr @nabla.swift.assignTake(ptr %target, ptr %source, ptr %type) alwaysinline {
      call void @nabla.swift.assignTakeArray(ptr %target, ptr %source, i64 1, ptr %type)
      ret ptr %target
    }

    define ptr @nabla.swift.copyBuffer(ptr %target, ptr %source, ptr %type) alwaysinline {
      %inline = call i1 @nabla.swift.isInline(ptr %type)
      br i1 %inline, label %copy, label %share
    copy:
      call void @swift_arrayInitWithCopy(ptr %target, ptr %source, i64 1, ptr %type)
      br label %move
    share:
      %box = load ptr, ptr %source, align 8, !nabla.tentative !0
      %same = call ptr @swift_retain(ptr %box)
      br label %move
    move:
      call void @llvm.memmove.p0.p0.i64(ptr %target, ptr %source, i64 24, i1 false)
      ret ptr %target
    }

    define ptr @nabla.swift.project(ptr %buffer, ptr %type) alwaysinline {
      %inline = call i1 @nabla.swift.isInline(ptr %type)
      br i1 %inline, label %here, label %boxed
    here:
      ret ptr %buffer
    boxed:
      %flags = call i32 @nabla.swift.flags(ptr %type)
      %mask = and i32 %flags, 255
      %wide = icmp ugt i32 %mask, 15
      br i1 %wide, label %stop, label %there
    stop:
      call void @llvm.trap()
      unreachable
    there:
      %box = load ptr, ptr %buffer, align 8, !nabla.tentative !0
      %value = getelementptr i8, ptr %box, i64 16
      ret ptr %value
    }

    define { ptr, ptr } @nabla.swift.makeBoxUnique(ptr %buffer, ptr %type, i64 %mask) alwaysinline {
      %wide = icmp ugt i64 %mask, 15
      br i1 %wide, label %stop, label %start
    stop:
      call void @llvm.trap()
      unreachable
    start:
      %box = load ptr, ptr %buffer, align 8, !nabla.tentative !0
      %unique = call zeroext i1 @swift_isUniquelyReferenced_nonNull_native(ptr %box)
      br i1 %unique, label %done, label %copy
    copy:
      %made = call swiftcc { ptr, ptr } @swift_allocBox(ptr %type)
      %new = extractvalue { ptr, ptr } %made, 0
      %old = getelementptr i8, ptr %box, i64 16
      %value = getelementptr i8, ptr %new, i64 16
      call void @nabla.swift.copyArray(ptr %value, ptr %old, i64 1, ptr %type)
      store ptr %new, ptr %buffer, align 8
      call void @swift_release(ptr %box)
      br label %done
    done:
      %result = phi ptr [ %box, %start ], [ %new, %copy ]
      %contents = getelementptr i8, ptr %result, i64 16
      %first = insertvalue { ptr, ptr } poison, ptr %result, 0
      %both = insertvalue { ptr, ptr } %first, ptr %contents, 1
      ret { ptr, ptr } %both
    }

    define ptr @nabla.swift.castClass(ptr %object, ptr %type) alwaysinline {
      %found = call ptr @swift_dynamicCastClass(ptr %object, ptr %type)
      %missing = icmp eq ptr %found, null
      %result = select i1 %missing, ptr null, ptr %object
      ret ptr %result
    }

    define ptr @nabla.swift.castClassUnconditional(ptr %object, ptr %type, ptr %file, i32 %line, i32 %column) alwaysinline {
      %found = call ptr @swift_dynamicCastClassUnconditional(ptr %object, ptr %type, ptr %file, i32 %line, i32 %column)
      ret ptr %object
    }

    @nabla.swift.message = private constant [106 x i8] c"nabla: a cast between values of any type that has no derivative: write a switch over types that are known\\0A"

    define internal void @nabla.swift.stop() noinline noreturn {
      %ignored = call i64 @write(i32 2, ptr @nabla.swift.message, i64 106)
      call void @abort()
      unreachable
    }

    define internal i1 @nabla.swift.tryCast(ptr %target, ptr %source, ptr %from, ptr %to, i64 %flags) noinline {
      %kept = and i64 %flags, -7
      %found = call zeroext i1 @swift_dynamicCast(ptr %target, ptr %source, ptr %from, ptr %to, i64 %kept)
      ret i1 %found
    }

    define i1 @nabla.swift.isOpaque(ptr %existential) alwaysinline {
      %place = getelementptr i8, ptr %existential, i64 8
      %kind = load i32, ptr %place, align 8
      %opaque = icmp slt i32 %kind, 0
      ret i1 %opaque
    }

    define i1 @nabla.swift.isClass(ptr %type) alwaysinline {
      %kind = load i64, ptr %type, align 8
      %null = icmp eq i64 %kind, 0
      %isa = icmp ugt i64 %kind, 2047
      %class = or i1 %null, %isa
      ret i1 %class
    }

    define i1 @nabla.swift.finishCast(i1 %found, ptr %source, ptr %from, i64 %flags) alwaysinline {
      %taken = and i64 %flags, 2
      %dropped = and i64 %flags, 4
      %bits = select i1 %found, i64 %taken, i64 %dropped
      %keep = icmp eq i64 %bits, 0
      br i1 %keep, label %done, label %destroy
    destroy:
      call void @swift_arrayDestroy(ptr %source, i64 1, ptr %from)
      br label %done
    done:
      ret i1 %found
    }

    define i1 @nabla.swift.castExistential(ptr %target, ptr %source, ptr %from, ptr %to, i64 %flags) alwaysinline {
      %opaqueFrom = call i1 @nabla.swift.isOpaque(ptr %from)
      %opaqueTo = call i1 @nabla.swift.isOpaque(ptr %to)
      %opaque = and i1 %opaqueFrom, %opaqueTo
      br i1 %opaque, label %start, label %stop
    stop:
      call void @nabla.swift.stop()
      unreachable
    start:
      %typePlace = getelementptr i8, ptr %source, i64 24
      %type = load ptr, ptr %typePlace, align 8
      %value = call ptr @nabla.swift.project(ptr %source, ptr %type)
      %found = call i1 @nabla.swift.tryCast(ptr %target, ptr %source, ptr %from, ptr %to, i64 %flags)
      br i1 %found, label %success, label %finish
    success:
      %newTypePlace = getelementptr i8, ptr %target, i64 24
      %newType = load ptr, ptr %newTypePlace, align 8
      %same = icmp eq ptr %type, %newType
      br i1 %same, label %move, label %stop
    move:
      store ptr %type, ptr %newTypePlace, align 8
      %inline = call i1 @nabla.swift.isInline(ptr %type)
      br i1 %inline, label %copy, label %box
    copy:
      call void @nabla.swift.forget(ptr %target, ptr %type)
      call void @nabla.swift.copyArray(ptr %target, ptr %value, i64 1, ptr %type)
      br label %finish
    box:
      %old = load ptr, ptr %target, align 8
      %made = call swiftcc { ptr, ptr } @swift_allocBox(ptr %type)
      %new = extractvalue { ptr, ptr } %made, 0
      %contents = getelementptr i8, ptr %new, i64 16
      call void @nabla.swift.copyArray(ptr %contents, ptr %value, i64 1, ptr %type)
      store ptr %new, ptr %target, align 8
      call void @nabla.swift.releaseBox(ptr %old)
      br label %finish
    finish:
      %result = call i1 @nabla.swift.finishCast(i1 %found, ptr %source, ptr %from, i64 %flags)
      ret i1 %result
    }

    define internal void @nabla.swift.releaseBox(ptr %box) noinline {
      call void @swift_release(ptr %box)
      ret void
    }

    define i1 @nabla.swift.cast(ptr %target, ptr %source, ptr %from, ptr %to, i64 %flags) alwaysinline {
      %opaque = call i1 @nabla.swift.isOpaque(ptr %from)
      br i1 %opaque, label %start, label %stop
    stop:
      call void @nabla.swift.stop()
      unreachable
    start:
      %typePlace = getelementptr i8, ptr %source, i64 24
      %type = load ptr, ptr %typePlace, align 8
      %value = call ptr @nabla.swift.project(ptr %source, ptr %type)
      %found = call i1 @nabla.swift.castValue(
        ptr %target, ptr %source, ptr %value, ptr %type, ptr %from, ptr %to, i64 %flags)
      ret i1 %found
    }

    define i1 @nabla.swift.castError(ptr %target, ptr %source, ptr %from, ptr %to, i64 %flags) alwaysinline {
      %error = load ptr, ptr %source, align 8
      %typePlace = getelementptr i8, ptr %error, i64 16
      %type = load ptr, ptr %typePlace, align 8
      %value = getelementptr i8, ptr %error, i64 32
      %found = call i1 @nabla.swift.castValue(
        ptr %target, ptr %source, ptr %value, ptr %type, ptr %from, ptr %to, i64 %flags)
      ret i1 %found
    }

    define internal void @nabla.swift.forget(ptr %value, ptr %type) noinline {
      call void @swift_arrayDestroy(ptr %value, i64 1, ptr %type)
      ret void
    }

    define i1 @nabla.swift.castValue(
      ptr %target, ptr %source, ptr %value, ptr %type, ptr %from, ptr %to, i64 %flags) alwaysinline {
      %found = call i1 @nabla.swift.tryCast(ptr %target, ptr %source, ptr %from, ptr %to, i64 %flags)
      br i1 %found, label %success, label %finish
    success:
      %same = icmp eq ptr %type, %to
      br i1 %same, label %move, label %differs
    differs:
      %class = call i1 @nabla.swift.isClass(ptr %to)
      br i1 %class, label %move, label %stop
    stop:
      call void @nabla.swift.stop()
      unreachable
    move:
      call void @nabla.swift.forget(ptr %target, ptr %to)
      call void @nabla.swift.copyArray(ptr %target, ptr %value, i64 1, ptr %to)
      br label %finish
    finish:
      %result = call i1 @nabla.swift.finishCast(i1 %found, ptr %source, ptr %from, i64 %flags)
      ret i1 %result
    }

    !0 = !{}
    """
}
