// What library functions without a body do to memory, as data: allocation, release, copies, and calls that no
// derivative passes through. Mathematical functions live in the rule table (`DerivativeRules`).

/// A library function whose effect is known.
struct LibraryFunction: Hashable, Sendable {
  var name: String
  var effect: LibraryEffect
}

/// A call of a function without derivative.
struct Detachment: Hashable, Sendable {
  var mayWrite: Bool
  /// Arguments that lead to variables of the caller which it may write.
  var variables: [Int]
  /// What it returns is memory for a result, not a result.
  var returnsMemory: Bool
}

enum LibraryEffect: Hashable, Sendable {
  /// Neither results nor memory carry a derivative out of it. Its integer results are ordinary values.
  case inactive
  /// The same, of a function that the user calls inactive: it may write any memory, and what its results point to is
  /// constant.
  case detached(Detachment)
  /// Tells what the memory behind operand 0 holds: as many bytes as operand 1 says, or all of it.
  case claim(MemoryKind)
  /// The same, but it may write what its pointer operands reach: methods of strings, streams and other library objects.
  case method
  /// Works on text: may write characters or other integers behind operand `writes`. An address that it returns lies in
  /// what operand 0 leads to, or is null.
  case text(writes: Int?)
  /// Changes or follows the links between the nodes of one structure, which all its pointer operands and its result
  /// belong to. The shadows of the nodes are linked by the same call.
  case relink
  /// Returns operand `index` unchanged.
  case returnsOperand(Int)
  /// Returns fresh memory; the shadow is a second allocation of the same size.
  case allocate(AllocationSize, zeroed: Bool)
  /// Releases the memory that operand `index` points to.
  case deallocate(Int)
  /// `realloc(pointer, size)`.
  case reallocate
  /// Destination, source, bytes.
  case copyMemory(mayOverlap: Bool)
  /// Destination, byte, bytes.
  case setMemory
  /// A routine of BLAS or LAPACK.
  case linearAlgebra(LinearAlgebraFunction)
  /// Writes a Swift object header into caller-provided memory (operand 1) and returns that memory.
  case initializeObject
  /// Makes the weak reference at operand 0 refer to operand 1.
  case storeWeak
  /// Returns the object of the weak reference at operand 0, or null.
  case loadWeak
  /// May replace the buffer of the Swift array of objects that the last operand points to by a larger copy.
  case resizeArray
  /// Appends operand 1 behind as many elements as operand 0 says to the array that the last operand points to.
  case appendToArray
  /// Returns a new buffer with the objects of the one in operand 3.
  case replaceBuffer
}

/// How an allocation's size in bytes follows from its operands.
enum AllocationSize: Hashable, Sendable {
  case operand(Int)
  /// The same for an allocator of the user's; shadows do not come from it.
  case foreign(Int)
  case product(Int, Int)
  /// A Swift heap object: metadata, size, alignment mask. The first 16 bytes are its header.
  case swiftObject
  /// An array buffer from the standard library for `operand` elements; its size is asked from the allocator.
  case swiftBuffer
  /// The storage of a dictionary or set: tables of keys and perhaps of values lie in the object behind its header, and
  /// are found by addresses in it.
  case swiftTable(SwiftTable)
  /// A box for one value, which lies behind so many bytes of header: the object and the address of the value in it are
  /// returned together.
  case swiftBox(Int)

  /// Whether the result is a block of the C library's heap, so that it can tell the block's size.
  var isHeapBlock: Bool {
    switch self {
    case .operand, .product, .swiftObject: true
    case .foreign, .swiftBuffer, .swiftTable, .swiftBox: false
    }
  }
}

extension LibraryFunction {
  /// The function's entry in the table, by symbol or intrinsic base name.
  static func named(_ name: String) -> LibraryFunction? {
    if let effect = table[name] { return LibraryFunction(name: name, effect: effect) }
    if let effect = textEffect(name) { return LibraryFunction(name: name, effect: effect) }
    if let effect = CxxRuntime.effect(of: name) { return LibraryFunction(name: name, effect: effect) }
    if let effect = RustRuntime.effect(of: name) { return LibraryFunction(name: name, effect: effect) }
    if CxxRuntime.isThrower(name) { return LibraryFunction(name: name, effect: .inactive) }
    if VectorIntrinsics.isConversion(name) || VectorIntrinsics.isApproximation(name) {
      return LibraryFunction(name: name, effect: .inactive)
    }
    if let routine = LinearAlgebraFunction(canonicalName: name) {
      return LibraryFunction(name: name, effect: .linearAlgebra(routine))
    }
    if SwiftRuntime.isMetadataAccessor(name) || SwiftRuntime.worksOnText(name) {
      return LibraryFunction(name: name, effect: .inactive)
    }
    for (prefix, effect) in prefixes where name.hasPrefix(prefix) {
      return LibraryFunction(name: name, effect: effect)
    }
    return nil
  }

