// Small functions that derivatives call: tape growth, deferred release of shadows, accumulation of adjoints over
// memory, mathematical functions. They are added to the module when first asked for, as internal functions, so that
// the optimiser sees and inlines them; nothing has to be linked at run time but the C library.

import DerivativeRules
import LLVM

final class SupportLibrary {
  let module: Module
  let context: Context
  let pointerType: Type
  /// Whether the program asks how large its allocations really are. It may then use more than it asked for, and as the
  /// room that an allocator leaves differs from block to block, shadows get as much as their primals have.
  let asksForUsableSizes: Bool
  private let countMark: MetadataNode?
  private var loaded: Set<String> = []

  /// `marksCounts` for derivatives that may be differentiated again.
  init(_ module: Module, marksCounts: Bool) {
    self.module = module
    countMark = marksCounts ? MetadataNode([], in: module.context) : nil
    asksForUsableSizes = module.function(named: "malloc_usable_size") != nil
    context = module.context
    pointerType = .pointer(context)
  }

  /// Marks a load or store of an integer on the tape, where numbers lie at other times.
  @discardableResult
  func count(_ access: Value) -> Value {
    if let countMark { access.setMetadata(named: ModelValue.countMetadata, countMark) }
    return access
  }

  func integerType(_ bits: Int) -> Type { .integer(bits, context) }

  func floatType(_ format: FloatFormat) -> Type {
    switch format {
    case .half: .half(context)
    case .bfloat: .bfloat(context)
    case .single: .float(context)
    case .double: .double(context)
    case .extended: .x86FP80(context)
    case .quad: .fp128(context)
    }
  }

  /// `{ memory, cursor, capacity, deferred }`: see `tapeText`.
  var tapeType: Type { .structure([pointerType, integerType(64), integerType(64), pointerType], context) }

  var tapeGrow: Function { function("nabla.tape.grow", in: "tape", Self.tapeText) }
  var tapeDefer: Function { function("nabla.tape.defer", in: "tape", Self.tapeText) }
  var tapeRestore: Function { function("nabla.tape.restore", in: "tape", Self.tapeText) }
  var tapeRestoreHeap: Function { function("nabla.tape.restore.heap", in: "tape", Self.tapeText) }
  var tapeFinish: Function { function("nabla.tape.finish", in: "tape", Self.tapeText) }
  /// Zeroed memory, or a message and abort.
  var allocateZeroed: Function { function("nabla.allocate", in: "tape", Self.tapeText) }

  /// Releases what `allocateZeroed` returned.
  var free: Function {
    _ = allocateZeroed
    return module.function(named: "free")!
  }

  /// Releases the shadow of memory that `primal` releases, which was made by the same function as its primal.
  func release(insteadOf primal: Function?) -> Function {
    guard let name = ["_ZdlPv", "_ZdaPv"].first(where: { primal?.name.hasPrefix($0) == true }) else { return free }
    return module.function(named: name)
      ?? module.addFunction(name: name, type: .function(params: [pointerType], returns: .void(context)))
  }

  /// How many bytes an allocation really has.
  var usableSize: Function {
    module.function(named: "malloc_usable_size")
      ?? module.addFunction(
        name: "malloc_usable_size", type: .function(params: [pointerType], returns: integerType(64)))
  }

  /// A zeroed copy of a Swift array buffer: its header without its elements. The shared empty buffer is its own shadow.
  var swiftBufferShadow: Function {
    _ = allocateZeroed
    return function("nabla.swift.buffer", in: "swift", Self.swiftText)
  }

  /// `(primal variable, shadow variable)`: gives the shadow array a buffer like the primal's, with the addresses it had,
  /// if the primal has got a new one. Returns the new shadow buffer or null.
  var swiftArrayFollow: Function {
    _ = swiftBufferShadow
    return function("nabla.swift.follow", in: "swift", Self.swiftText)
  }

  /// `(primal buffer, old shadow buffer)`: a shadow for the primal buffer with the addresses of the old one.
  var swiftBufferCopy: Function {
    _ = swiftBufferShadow
    return function("nabla.swift.buffer.copy", in: "swift", Self.swiftText)
  }

  /// `(source shadow, target shadow, count, stride)`: adds the target's adjoints to the source's and clears the
  /// target's, in an order that is right for overlapping memory. The stride is in bytes.
  func accumulate(_ part: MemorySegment) -> Function {
    if part.mayBeAddress { return function("nabla.accumulate.mixed", in: "mixed", MixedMemoryText.text) }
    guard case .float(let format) = part.kind else { preconditionFailure("addresses have no adjoints") }
    let name = "nabla.accumulate.\(format)"
    return function(name, in: name, Self.accumulateText(name, "\(floatType(format))", format))
  }

