// One function as plain data: values, blocks and loops with dense ids.
//
// Values come in the order arguments, instructions (block by block), then the constants and globals they use.
// All analyses and plans work on these arrays; only `Model/Snapshot` reads LLVM and only `Emit` writes it.

import DerivativeRules

typealias ValueID = Int
typealias BlockID = Int
typealias LoopID = Int
typealias FunctionID = Int
typealias GlobalID = Int

/// What a value is or does, as far as differentiation cares.
enum Operation {
  case argument(Int)
  case constant(ConstantKind)
  case phi([BlockID])
  case load
  /// Operands: value, address.
  case store
  /// Operand 0 is the base; the address is base + `constant` + Σ operand · stride.
  case gep(constant: Int, terms: [GEPTerm])
  /// `size` in bytes where it is constant.
  case alloca(size: Int?)
  /// An operation with a derivative rule; operands in the order of the rule.
  case rule(Rule)
  case call(Callee)
  case bitcast, pointerToInteger, integerToPointer, truncate, zeroExtend, signExtend
  /// A conversion between integers and floating point: no derivative passes.
  case numericConversion
  case integerArithmetic(IntegerOperator)
  case compare
  case select
  case extractValue([Int])
  case insertValue([Int])
  case extractElement
  case insertElement
  case shuffle([Int])
  /// A sum of vector elements, with a start value (operand 0) when `hasStart`.
  case reduceAdd(hasStart: Bool)
  case freeze
  /// Integer arithmetic on memory in one step: address, operand. Gives the old value.
  case atomicUpdate
  case branch
  case ret
  case unreachable
  /// No derivative and nothing to mirror (fences, inactive assembly).
  case inert
  case unsupported(String)
}

/// A variable part of an address: the operand's index and the bytes it is scaled by.
struct GEPTerm {
  var operand: Int
  var stride: Int
}

enum IntegerOperator {
  case add, sub, mul, and, or, xor, shiftLeft, shiftRight, other
}

enum ConstantKind {
  case integer(Int64)
  case float
  /// All bits zero, of any type.
  case zero
  case undefined
  /// An address inside a global.
  case global(GlobalID, offset: Int)
  case function(String)
  /// Anything else: aggregates, vectors, constant expressions.
  case other
}

/// What a call does.
enum Callee {
  /// A function of the closure: differentiated by its own derivative.
  case function(FunctionID)
  case library(LibraryFunction)
  /// A function without body and without rule.
  case unknown(name: String)
  case indirect
  case assembly
}

struct ModelValue {
  var operation: Operation
  var type: IRType
  var operands: [ValueID]
  /// The block of an instruction, -1 otherwise.
  var block: BlockID
  /// For loads and stores: the accessed type; for calls the returned one.
  var accessType: IRType = .void
  /// What the front end says that an access touches (`double`, `any pointer`, …).
  var typeHint: MemoryKind?
  /// An integer for certain, whatever else memory holds there: a count. Derivatives mark what they write on their tapes so.
  var isCount = false
  /// A load of an address from memory that may hold a number instead when nobody loads it: the box of an existential.
  var isTentative = false
  var isVolatile = false
  /// For copies of memory: what the front end says about the bytes.
  var copyHints: [(offset: Int, kind: MemoryKind)] = []
  /// For copies of records: the fields of which the front end only says where they are (arrays, unions, text).
  /// Nil if it does not say what the fields are.
  var untypedFields: [Range<Int>]?
  /// All that is copied, if the front end says it completely.
  var declaredParts: [MemorySegment]?

  static let countMetadata = "nabla.count"
  static let tentativeMetadata = "nabla.tentative"
}

struct ModelBlock {
  /// Value ids, in order.
  var instructions: Range<ValueID>
  var predecessors: [BlockID]
  var successors: [BlockID]
  /// The innermost loop; the root loop 0 stands for the function's body.
  var loop: LoopID
  /// A return can be reached from here. The reverse sweep visits only such blocks.
  var reachesReturn = false
  var isReachable = false
}

struct ModelLoop {
  var parent: LoopID?
  var header: BlockID
  var latch: BlockID
  var preheader: BlockID
  var depth: Int
  /// How often the backedge is taken, computed before the loop, where that is known (else nil).
  var tripCount: ValueID?
  var children: [LoopID] = []
}

/// A compact snapshot of one function.
struct FunctionModel {
  var id: FunctionID
  /// The mangled name of the function in the user's module.
  var name: String
  var values: [ModelValue]
  var argumentCount: Int
  /// Where instruction ids end and constant ids begin.
  var instructionEnd: Int
  var blocks: [ModelBlock]
  /// Entry 0 is the root: the whole body, run once.
  var loops: [ModelLoop]
  var returnType: IRType
  /// Operand positions that use a value: (user, operand index).
  var users: [[(user: ValueID, operand: Int)]] = []
  /// Reverse postorder of the reachable blocks.
  var order: [BlockID] = []
  /// What is declared about memory, for where no access tells what it holds.
  var hints: [PointeeHint] = []

  /// The return instruction; none if the function never returns.
  var returns: [ValueID] {
    order.compactMap { block in
      guard let last = blocks[block].instructions.last, case .ret = values[last].operation else { return nil }
      return last
    }
  }

  var returnValue: ValueID? { returns.first.flatMap { values[$0].operands.first } }

  /// Innermost loop of a value's definition; arguments and constants belong to the root.
  func loop(of value: ValueID) -> LoopID {
    let block = values[value].block
    return block < 0 ? 0 : blocks[block].loop
  }

  /// True if `inner` is `outer` or nested in it.
  func loop(_ inner: LoopID, isInside outer: LoopID) -> Bool {
    var current: LoopID? = inner
    while let loop = current {
      if loop == outer { return true }
      current = loops[loop].parent
    }
    return false
  }

  /// The number that a constant integer is.
  func constant(_ value: ValueID) -> Int? {
    if case .constant(.integer(let number)) = values[value].operation { return Int(number) }
    return nil
  }

  func isInstruction(_ value: ValueID) -> Bool { values[value].block >= 0 }

  var arguments: Range<ValueID> { 0..<argumentCount }
}