  private static let table: [String: LibraryEffect] = {
    var table: [String: LibraryEffect] = [
      "malloc": .allocate(.operand(0), zeroed: false),
      "valloc": .allocate(.operand(0), zeroed: false),
      "calloc": .allocate(.product(0, 1), zeroed: true),
      "aligned_alloc": .allocate(.operand(1), zeroed: false),
      "memalign": .allocate(.operand(1), zeroed: false),
      "realloc": .reallocate,
      "free": .deallocate(0), "cfree": .deallocate(0),
      "memcpy": .copyMemory(mayOverlap: false), "memmove": .copyMemory(mayOverlap: true),
      "llvm.memcpy": .copyMemory(mayOverlap: false), "llvm.memcpy.inline": .copyMemory(mayOverlap: false),
      "llvm.memmove": .copyMemory(mayOverlap: true),
      "memset": .setMemory, "llvm.memset": .setMemory, "llvm.memset.inline": .setMemory,
      "swift_allocObject": .allocate(.swiftObject, zeroed: false),
      "swift_allocBox": .allocate(.swiftBox(SwiftRuntime.objectHeaderSize), zeroed: false),
      "swift_allocError": .allocate(.swiftBox(SwiftRuntime.errorHeaderSize), zeroed: false),
      "swift_slowAlloc": .allocate(.operand(0), zeroed: false),
      "swift_slowDealloc": .deallocate(0),
      "swift_initStackObject": .initializeObject,
      "swift_initStaticObject": .initializeObject,
      "swift_weakInit": .storeWeak, "swift_weakAssign": .storeWeak,
      "swift_weakLoadStrong": .loadWeak, "swift_weakTakeStrong": .loadWeak,
      "swift_deallocClassInstance": .deallocate(0),
      "swift_deallocPartialClassInstance": .deallocate(0),
      "swift_deallocUninitializedObject": .deallocate(0),
    ]
    for name in [
      "_Znwm", "_Znam", "_Znwj", "_Znaj", "_ZnwmRKSt9nothrow_t", "_ZnamRKSt9nothrow_t", "_ZnwmSt11align_val_t",
      "_ZnamSt11align_val_t",
    ] { table[name] = .allocate(.operand(0), zeroed: false) }
    for name in [
      "_ZdlPv", "_ZdaPv", "_ZdlPvm", "_ZdaPvm", "_ZdlPvSt11align_val_t", "_ZdaPvSt11align_val_t",
      "_ZdlPvmSt11align_val_t", "_ZdaPvmSt11align_val_t", "_ZdlPvRKSt9nothrow_t",
    ] { table[name] = .deallocate(0) }
    for name in [
      "swift_errorRetain", "swift_unownedRetain", "swift_unownedRetainStrong", "swift_unownedRetainStrongAndRelease",
      "swift_retain", "swift_nonatomic_retain", "swift_bridgeObjectRetain", "swift_nonatomic_bridgeObjectRetain",
      "swift_unknownObjectRetain", "swift_retain_n", "swift_bridgeObjectRetain_n", "llvm.launder.invariant.group",
      "llvm.strip.invariant.group", "llvm.ptr.annotation", "llvm.expect", "llvm.expect.with.probability",
      "llvm.ssa.copy",
      "llvm.threadlocal.address",
    ] { table[name] = .returnsOperand(0) }
    // The standard library's array operations on objects (nested arrays among them), compiled ahead of time.
    for name in [
      "$ss15ContiguousArrayV034_makeUniqueAndReserveCapacityIfNotD0yyF",
      "$sSa034_makeUniqueAndReserveCapacityIfNotB0yyF",
      "$ss15ContiguousArrayV16_createNewBuffer14bufferIsUnique15minimumCapacity13growForAppendySb_SiSbtF",
      "$sSa16_createNewBuffer14bufferIsUnique15minimumCapacity13growForAppendySb_SiSbtF",
      "$ss15ContiguousArrayV15reserveCapacityyySiF",
      "$ss15ContiguousArrayV20_reserveCapacityImpl07minimumD013growForAppendySi_SbtF",
      "$ss15ContiguousArrayV36_reserveCapacityAssumingUniqueBuffer8oldCountySi_tF",
    ] { table[name + "yXl_Ts5"] = .resizeArray }
    for name in [
      "$ss15ContiguousArrayV37_appendElementAssumeUniqueAndCapacity_03newD0ySi_xntF",
      "$sSa37_appendElementAssumeUniqueAndCapacity_03newB0ySi_xntF",
    ] { table[name + "yXl_Ts5"] = .appendToArray }
    table["$ss15ContiguousArrayV12_endMutationyyFyXl_Ts5"] = .inactive
    table["$sSa12_endMutationyyFyXl_Ts5"] = .inactive
    table[
      "$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtFyXl_Ts5"
    ] = .replaceBuffer
    for name in inactiveNames { table[name] = .inactive }
    // Where the largest number stands.
    for letter in ["s", "d", "c", "z"] {
      for suffix in ["", "64_", "_64"] { table["cblas_i\(letter)amax\(suffix)"] = .inactive }
      for suffix in ["_", "_64_", "64_"] { table["i\(letter)amax\(suffix)"] = .inactive }
    }
    return table
  }()

