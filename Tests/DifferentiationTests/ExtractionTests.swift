import Differentiation
import LLVM
import Testing

/// What a derivative that is compiled apart from its program takes with it, shares, and must not have.
struct ExtractionTests {
  private static let program = """
    @private = internal global double 2.0
    @"$s1M6publicSdvp" = hidden global double 3.0
    @constant = private constant double 4.0
    @"$s1M4lazySdvp" = hidden global double 0.0
    @token = internal global i64 0

    declare void @swift_once(ptr, ptr, ptr)

    define internal void @initialize(ptr %context) {
      store double 5.0, ptr @"$s1M4lazySdvp"
      ret void
    }

    define hidden double @helper() {
      %a = load double, ptr @private
      %b = load double, ptr @"$s1M6publicSdvp"
      %c = load double, ptr @constant
      call void @swift_once(ptr @token, ptr @initialize, ptr null)
      %d = load double, ptr @"$s1M4lazySdvp"
      %e = fadd double %a, %b
      %f = fadd double %c, %d
      %g = fadd double %e, %f
      ret double %g
    }

    define double @derivative() {
      %a = call double @helper()
      ret double %a
    }

    define void @other() {
      ret void
    }

    """

  @Test func functionsAreCopiedAndDataIsShared() throws {
    let module = try Module.parse(text: Self.program, in: Context())
    try extractDerivatives(["derivative"], from: module)
    try module.verify()
    #expect(module.function(named: "other") == nil)
    #expect(module.function(named: "derivative")?.visibility == .hidden)
    #expect(module.function(named: "helper")?.linkage == .internal)
    #expect(module.global(named: "private")?.linkage == .internal)
    #expect(module.global(named: "$s1M6publicSdvp")?.linkage == .weakAny)
    #expect(module.global(named: "$s1M4lazySdvp")?.linkage == .internal)
  }

  @Test(arguments: ["@private", "@\"$s1M4lazySdvp\""])
  func changedVariablesAreRefused(variable: String) throws {
    let change = "define void @change() {\n  store double 6.0, ptr \(variable)\n  ret void\n}\n"
    let module = try Module.parse(text: Self.program + change, in: Context())
    #expect(throws: DifferentiationFailure.self) { try extractDerivatives(["derivative"], from: module) }
  }

  @Test func changesThatCanBeSharedAreAllowed() throws {
    let change = "define void @change() {\n  store double 6.0, ptr @\"$s1M6publicSdvp\"\n  ret void\n}\n"
    let module = try Module.parse(text: Self.program + change, in: Context())
    try extractDerivatives(["derivative"], from: module)
    #expect(module.global(named: "$s1M6publicSdvp")?.linkage == .weakAny)
  }

  /// Whole-module optimisation makes private variables external, but the program's own stays private.
  @Test(arguments: [
    "$s1M6hidden33_0123456789ABCDEF0123456789ABCDEFLLSdvp", "$s1M5Store33_0123456789ABCDEF0123456789ABCDEFLLO1kSdvpZ",
  ])
  func privateVariablesOfSwiftCannotBeShared(name: String) throws {
    let program = Self.program.replacing("@\"$s1M6publicSdvp\" = hidden", with: "@\"\(name)\" = protected")
      .replacing("$s1M6publicSdvp", with: name)
    let module = try Module.parse(text: program + Self.list(name), in: Context())
    try extractDerivatives(["derivative"], from: module)
    #expect(module.global(named: name)?.linkage == .internal)
    let change = "define void @change() {\n  store double 6.0, ptr @\"\(name)\"\n  ret void\n}\n"
    let changed = try Module.parse(text: program + change, in: Context())
    #expect(throws: DifferentiationFailure.self) { try extractDerivatives(["derivative"], from: changed) }
  }

  /// The list of what must not be removed changes nothing.
  private static func list(_ name: String) -> String {
    "@llvm.used = appending global [1 x ptr] [ptr @\"\(name)\"], section \"llvm.metadata\"\n"
  }

