// Compare-and-exchange of numbers. Processors compare bits, so it is about integers that are bits of numbers; where it
// succeeds the new number is in memory, and the derivative follows that. What is compared has none.

import LLVM

struct ComparedExchange {
  let number: Type
  private let bits: Type

  /// Nil for other instructions, and for integers of which nothing says that they are numbers.
  init?(_ instruction: Value) {
    guard instruction.opcode == .cmpXchg,
      let number = Self.number(behind: instruction.operand(2)) ?? Self.number(behind: instruction.operand(1))
        ?? Self.number(at: instruction.operand(0), like: instruction.operand(2).type)
    else { return nil }
    self.number = number
    bits = instruction.operand(2).type
    guard bits.kind == .integer(number.kind == .double ? 64 : 32) else { return nil }
  }

  /// The type of the numbers that other accesses find at an address.
  private static func number(at address: Value, like bits: Type) -> Type? {
    guard address.isInstruction || address.kind == .argument || address.kind == .globalVariable else { return nil }
    for user in address.users where user.isInstruction {
      switch user.opcode {
      case .load:
        if let number = ([user] + user.users.filter { $0.isInstruction && $0.opcode == .bitCast })
          .map(\.type).first(where: isNumber), user.type == number || user.type == bits
        {
          return number
        }
      case .store:
        guard user.operand(1) == address else { continue }
        let stored = user.operand(0)
        if isNumber(stored.type) { return stored.type }
        if stored.type == bits, let number = number(behind: stored) { return number }
      default: break
      }
    }
    return nil
  }

  private static func isNumber(_ type: Type) -> Bool { type.kind == .double || type.kind == .float }

  /// The type of the number whose bits a value is.
  private static func number(behind value: Value) -> Type? {
    var seen: Set<Value> = [value]
    var work = [value]
    while let next = work.popLast() {
      guard next.isInstruction else { continue }
      switch next.opcode {
      case .bitCast:
        if isNumber(next.operand(0).type) { return next.operand(0).type }
      case .phi, .select:
        for operand in next.operands where operand.type == value.type && seen.insert(operand).inserted {
          work.append(operand)
        }
      default: break
      }
    }
    return nil
  }

  /// What stands for the instruction: the old bits, and whether they were the expected ones.
  func replacement(_ function: Function, _ instruction: Value, _ builder: Builder) -> Value {
    let expected = instruction.operand(1)
    let new = builder.bitcast(instruction.operand(2), number)
    let old = builder.bitcast(builder.call(function, [instruction.operand(0), expected, new]), bits)
    let result = builder.insertValue(instruction.type.zero, old, 0)
    return builder.insertValue(result, builder.icmp(.eq, old, expected), 1)
  }

  /// The function with its derivatives. It returns the old number; the tape tells whether it was exchanged.
  func text(_ name: String) -> String {
    let exchange = """
      %new = bitcast NUMBER %v to BITS
        %both = cmpxchg ptr %p, BITS %expected, BITS %new seq_cst seq_cst
        %bits = extractvalue { BITS, i1 } %both, 0
        %old = bitcast BITS %bits to NUMBER
        %done = extractvalue { BITS, i1 } %both, 1
      """
    return """
      define NUMBER @NAME(ptr %p, BITS %expected, NUMBER %v) alwaysinline
          !enzyme_augment !{ptr @NAME.augmented} !enzyme_gradient !{ptr @NAME.reverse}
          !enzyme_derivative !{ptr @NAME.forward} {
        EXCHANGE
        ret NUMBER %old
      }

      define { i64, NUMBER } @NAME.augmented(ptr %p, ptr %dp, BITS %expected, NUMBER %v) alwaysinline {
        EXCHANGE
        %tape = zext i1 %done to i64
        %kept = insertvalue { i64, NUMBER } poison, i64 %tape, 0
        %result = insertvalue { i64, NUMBER } %kept, NUMBER %old, 1
        ret { i64, NUMBER } %result
      }

      define NUMBER @NAME.reverse(ptr %p, ptr %dp, BITS %expected, NUMBER %v, NUMBER %seed, i64 %tape) alwaysinline {
        %done = icmp ne i64 %tape, 0
        br i1 %done, label %exchanged, label %read
      exchanged:
        %adjoint = atomicrmw xchg ptr %dp, NUMBER %seed seq_cst
        ret NUMBER %adjoint
      read:
        %sum = atomicrmw fadd ptr %dp, NUMBER %seed seq_cst
        ret NUMBER 0.0
      }

      define { NUMBER, NUMBER } @NAME.forward(ptr %p, ptr %dp, BITS %expected, NUMBER %v, NUMBER %dv) alwaysinline {
        EXCHANGE
        br i1 %done, label %exchanged, label %read
      exchanged:
        %tangent = atomicrmw xchg ptr %dp, NUMBER %dv seq_cst
        br label %end
      read:
        %same = load NUMBER, ptr %dp
        br label %end
      end:
        %dold = phi NUMBER [ %tangent, %exchanged ], [ %same, %read ]
        %pair = insertvalue { NUMBER, NUMBER } poison, NUMBER %old, 0
        %result = insertvalue { NUMBER, NUMBER } %pair, NUMBER %dold, 1
        ret { NUMBER, NUMBER } %result
      }
      """.replacing("EXCHANGE", with: exchange).replacing("NAME", with: name).replacing("NUMBER", with: "\(number)")
        .replacing("BITS", with: "\(bits)")
  }
}
