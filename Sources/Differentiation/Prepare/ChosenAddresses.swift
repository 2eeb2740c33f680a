// Loads through one of several addresses become loads on each of the ways that lead there.
//
// Optimisers join `found ? node->value : x[0]` into one load, of an address that was chosen before. To the analysis of
// memory the node of a table and an argument would then be one object, and all that is known about either would be lost.
//
// Only where nothing happens between the choice and the load, which therefore takes place on every way as before.

import LLVM

struct ChosenAddresses {
  private let builder: Builder

  init(module: Module) { builder = Builder(module.context) }

  func separate(in function: Function) {
    let analyses = FunctionAnalyses(function)
    let headers = analyses.loops.map(\.header)
    for block in function.basicBlocks where !headers.contains(block) && isJunction(block) { separate(block) }
  }

  /// True if every way into the block leads nowhere else.
  private func isJunction(_ block: BasicBlock) -> Bool {
    guard let phi = block.phis.first else { return false }
    let ways = phi.incoming.map(\.block)
    return Set(ways).count == ways.count && ways.allSatisfy { $0.terminator?.successors.count == 1 }
  }

  private func separate(_ block: BasicBlock) {
    for instruction in block.instructions {
      if instruction.opcode == .load, let (phi, steps) = choice(instruction, block) {
        separate(instruction, phi, steps)
      }
      if instruction.opcode != .phi && (instruction.mayWriteMemory || instruction.isCall) { return }
    }
  }

  /// The phi of different objects that the address comes from, and the computations in between, the last one first.
  private func choice(_ load: Value, _ block: BasicBlock) -> (phi: Value, steps: [Value])? {
    guard !load.isVolatile else { return nil }
    var steps: [Value] = []
    var address = load.operand(0)
    while address.isInstruction, address.opcode == .getElementPtr, address.parentBlock == block {
      steps.append(address)
      address = address.operand(0)
    }
    guard address.isInstruction, address.opcode == .phi, address.parentBlock == block, isMixed(address),
      steps.allSatisfy({ $0.operands.dropFirst().allSatisfy { isKnownBefore($0, block) } })
    else { return nil }
    return (address, steps)
  }

  private func isKnownBefore(_ value: Value, _ block: BasicBlock) -> Bool {
    !value.isInstruction || value.opcode == .phi || value.parentBlock != block
  }

  /// True if some of the addresses, but not all, lead to an object that is known.
  private func isMixed(_ phi: Value) -> Bool {
    var bases: [Value] = []
    for incoming in phi.operands {
      var base = incoming
      while base.isInstruction, base.opcode == .getElementPtr { base = base.operand(0) }
      if !bases.contains(base) { bases.append(base) }
    }
    return bases.count > 1 && bases.contains { !$0.isInstruction || $0.opcode == .alloca }
  }

  private func separate(_ load: Value, _ phi: Value, _ steps: [Value]) {
    builder.position(before: phi)
    let result = builder.phi(load.type)
    let block = load.parentBlock
    for (chosen, predecessor) in phi.incoming {
      var address = chosen
      for step in steps.reversed() {
        let copy = step.clone()
        copy.insert(before: predecessor.terminator!)
        copy.setOperand(0, address)
        for (index, operand) in step.operands.enumerated().dropFirst()
        where operand.isInstruction && operand.opcode == .phi && operand.parentBlock == block {
          copy.setOperand(index, operand.incoming.first { $0.block == predecessor }!.value)
        }
        address = copy
      }
      let copy = load.clone()
      copy.insert(before: predecessor.terminator!)
      copy.setOperand(0, address)
      result.addIncoming(copy, from: predecessor)
    }
    load.replaceAllUses(with: result)
    load.erase()
    for step in steps where !step.hasUses { step.erase() }
    if !phi.hasUses { phi.erase() }
  }
}
