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
  let usesDelete: Bool
  private let countMark: MetadataNode?
  private var loaded: Set<String> = []

  /// `marksCounts` for derivatives that may be differentiated again.
  init(_ module: Module, marksCounts: Bool) {
    self.module = module
    countMark = marksCounts ? MetadataNode([], in: module.context) : nil
    asksForUsableSizes = module.function(named: "malloc_usable_size") != nil
    usesDelete = module.functions.contains { $0.name.hasPrefix("_ZdlPv") || $0.name.hasPrefix("_ZdaPv") }
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

  var tapeGrow: Function { function("nabla.tape.grow", in: "tape", tapeText) }
  var tapeDefer: Function { function("nabla.tape.defer", in: "tape", tapeText) }
  var tapeRestore: Function { function("nabla.tape.restore", in: "tape", tapeText) }
  var tapeRestoreHeap: Function { function("nabla.tape.restore.heap", in: "tape", tapeText) }
  var tapeFinish: Function { function("nabla.tape.finish", in: "tape", tapeText) }
  /// Zeroed memory, or a message and abort.
  var allocateZeroed: Function { function("nabla.allocate", in: "tape", tapeText) }

  /// Releases what `allocateZeroed` returned.
  var free: Function {
    _ = allocateZeroed
    return module.function(named: "free")!
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
    if part.isMixed { return accumulateWords }
    if part.mayBeAddress { return function("nabla.accumulate.mixed", in: "mixed", MixedMemoryText.text) }
    guard case .float(let format) = part.kind else { preconditionFailure("addresses have no adjoints") }
    let name = "nabla.accumulate.\(format)"
    return function(name, in: name, Self.accumulateText(name, "\(floatType(format))", format))
  }

  /// `(target, count, stride)`: writes zeros.
  func clear(_ part: MemorySegment) -> Function {
    if part.isMixed { return clearWords }
    if part.mayBeAddress { return function("nabla.clear.mixed", in: "mixed", MixedMemoryText.text) }
    guard case .float(let format) = part.kind else { preconditionFailure("addresses are not cleared") }
    let name = "nabla.clear.\(format)"
    return function(name, in: name, Self.clearText(name, "\(floatType(format))"))
  }

  /// `(target, source, count, stride)`: copies one address per record, perhaps not to where adjoints wait.
  func copyAddresses(_ part: MemorySegment, leavesSeeds: Bool = false) -> Function {
    part.mayBeAddress
      ? function(leavesSeeds ? "nabla.copy.mixed.leaving" : "nabla.copy.mixed", in: "mixed", MixedMemoryText.text)
      : function("nabla.copy.addresses", in: "addresses", Self.addressText)
  }

  /// Those of 64 bits that can be part of an address.
  var addressBits: Function { function("nabla.address", in: "mixed", MixedMemoryText.text) }

  /// `(primal, shadow, mask)`: gives an empty word of shadow memory the primal's, of which the bits in `mask` count.
  var settle: Function {
    textual(
      "nabla.settle",
      """
      define internal void @nabla.settle(ptr %primal, ptr %shadow, i64 %mask) alwaysinline {
        %old = load i64, ptr %shadow, align 1
        %empty = icmp eq i64 %old, 0
        br i1 %empty, label %fill, label %done
      fill:
        %bits = load i64, ptr %primal, align 1
        %word = and i64 %bits, %mask
        store i64 %word, ptr %shadow, align 1
        br label %done
      done:
        ret void
      }
      """)
  }

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
