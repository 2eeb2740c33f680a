// What `qsort` and `bsearch` do to values of any type, written as LLVM IR: comparisons carry no derivative, so a function
// without derivative says which element comes where, and what is differentiated only moves the elements. Elements that
// compare equal keep their order.

enum SortingModels {
  /// The model of a function of the C library, by the function's name.
  static func model(of name: String) -> String? {
    switch name {
    case "qsort": "nabla.sort"
    case "bsearch": "nabla.search"
    default: nil
    }
  }

  static let text = """
    declare ptr @malloc(i64)
    declare void @free(ptr)
    declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
    declare i64 @llvm.umin.i64(i64, i64)

    define void @nabla.sort(ptr %base, i64 %count, i64 %size, ptr %compare) alwaysinline {
    entry:
      %indices = shl i64 %count, 3
      %order = call ptr @malloc(i64 %indices)
      call void @nabla.sort.order(ptr %order, ptr %base, i64 %count, i64 %size, ptr %compare)
      %bytes = mul i64 %count, %size
      %copy = call ptr @malloc(i64 %bytes)
      call void @llvm.memcpy.p0.p0.i64(ptr %copy, ptr %base, i64 %bytes, i1 false)
      br label %next

    next:
      %i = phi i64 [ 0, %entry ], [ %more, %move ]
      %done = icmp uge i64 %i, %count
      br i1 %done, label %end, label %move

    move:
      %place = getelementptr inbounds i64, ptr %order, i64 %i
      %from = load i64, ptr %place, align 8
      %offset = mul i64 %from, %size
      %source = getelementptr inbounds i8, ptr %copy, i64 %offset
      %to = mul i64 %i, %size
      %target = getelementptr inbounds i8, ptr %base, i64 %to
      call void @llvm.memcpy.p0.p0.i64(ptr %target, ptr %source, i64 %size, i1 false)
      %more = add nuw i64 %i, 1
      br label %next

    end:
      call void @free(ptr %copy)
      call void @free(ptr %order)
      ret void
    }

    ; The index of the element that goes to each place: runs of doubled width are merged.
    define internal void @nabla.sort.order(ptr %order, ptr %base, i64 %count, i64 %size, ptr %compare) noinline {
    entry:
      %bytes = shl i64 %count, 3
      %merged = call ptr @malloc(i64 %bytes)
      br label %number

    number:
      %i = phi i64 [ 0, %entry ], [ %i.next, %number.one ]
      %numbered = icmp eq i64 %i, %count
      br i1 %numbered, label %pass, label %number.one

    number.one:
      %i.place = getelementptr inbounds i64, ptr %order, i64 %i
      store i64 %i, ptr %i.place, align 8
      %i.next = add i64 %i, 1
      br label %number

    pass:
      %width = phi i64 [ 1, %number ], [ %wider, %copy ]
      %again = icmp ult i64 %width, %count
      %wider = shl i64 %width, 1
      br i1 %again, label %pair, label %end

    pair:
      %low = phi i64 [ 0, %pass ], [ %low.next, %merge ]
      %more = icmp ult i64 %low, %count
      br i1 %more, label %pair.start, label %copy

    pair.start:
      %low.middle = add i64 %low, %width
      %middle = call i64 @llvm.umin.i64(i64 %low.middle, i64 %count)
      %low.next = add i64 %low, %wider
      %high = call i64 @llvm.umin.i64(i64 %low.next, i64 %count)
      br label %merge

    merge:
      %a = phi i64 [ %low, %pair.start ], [ %a.next, %take ]
      %b = phi i64 [ %middle, %pair.start ], [ %b.next, %take ]
      %k = phi i64 [ %low, %pair.start ], [ %k.next, %take ]
      %unmerged = icmp ult i64 %k, %high
      br i1 %unmerged, label %second, label %pair

    second:
      %no.second = icmp eq i64 %b, %high
      br i1 %no.second, label %take, label %first

    first:
      %is.first = icmp ult i64 %a, %middle
      br i1 %is.first, label %both, label %take

    both:
      %a.place = getelementptr inbounds i64, ptr %order, i64 %a
      %a.index = load i64, ptr %a.place, align 8
      %a.offset = mul i64 %a.index, %size
      %a.element = getelementptr inbounds i8, ptr %base, i64 %a.offset
      %b.place = getelementptr inbounds i64, ptr %order, i64 %b
      %b.index = load i64, ptr %b.place, align 8
      %b.offset = mul i64 %b.index, %size
      %b.element = getelementptr inbounds i8, ptr %base, i64 %b.offset
      %comparison = call i32 %compare(ptr %a.element, ptr %b.element)
      %in.order = icmp sle i32 %comparison, 0
      br label %take

    take:
      %takes.a = phi i1 [ true, %second ], [ false, %first ], [ %in.order, %both ]
      %taken = select i1 %takes.a, i64 %a, i64 %b
      %a.more = add i64 %a, 1
      %a.next = select i1 %takes.a, i64 %a.more, i64 %a
      %b.more = add i64 %b, 1
      %b.next = select i1 %takes.a, i64 %b, i64 %b.more
      %taken.place = getelementptr inbounds i64, ptr %order, i64 %taken
      %index = load i64, ptr %taken.place, align 8
      %k.place = getelementptr inbounds i64, ptr %merged, i64 %k
      store i64 %index, ptr %k.place, align 8
      %k.next = add i64 %k, 1
      br label %merge

    copy:
      call void @llvm.memcpy.p0.p0.i64(ptr %order, ptr %merged, i64 %bytes, i1 false)
      br label %pass

    end:
      call void @free(ptr %merged)
      ret void
    }

    define ptr @nabla.search(ptr %key, ptr %base, i64 %count, i64 %size, ptr %compare) alwaysinline {
      %index = call i64 @nabla.search.index(ptr %key, ptr %base, i64 %count, i64 %size, ptr %compare)
      %found = icmp sge i64 %index, 0
      %offset = mul i64 %index, %size
      %place = getelementptr i8, ptr %base, i64 %offset
      %result = select i1 %found, ptr %place, ptr null
      ret ptr %result
    }

    define internal i64 @nabla.search.index(ptr %key, ptr %base, i64 %count, i64 %size, ptr %compare) noinline {
    entry:
      br label %next

    next:
      %low = phi i64 [ 0, %entry ], [ %low.next, %other ]
      %high = phi i64 [ %count, %entry ], [ %high.next, %other ]
      %more = icmp ult i64 %low, %high
      br i1 %more, label %look, label %missing

    look:
      %width = sub i64 %high, %low
      %half = lshr i64 %width, 1
      %middle = add i64 %low, %half
      %offset = mul i64 %middle, %size
      %element = getelementptr inbounds i8, ptr %base, i64 %offset
      %comparison = call i32 %compare(ptr %key, ptr %element)
      %is.equal = icmp eq i32 %comparison, 0
      br i1 %is.equal, label %found, label %other

    other:
      %is.less = icmp slt i32 %comparison, 0
      %after = add i64 %middle, 1
      %low.next = select i1 %is.less, i64 %low, i64 %after
      %high.next = select i1 %is.less, i64 %middle, i64 %high
      br label %next

    found:
      ret i64 %middle

    missing:
      ret i64 -1
    }
    """
}