  /// `(target, count, stride)`: writes zeros.
  func clear(_ part: MemorySegment) -> Function {
    if part.mayBeAddress { return function("nabla.clear.mixed", in: "mixed", MixedMemoryText.text) }
    guard case .float(let format) = part.kind else { preconditionFailure("addresses are not cleared") }
    let name = "nabla.clear.\(format)"
    return function(name, in: name, Self.clearText(name, "\(floatType(format))"))
  }

  /// `(target, source, count, stride)`: copies one address per record.
  func copyAddresses(_ part: MemorySegment) -> Function {
    part.mayBeAddress
      ? function("nabla.copy.mixed", in: "mixed", MixedMemoryText.text)
      : function("nabla.copy.addresses", in: "addresses", Self.addressText)
  }

  /// Those of 64 bits that can be part of an address.
  var addressBits: Function { function("nabla.address", in: "mixed", MixedMemoryText.text) }

  /// A function written as text that defines nothing else.
  func textual(_ name: String, _ text: String) -> Function { function(name, in: name, text) }

  func function(_ name: String, in part: String, _ text: String) -> Function {
    if loaded.insert(part).inserted && module.function(named: name) == nil { link(text) }
    return module.function(named: name)!
  }

  private func link(_ text: String) {
    do {
      // The linker drops internal functions that nothing uses yet, so they become internal only afterwards.
      let external = text.replacing("define internal", with: "define")
      let library = try Module.parse(text: external, name: "nabla.support", in: context)
      library.targetTriple = module.targetTriple
      library.dataLayoutString = module.dataLayoutString
      let ours = library.functions.map(\.name).filter { $0.hasPrefix("nabla.") }
      for name in ours { module.function(named: name)?.linkage = .external }
      try module.link(library)
      for name in ours { module.function(named: name)!.linkage = .internal }
    } catch {
      preconditionFailure("the support library does not load: \(error)")
    }
  }

  // MARK: Mathematics

  /// A scalar function for values of `type`, declared or defined in the module. It may compute in a wider type.
  func mathFunction(_ function: MathFunction, for type: Type, arguments: [Type]) -> Function {
    let (precision, computed): (Precision, Type) =
      switch type.kind {
      case .x86FP80, .fp128, .ppcFP128: (.extended, type)
      case .double: (.double, type)
      default: (.single, .float(context))
      }
    if function == .digamma {
      let name = SupportFunctions.digammaName(precision)
      return self.function(name, in: name, SupportFunctions.digammaIR(precision))
    }
    let name =
      type.kind == .fp128 ? function.rawValue + "f128" : function.libraryName(precision) ?? function.rawValue
    if let known = module.function(named: name) { return known }
    let parameters = arguments.map { $0.isFloatingPoint ? computed : $0 }
    let declared = module.addFunction(name: name, type: .function(params: parameters, returns: computed))
    for attribute in ["nounwind", "willreturn", "nocallback", "nofree"] { declared.addAttribute(attribute) }
    return declared
  }

  // MARK: Text

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

    define internal void @nabla.tape.defer(ptr %tape, ptr %block, ptr %release) {
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
      store ptr %release, ptr %releaseAddress
      store ptr %node, ptr %listAddress
      ret void
    }