  private static let inactiveNames: [String] = [
    "printf", "fprintf", "dprintf", "vprintf", "vfprintf", "puts", "putchar", "putc", "fputs", "fputc", "fwrite",
    "fflush", "fopen", "fclose", "perror", "write", "_IO_putc", "__printf_chk", "__fprintf_chk", "abort", "exit",
    "_exit", "_Exit", "__assert_fail", "__assert_rtn", "__stack_chk_fail", "clock", "rand", "srand", "random",
    "srandom", "getenv", "ilogb", "ilogbf", "ilogbl", "lround",
    "lroundf", "lroundl", "llround", "llroundf", "llroundl", "lrint", "lrintf", "lrintl", "llrint", "llrintf",
    "llrintl",
    "__isnan", "__isinf", "__finite", "__fpclassify", "__signbit", "isnan", "isinf", "feclearexcept", "fetestexcept",
    "fegetround", "fesetround", "malloc_usable_size", "__errno_location", "omp_get_wtime", "sched_yield", "usleep",
    "swift_release", "swift_nonatomic_release", "swift_bridgeObjectRelease", "swift_nonatomic_bridgeObjectRelease",
    "swift_unknownObjectRelease", "swift_release_n", "swift_bridgeObjectRelease_n", "swift_setDeallocating",
    "$sSd8exponentSivg", "$sSf8exponentSivg", "$sSd6binadeSdvg", "$sSf6binadeSfvg",
    "nabla.swift.forget", "nabla.sort.order", "nabla.search.index",
    "swift_unownedRelease", "swift_unownedCheck",
    "swift_weakDestroy", "swift_weakCopyInit", "nabla.swift.tryCast", "nabla.swift.releaseBox",
    "swift_arrayDestroy", "swift_arrayInitWithCopy", "swift_dynamicCastClass",
    "swift_dynamicCastClassUnconditional",
    "swift_isUniquelyReferenced_native", "swift_isUniquelyReferenced_nonNull_native",
    "swift_isUniquelyReferenced_nonNull", "swift_isUniquelyReferencedNonObjC", "swift_isEscapingClosureAtFileLocation",
    "swift_beginAccess", "swift_endAccess", "swift_once", "swift_getTypeByMangledNameInContext",
    "swift_getTypeByMangledNameInContext2", "swift_getTypeByMangledNameInContextInMetadataState",
    "swift_getWitnessTable", "swift_getGenericMetadata", "swift_getForeignTypeMetadata", "swift_getSingletonMetadata",
    "swift_getExistentialTypeMetadata", "swift_getTupleTypeMetadata2", "swift_getTupleTypeMetadata3",
    "swift_checkMetadataState", "swift_getAssociatedTypeWitness", "swift_getAssociatedConformanceWitness",
    "swift_willThrow", "swift_willThrowTypedImpl", "swift_errorRelease", "swift_getObjCClassMetadata",
    "swift_getKeyPath",
    "__swift_instantiateConcreteTypeFromMangledName", "__swift_instantiateConcreteTypeFromMangledNameV2",
    "__swift_instantiateConcreteTypeFromMangledNameAbstract",
    "__swift_instantiateConcreteTypeFromMangledNameAbstractV2",
    "$ss17_assertionFailure__4file4line5flagss5NeverOs12StaticStringV_SSAHSus6UInt32VtF",
    "$ss18_fatalErrorMessage__4file4line5flagss5NeverOs12StaticStringV_A2HSus6UInt32VtF",
    "$ss6_print_9separator10terminator2toySayypGd_S2SxtF", "$ss5print_9separator10terminatoryypd_S2StF",
    "__swift_fixLifetime", "swift_fixLifetime", "$ss22_minimumMergeRunLengthyS2iF",
    "llvm.lifetime.start", "llvm.lifetime.end", "llvm.invariant.start", "llvm.invariant.end", "llvm.assume",
    "llvm.experimental.noalias.scope.decl", "llvm.stacksave", "llvm.stackrestore", "llvm.trap", "llvm.debugtrap",
    "llvm.ubsantrap", "llvm.donothing", "llvm.dbg.value", "llvm.dbg.declare", "llvm.dbg.label", "llvm.prefetch",
    "llvm.objectsize", "llvm.is.constant", "llvm.is.fpclass", "llvm.var.annotation", "llvm.va_start", "llvm.va_end",
    "llvm.ctpop", "llvm.ctlz", "llvm.cttz", "llvm.bswap", "llvm.bitreverse", "llvm.fshl", "llvm.fshr", "llvm.smax",
    "llvm.smin", "llvm.umax", "llvm.umin", "llvm.abs", "llvm.sadd.with.overflow", "llvm.uadd.with.overflow",
    "llvm.ssub.with.overflow", "llvm.usub.with.overflow", "llvm.smul.with.overflow", "llvm.umul.with.overflow",
    "llvm.sadd.sat", "llvm.uadd.sat", "llvm.ssub.sat", "llvm.usub.sat", "llvm.lround", "llvm.llround", "llvm.lrint",
    "llvm.llrint", "llvm.fptosi.sat", "llvm.fptoui.sat", "llvm.vector.reduce.add", "llvm.vector.reduce.and",
    "llvm.vector.reduce.or", "llvm.vector.reduce.smax", "llvm.vector.reduce.smin", "llvm.vector.reduce.umax",
    "llvm.vector.reduce.umin", "llvm.vector.reduce.mul", "llvm.vector.reduce.xor", "llvm.scmp", "llvm.ucmp",
    "llvm.get.rounding", "llvm.x86.avx.vzeroupper", "llvm.x86.avx.vzeroall", "llvm.x86.sse.sfence",
    "llvm.x86.sse2.lfence", "llvm.x86.sse2.mfence", "llvm.x86.sse2.pause", "llvm.readcyclecounter",
    "llvm.returnaddress", "llvm.frameaddress", "llvm.sideeffect",
    "llvm.allow.runtime.check", "llvm.allow.ubsan.check", "llvm.eh.typeid.for",
  ]

