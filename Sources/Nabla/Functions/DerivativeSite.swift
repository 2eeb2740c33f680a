// The places where derivatives of closures are asked for.
//
// A call like `gradient(at: x) { … }` says what is wanted where: the function itself, arguments and memory for the result,
// the place in the source, and the work to be done there in terms of the function (`SiteWork` and its relatives). The
// engine finds such calls of `nabla_site…`, which have no bodies in Swift, and differentiates each work with the function
// that it finds there. Then either
//
// * the engine replaces the call, in programs that it sees as a whole; or
// * the call stays as it was compiled, and looks for its place among those that the engine has prepared (NablaRequests).
//   This is so in packages, where the engine sees a second compilation of the same source. Such a call hands over what
//   the closure captured, in memory that is laid out alike in both compilations. Functions that may be isolated to any
//   actor keep it so: their contexts begin with the isolation, which no optimiser takes for a constant.

/// A function that is differentiated where it is passed.
public typealias DifferentiatedFunction<Input, Output> = @isolated(any) (Input) throws -> Output

/// A function of two parameters that is differentiated where it is passed.
public typealias DifferentiatedFunction2<X, Y, Output> = @isolated(any) (X, Y) throws -> Output

/// A function of three parameters that is differentiated where it is passed.
public typealias DifferentiatedFunction3<X, Y, Z, Output> = @isolated(any) (X, Y, Z) throws -> Output

/// A place in the source where a derivative is asked for; the functions' default argument fills it in.
public struct DerivativeSite: Sendable {
  @usableFromInline let file: StaticString
  @usableFromInline let line: Int
  @usableFromInline let column: Int
  /// Where it is written within the expansion of a macro; tells places apart that have one line and column.
  @usableFromInline let detail: StaticString

  /// The place; written by the macro ``derivativeSite()``.
  @export(implementation) @inline(always)
  public init(_ detail: StaticString, _ file: StaticString, _ line: Int, _ column: Int) {
    self.detail = detail
    self.file = file
    self.line = line
    self.column = column
  }
}

/// The place where it is written, or where the call is whose default argument it is.
@freestanding(expression)
public macro derivativeSite() -> DerivativeSite =
  #externalMacro(module: "NablaMacros", type: "DerivativeSiteMacro")

/// What is done with a function at a place: initialises the result. It captures nothing.
@usableFromInline
struct SiteWork<Input, Output, Arguments, Result> {
  @usableFromInline typealias Body = (
    (Input) throws -> Output, UnsafePointer<Arguments>, UnsafeMutablePointer<Result>
  ) throws -> Void

  @usableFromInline let body: Body

  @export(implementation) @inline(always)
  init(_ body: @escaping Body) { self.body = body }
}

@_silgen_name("nabla_site1")
@usableFromInline
func enterSite<Input, Output, Arguments, Result>(
  _ function: DifferentiatedFunction<Input, Output>, _ arguments: UnsafePointer<Arguments>,
  _ result: UnsafeMutablePointer<Result>, _ file: StaticString, _ line: Int, _ column: Int, _ detail: StaticString,
  _ work: SiteWork<Input, Output, Arguments, Result>
) rethrows

/// What is done with a function of two parameters at a place: initialises the result. It captures nothing.
@usableFromInline
struct SiteWork2<X, Y, Output, Arguments, Result> {
  @usableFromInline typealias Body = (
    (X, Y) throws -> Output, UnsafePointer<Arguments>, UnsafeMutablePointer<Result>
  ) throws -> Void

  @usableFromInline let body: Body

  @export(implementation) @inline(always)
  init(_ body: @escaping Body) { self.body = body }
}

@_silgen_name("nabla_site2")
@usableFromInline
func enterSite<X, Y, Output, Arguments, Result>(
  _ function: DifferentiatedFunction2<X, Y, Output>, _ arguments: UnsafePointer<Arguments>,
  _ result: UnsafeMutablePointer<Result>, _ file: StaticString, _ line: Int, _ column: Int, _ detail: StaticString,
  _ work: SiteWork2<X, Y, Output, Arguments, Result>
) rethrows

/// What is done with a function of three parameters at a place: initialises the result. It captures nothing.
@usableFromInline
struct SiteWork3<X, Y, Z, Output, Arguments, Result> {
  @usableFromInline typealias Body = (
    (X, Y, Z) throws -> Output, UnsafePointer<Arguments>, UnsafeMutablePointer<Result>
  ) throws -> Void

  @usableFromInline let body: Body

  @export(implementation) @inline(always)
  init(_ body: @escaping Body) { self.body = body }
}

@_silgen_name("nabla_site3")
@usableFromInline
func enterSite<X, Y, Z, Output, Arguments, Result>(
  _ function: DifferentiatedFunction3<X, Y, Z, Output>, _ arguments: UnsafePointer<Arguments>,
  _ result: UnsafeMutablePointer<Result>, _ file: StaticString, _ line: Int, _ column: Int, _ detail: StaticString,
  _ work: SiteWork3<X, Y, Z, Output, Arguments, Result>
) rethrows

extension DerivativeSite {
  /// The result of `work` on a function and arguments.
  @export(implementation) @inline(always)
  func run<Input, Output, Arguments, Result>(
    _ function: DifferentiatedFunction<Input, Output>, _ arguments: Arguments,
    _ work: SiteWork<Input, Output, Arguments, Result>
  ) rethrows -> Result {
    var arguments = arguments
    let result = UnsafeMutablePointer<Result>.allocate(capacity: 1)
    defer { result.deallocate() }
    try enterSite(function, &arguments, result, file, line, column, detail, work)
    return result.move()
  }

  /// The result of `work` on a function of two parameters and arguments.
  @export(implementation) @inline(always)
  func run<X, Y, Output, Arguments, Result>(
    _ function: DifferentiatedFunction2<X, Y, Output>, _ arguments: Arguments,
    _ work: SiteWork2<X, Y, Output, Arguments, Result>
  ) rethrows -> Result {
    var arguments = arguments
    let result = UnsafeMutablePointer<Result>.allocate(capacity: 1)
    defer { result.deallocate() }
    try enterSite(function, &arguments, result, file, line, column, detail, work)
    return result.move()
  }

  /// The result of `work` on a function of three parameters and arguments.
  @export(implementation) @inline(always)
  func run<X, Y, Z, Output, Arguments, Result>(
    _ function: DifferentiatedFunction3<X, Y, Z, Output>, _ arguments: Arguments,
    _ work: SiteWork3<X, Y, Z, Output, Arguments, Result>
  ) rethrows -> Result {
    var arguments = arguments
    let result = UnsafeMutablePointer<Result>.allocate(capacity: 1)
    defer { result.deallocate() }
    try enterSite(function, &arguments, result, file, line, column, detail, work)
    return result.move()
  }
}