    define internal void @nabla.tape.restore(ptr %tape, ptr %place, ptr %new) {
      %old = load ptr, ptr %place
      %same = icmp eq ptr %old, %new
      br i1 %same, label %done, label %note
    note:
      call void @nabla.tape.defer(ptr %tape, ptr %old, ptr @free)
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
      %release = load ptr, ptr %releaseAddress
      call void %release(ptr %block)
      call void @free(ptr %node)
      br label %loop
    done:
      %memory = load ptr, ptr %tape
      call void @free(ptr %memory)
      ret void
    }
    """

  private static func accumulateText(_ name: String, _ type: String, _ format: FloatFormat) -> String {
    return """
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
        %left = phi i64 [ %count, %start ], [ %fewer, %loop ]
        %index = phi i64 [ %first, %start ], [ %next, %loop ]
        %offset = mul i64 %index, %stride
        %t = getelementptr i8, ptr %target, i64 %offset
        %s = getelementptr i8, ptr %source, i64 %offset
        %adjoint = load \(type), ptr %t, align 1
        store \(type) zeroinitializer, ptr %t, align 1
        %old = load \(type), ptr %s, align 1
        %sum = fadd \(type) %old, %adjoint
        store \(type) %sum, ptr %s, align 1
        %next = add i64 %index, %step
        %fewer = sub i64 %left, 1
        %more = icmp ne i64 %fewer, 0
        br i1 %more, label %loop, label %done
      done:
        ret void
      }
      """
  }

  private static func clearText(_ name: String, _ type: String) -> String {
    """
    define internal void @\(name)(ptr %target, i64 %count, i64 %stride) {
    entry:
      %empty = icmp sle i64 %count, 0
      br i1 %empty, label %done, label %loop
    loop:
      %index = phi i64 [ 0, %entry ], [ %next, %loop ]
      %offset = mul i64 %index, %stride
      %place = getelementptr i8, ptr %target, i64 %offset
      store \(type) zeroinitializer, ptr %place, align 1
      %next = add i64 %index, 1
      %more = icmp slt i64 %next, %count
      br i1 %more, label %loop, label %done
    done:
      ret void
    }
    """
  }

  private static let addressText = copyText(
    "nabla.copy.addresses",
    """
    %address = load ptr, ptr %from, align 1
    store ptr %address, ptr %to, align 1
    """)

  /// A function that copies one word of each record; `move` copies it from `%from` to `%to`. Overlapping records are copied
  /// in the order in which `memmove` would have it.
  static func copyText(_ name: String, _ move: String) -> String {
    """
    define internal void @\(name)(ptr %target, ptr %source, i64 %count, i64 %stride) {
    entry:
      %empty = icmp sle i64 %count, 0
      br i1 %empty, label %done, label %start
    start:
      %up = icmp ult ptr %target, %source
      %last = sub i64 %count, 1
      %first = select i1 %up, i64 0, i64 %last
      %step = select i1 %up, i64 1, i64 -1
      br label %loop
    loop:
      %left = phi i64 [ %count, %start ], [ %fewer, %loop ]
      %index = phi i64 [ %first, %start ], [ %next, %loop ]
      %offset = mul i64 %index, %stride
      %from = getelementptr i8, ptr %source, i64 %offset
      %to = getelementptr i8, ptr %target, i64 %offset
    \(move)
      %next = add i64 %index, %step
      %fewer = sub i64 %left, 1
      %more = icmp ne i64 %fewer, 0
      br i1 %more, label %loop, label %done
    done:
      ret void
    }
    """
  }

  private static let swiftText = """
    @_swiftEmptyArrayStorage = external global i8
    declare ptr @nabla.allocate(i64)
    declare i64 @malloc_usable_size(ptr)
    declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

    define internal ptr @nabla.swift.buffer(ptr %buffer) {
      %empty = icmp eq ptr %buffer, @_swiftEmptyArrayStorage
      br i1 %empty, label %done, label %copy
    copy:
      %size = call i64 @malloc_usable_size(ptr %buffer)
      %memory = call ptr @nabla.allocate(i64 %size)
      call void @llvm.memcpy.p0.p0.i64(ptr %memory, ptr %buffer, i64 32, i1 false)
      br label %done
    done:
      %shadow = phi ptr [ %buffer, %0 ], [ %memory, %copy ]
      ret ptr %shadow
    }

    define internal ptr @nabla.swift.buffer.copy(ptr %buffer, ptr %old) {
      %shadow = call ptr @nabla.swift.buffer(ptr %buffer)
      %empty = icmp eq ptr %shadow, %buffer
      %none = icmp eq ptr %old, @_swiftEmptyArrayStorage
      %skip = or i1 %empty, %none
      br i1 %skip, label %done, label %copy
    copy:
      %newSize = call i64 @malloc_usable_size(ptr %shadow)
      %oldSize = call i64 @malloc_usable_size(ptr %old)
      %size = call i64 @llvm.umin.i64(i64 %newSize, i64 %oldSize)
      %bytes = sub i64 %size, 32
      %from = getelementptr i8, ptr %old, i64 32
      %to = getelementptr i8, ptr %shadow, i64 32
      call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %bytes, i1 false)
      br label %done
    done:
      ret ptr %shadow
    }
    declare i64 @llvm.umin.i64(i64, i64)

    define internal ptr @nabla.swift.follow(ptr %variable, ptr %shadowVariable) {
      %buffer = load ptr, ptr %variable
      %old = load ptr, ptr %shadowVariable
      %shadow = call ptr @nabla.swift.buffer.copy(ptr %buffer, ptr %old)
      store ptr %shadow, ptr %shadowVariable
      %empty = icmp eq ptr %shadow, %buffer
      %result = select i1 %empty, ptr null, ptr %shadow
      ret ptr %result
    }
    """
}