  /// Name prefixes, for families of mangled or versioned names.
  private static let prefixes: [(String, LibraryEffect)] = [
    // Comparisons, and conversions between integers and numbers, where the program looks at the state of the processor.
    ("llvm.experimental.constrained.fcmp", .inactive), ("llvm.experimental.constrained.fptosi", .inactive),
    ("llvm.experimental.constrained.fptoui", .inactive), ("llvm.experimental.constrained.sitofp", .inactive),
    ("llvm.experimental.constrained.uitofp", .inactive),
    ("llvm.dbg.", .inactive), (ExceptionFunctions.prefix, .inactive),
    ("$ss17_assertionFailure", .inactive), ("$ss18_fatalErrorMessage", .inactive), ("$ss5print", .inactive),
    ("$ss18_DictionaryStorageC8allocate", .allocate(.swiftTable(.dictionary), zeroed: false)),
    ("$ss18_DictionaryStorageC6resize", .allocate(.swiftTable(.dictionary), zeroed: false)),
    ("$ss18_DictionaryStorageC4copy", .allocate(.swiftTable(.dictionary), zeroed: false)),
    ("$ss11_SetStorageC8allocate", .allocate(.swiftTable(.set), zeroed: false)),
    ("$ss11_SetStorageC6resize", .allocate(.swiftTable(.set), zeroed: false)),
    ("$ss11_SetStorageC4copy", .allocate(.swiftTable(.set), zeroed: false)),
    ("$ss10_HashTableV", .inactive),
    ("$sSa28_allocateBufferUninitialized", .allocate(.swiftBuffer, zeroed: false)),
    ("$ss15ContiguousArrayV28_allocateBufferUninitialized", .allocate(.swiftBuffer, zeroed: false)),
  ]
}
