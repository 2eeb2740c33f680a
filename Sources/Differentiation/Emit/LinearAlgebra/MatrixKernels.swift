// Small loops over strided arrays, for what the library has no routine for: sums over a triangle, scaling a matrix,
// copies. They are written as text of LLVM IR, one per precision, and the optimiser does the rest.
//
// An array is an address with two strides, from row to row and from column to column, in numbers. Loops run over the
// columns j and, inside, over the rows i of a region: everything, or one triangle. In the texts `NUMBER` stands for the
// type, and `@place(d)` for the address `%d.at` of element i, j of the array d.

import LLVM

/// The part of a matrix that a kernel works on.
enum MatrixRegion: Int {
  case full, lower, strictlyLower, upper, strictlyUpper
}

struct MatrixKernels {
  let support: SupportLibrary
  let format: FloatFormat

  /// target += α source
  var add: Function {
    kernel("add", ["%alpha", "s", "d"], Self.load("s") + Self.load("d") + Self.addScaled("%s.value"))
  }

  /// target = source
  var copy: Function {
    kernel("copy", ["s", "d"], Self.load("s") + "@place(d)\nstore NUMBER %s.value, ptr %d.at\n")
  }

  /// target = α target, and 0 if α is, whatever was there
  var scale: Function {
    kernel(
      "scale", ["%alpha", "d"],
      Self.load("d") + """
        %product = fmul NUMBER %alpha, %d.value
        %isZero = fcmp oeq NUMBER %alpha, zeroinitializer
        %result = select i1 %isZero, NUMBER zeroinitializer, NUMBER %product
        store NUMBER %result, ptr %d.at

        """)
  }

  /// Σ source · target
  var dot: Function { kernel("dot", ["s", "d"], Self.load("s") + Self.load("d") + Self.sum("%s.value"), isSum: true) }

  /// Σ sign(source) · target
  var signDot: Function {
    kernel("signdot", ["s", "d"], Self.load("s") + Self.load("d") + Self.sign + Self.sum("%sign"), isSum: true)
  }

  /// target += α sign(source)
  var addSigns: Function {
    kernel("addsigns", ["%alpha", "s", "d"], Self.load("s") + Self.load("d") + Self.sign + Self.addScaled("%sign"))
  }

  /// target += α source · factor
  var addProduct: Function {
    let both = Self.load("s") + Self.load("f") + Self.load("d") + "%both = fmul NUMBER %s.value, %f.value\n"
    return kernel("addproduct", ["%alpha", "s", "f", "d"], both + Self.addScaled("%both"))
  }

  /// source += target, target = 0, from the end: the reverse of a copy, also of one that writes a place several times.
  var move: Function {
    let body = """
      store NUMBER zeroinitializer, ptr %d.at
      %s.value = load NUMBER, ptr %s.at
      %moved = fadd NUMBER %s.value, %d.value
      store NUMBER %moved, ptr %s.at

      """
    return kernel("move", ["s", "d"], "@place(s)\n" + Self.load("d") + body, isBackwards: true)
  }

  /// target = the packed triangle of which the region is part. Its column stride is the number of rows.
  var unpack: Function {
    kernel("unpack", ["p", "d"], Self.load("p") + "@place(d)\nstore NUMBER %p.value, ptr %d.at\n")
  }

  /// packed += source
  var pack: Function {
    let body = """
      %sum = fadd NUMBER %p.value, %s.value
      store NUMBER %sum, ptr %p.at

      """
    return kernel("pack", ["p", "s"], Self.load("p") + Self.load("s") + body)
  }

  /// (columns, matrix, row stride, column stride, pivots, count, backwards): exchanges rows as a factorisation did.
  func exchangeRows(integerBits: Int) -> Function {
    let name = "nabla.matrix.exchange.\(format).\(integerBits)"
    let text = Self.exchangeText.replacing("NAME", with: name).replacing("INTEGER", with: "i\(integerBits)")
    return support.textual(name, text.replacing("NUMBER", with: "\(support.floatType(format))"))
  }

  // MARK: Texts

  /// Parameters: region, rows, columns, then a number per name with a percent sign and an array per letter.
  private func kernel(
    _ name: String, _ parameters: [String], _ body: String, isSum: Bool = false, isBackwards: Bool = false
  ) -> Function {
    let full = "nabla.matrix.\(name).\(format)"
    let spelled = parameters.map {
      $0.hasPrefix("%") ? "NUMBER \($0)" : "ptr %\($0), i64 %\($0).rows, i64 %\($0).columns"
    }
    var text = Self.loops(full, spelled.joined(separator: ", "), body, isSum, isBackwards)
    text = text.replacing("@place(p)", with: Self.packedPlace)
    for letter in ["s", "f", "d"] { text = text.replacing("@place(\(letter))", with: Self.place(letter)) }
    return support.textual(full, text.replacing("NUMBER", with: "\(support.floatType(format))"))
  }

  private static func place(_ array: String) -> String {
    """
    %\(array).i = mul i64 %i, %\(array).rows
    %\(array).j = mul i64 %j, %\(array).columns
    %\(array).offset = add i64 %\(array).i, %\(array).j
    %\(array).at = getelementptr NUMBER, ptr %\(array), i64 %\(array).offset
    """
  }

  /// Column j begins behind j columns that get shorter (lower triangle) or longer (upper).
  private static let packedPlace = """
    %isAnyLower = or i1 %isLower, %isStrictlyLower
    %shorter = sub i64 %p.columns, %behind
    %height = add i64 %p.columns, %shorter
    %factor = select i1 %isAnyLower, i64 %height, i64 %behind
    %twice = mul i64 %j, %factor
    %start = lshr i64 %twice, 1
    %p.offset = add i64 %start, %i
    %p.at = getelementptr NUMBER, ptr %p, i64 %p.offset
    """