  @Test(arguments: [("%T1M3BoxC_tailelems0c", true), ("%Ts23_ContiguousArrayStorageC_tailelems0c", false)])
  func objectsAreRefused(type: String, isRefused: Bool) throws {
    let name = "$s1M3box_WZTv_"
    let object =
      "\(type) = type { i64, i64, double }\n@\"\(name)\" = internal global \(type) { i64 0, i64 0, double 2.0 }\n"
    let program = Self.program.replacing("ptr @private", with: "ptr getelementptr (i8, ptr @\"\(name)\", i64 16)")
    let module = try Module.parse(text: object + program, in: Context())
    if isRefused {
      #expect(throws: DifferentiationFailure.self) { try extractDerivatives(["derivative"], from: module) }
    } else {
      try extractDerivatives(["derivative"], from: module)
    }
  }

  /// `AC` in a name repeats a type: the class or the structure that the variable is a static member of.
  @Test(arguments: [("{ double }", false), ("ptr", true)])
  func staticMembersOfTheirOwnTypeAreRefusedIfTheyAreObjects(type: String, isRefused: Bool) throws {
    let name = "$s1M4TypeV8standardACvpZ"
    let program = Self.program.replacing(
      "$s1M4lazySdvp\" = hidden global double 0.0", with: "\(name)\" = hidden global \(type) zeroinitializer"
    )
    .replacing("$s1M4lazySdvp", with: name)
    let module = try Module.parse(text: program, in: Context())
    if isRefused {
      #expect(throws: DifferentiationFailure.self) { try extractDerivatives(["derivative"], from: module) }
    } else {
      try extractDerivatives(["derivative"], from: module)
      #expect(module.global(named: name)?.linkage == .internal)
    }
  }

  /// The program may change the objects of an array that it never changes; a copy of the array would have others.
  @Test(arguments: [("V", false), ("C", true)])
  func arraysOfObjectsAreRefused(kind: String, isRefused: Bool) throws {
    let name = "$s1M6LayersO3allSayAA3Box\(kind)GvpZ"
    let program = Self.program.replacing("$s1M4lazySdvp", with: name)
      .replacing("store double 5.0", with: "call void @\"$s1M3Box\(kind)Ma\"()\n      store double 5.0")
    let module = try Module.parse(text: "declare void @\"$s1M3Box\(kind)Ma\"()\n" + program, in: Context())
    if isRefused {
      #expect(throws: DifferentiationFailure.self) { try extractDerivatives(["derivative"], from: module) }
    } else {
      try extractDerivatives(["derivative"], from: module)
    }
  }

  /// The optimiser replaces names of parts by what they stand for. Types must be those of the program.
  @Test func partsGoThroughTheirNames() throws {
    let metadata = """
      @"$s1M3BoxCMf" = internal global { i64, double } { i64 1, double 2.0 }
      @"$s1M3BoxCN" = hidden alias i8, getelementptr (i8, ptr @"$s1M3BoxCMf", i64 8)

      """
    let program = Self.program.replacing(
      "load double, ptr @private", with: "load double, ptr getelementptr (i8, ptr @\"$s1M3BoxCMf\", i64 8)")
    let module = try Module.parse(text: metadata + program, in: Context())
    try extractDerivatives(["derivative"], from: module)
    try module.verify()
    let alias = try #require(module.aliases.first { $0.name == "$s1M3BoxCN" })
    #expect(alias.linkage == .weakAny && alias.hasUses)
    #expect(module.global(named: "$s1M3BoxCMf")?.users.allSatisfy { !$0.isInstruction } == true)
  }

  /// An address that the optimiser has read from a table is the program's, as those that the program passes.
  @Test func addressesComeFromTables() throws {
    let program = """
      @"$s1M5tableWP" = constant [1 x ptr] [ptr @witness]

      define internal void @witness() {
        ret void
      }

      define ptr @derivative(i1 %c, ptr %given) {
        br i1 %c, label %then, label %end
      then:
        br label %end
      end:
        %f = phi ptr [ @witness, %then ], [ %given, %0 ]
        call void @witness()
        %same = icmp eq ptr %f, @"$s1M5tableWP"
        %g = select i1 %same, ptr null, ptr %f
        ret ptr %g
      }

      """
    let module = try Module.parse(text: program, in: Context())
    try extractDerivatives(["derivative"], from: module)
    try module.verify()
    let witness = try #require(module.function(named: "witness"))
    #expect(witness.value.users.allSatisfy { !$0.isInstruction || $0.isCall })
    #expect(module.function(named: "derivative")?.instructions.contains { $0.opcode == .load } == true)
  }
}