  private static func load(_ array: String) -> String {
    "@place(\(array))\n%\(array).value = load NUMBER, ptr %\(array).at\n"
  }

  private static func addScaled(_ what: String) -> String {
    """
    %term = fmul NUMBER %alpha, \(what)
    %result = fadd NUMBER %d.value, %term
    store NUMBER %result, ptr %d.at

    """
  }

  private static func sum(_ what: String) -> String {
    "%term = fmul NUMBER \(what), %d.value\n%next.sum = fadd reassoc NUMBER %sum, %term\n"
  }

  /// The sign of a number, 0 for 0.
  private static let sign = """
    %isZero = fcmp oeq NUMBER %s.value, zeroinitializer
    %isNegative = fcmp olt NUMBER %s.value, zeroinitializer
    %direction = select i1 %isNegative, NUMBER -1.0, NUMBER 1.0
    %sign = select i1 %isZero, NUMBER zeroinitializer, NUMBER %direction

    """

  private static func loops(
    _ name: String, _ parameters: String, _ body: String, _ isSum: Bool, _ isBackwards: Bool
  ) -> String {
    func phi(_ name: String, _ incoming: String) -> String { isSum ? "%\(name) = phi NUMBER \(incoming)\n" : "" }
    return """
      define internal \(isSum ? "NUMBER" : "void") @\(name)(i32 %region, i64 %rows, i64 %columns, \(parameters)) {
      entry:
        %isLower = icmp eq i32 %region, 1
        %isStrictlyLower = icmp eq i32 %region, 2
        %isUpper = icmp eq i32 %region, 3
        %isStrictlyUpper = icmp eq i32 %region, 4
        %any = icmp sgt i64 %columns, 0
        br i1 %any, label %outer, label %done
      outer:
        %column = phi i64 [ 0, %entry ], [ %column.next, %outer.end ]
        \(phi("outer.sum", "[ zeroinitializer, %entry ], [ %outer.end.sum, %outer.end ]"))
        \(isBackwards ? "%last = sub i64 %columns, 1\n%j = sub i64 %last, %column" : "%j = add i64 %column, 0")
        %behind = add i64 %j, 1
        %first.lower = select i1 %isLower, i64 %j, i64 0
        %first = select i1 %isStrictlyLower, i64 %behind, i64 %first.lower
        %end.upper = select i1 %isUpper, i64 %behind, i64 %rows
        %end.any = select i1 %isStrictlyUpper, i64 %j, i64 %end.upper
        %isBelow = icmp slt i64 %end.any, %rows
        %end = select i1 %isBelow, i64 %end.any, i64 %rows
        %some = icmp slt i64 %first, %end
        br i1 %some, label %inner, label %outer.end
      inner:
        %row = phi i64 [ %first, %outer ], [ %row.next, %inner ]
        \(phi("sum", "[ %outer.sum, %outer ], [ %next.sum, %inner ]"))
        \(isBackwards ? "%bottom = sub i64 %end, 1\n%above = sub i64 %row, %first\n%i = sub i64 %bottom, %above" : "%i = add i64 %row, 0")
        \(body)
        %row.next = add i64 %row, 1
        %more = icmp slt i64 %row.next, %end
        br i1 %more, label %inner, label %outer.end
      outer.end:
        \(phi("outer.end.sum", "[ %outer.sum, %outer ], [ %next.sum, %inner ]"))
        %column.next = add i64 %column, 1
        %again = icmp slt i64 %column.next, %columns
        br i1 %again, label %outer, label %done
      done:
        \(phi("total", "[ zeroinitializer, %entry ], [ %outer.end.sum, %outer.end ]"))
        ret \(isSum ? "NUMBER %total" : "void")
      }
      """
  }

  private static let exchangeText = """
    define internal void @NAME(i64 %columns, ptr %a, i64 %rs, i64 %cs, ptr %pivots, i64 %count, i1 %backwards) {
    entry:
      %any = icmp sgt i64 %count, 0
      %some = icmp sgt i64 %columns, 0
      %both = and i1 %any, %some
      br i1 %both, label %outer, label %done
    outer:
      %step = phi i64 [ 0, %entry ], [ %step.next, %outer.end ]
      %last = sub i64 %count, 1
      %mirrored = sub i64 %last, %step
      %k = select i1 %backwards, i64 %mirrored, i64 %step
      %pivot.at = getelementptr INTEGER, ptr %pivots, i64 %k
      %pivot = load INTEGER, ptr %pivot.at
      %one = sub INTEGER %pivot, 1
      %wide.shift = zext INTEGER %one to i65
      %other = trunc i65 %wide.shift to i64
      br label %inner
    inner:
      %j = phi i64 [ 0, %outer ], [ %j.next, %inner ]
      %offset = mul i64 %j, %cs
      %mine.row = mul i64 %k, %rs
      %other.row = mul i64 %other, %rs
      %mine.offset = add i64 %offset, %mine.row
      %other.offset = add i64 %offset, %other.row
      %mine.at = getelementptr NUMBER, ptr %a, i64 %mine.offset
      %other.at = getelementptr NUMBER, ptr %a, i64 %other.offset
      %mine.value = load NUMBER, ptr %mine.at
      %other.value = load NUMBER, ptr %other.at
      store NUMBER %other.value, ptr %mine.at
      store NUMBER %mine.value, ptr %other.at
      %j.next = add i64 %j, 1
      %more = icmp slt i64 %j.next, %columns
      br i1 %more, label %inner, label %outer.end
    outer.end:
      %step.next = add i64 %step, 1
      %again = icmp slt i64 %step.next, %count
      br i1 %again, label %outer, label %done
    done:
      ret void
    }
    """
}
