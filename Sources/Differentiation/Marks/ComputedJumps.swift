// Jumps to computed addresses of blocks (`goto *labels[i]`) become switches: the blocks whose addresses are taken are
// numbered, and these numbers take the places of the addresses, in tables too. Differences of addresses stay what tells
// the blocks apart.

import LLVM

struct ComputedJumps {
  private let module: Module

  init(_ module: Module) { self.module = module }

  func lower() {
    for function in module.functions {
      let jumps = function.basicBlocks.compactMap(\.terminator).filter { $0.opcode == .indirectBr }
      if jumps.isEmpty { continue }
      let blocks = function.basicBlocks
      let numbers = Dictionary(uniqueKeysWithValues: zip(blocks, 1...))
      for jump in jumps { lower(jump, numbers) }
      for block in blocks { block.replaceAddress(by: numbers[block]!) }
    }
  }

  private func lower(_ jump: Value, _ numbers: [BasicBlock: Int]) {
    let source = jump.parentBlock
    let type = Type.integer(64, module.context)
    var targets: [BasicBlock] = []
    for target in jump.successors {
      if targets.contains(target) {
        for phi in target.phis { phi.removeIncoming(source) }
      } else {
        targets.append(target)
      }
    }
    let builder = Builder(module.context)
    let nowhere = source.parent.appendBlock("nowhere")
    builder.position(atEndOf: nowhere)
    builder.unreachable()
    builder.position(before: jump)
    builder.copyDebugLocation(from: jump)
    builder.switchInst(
      builder.ptrtoint(jump.operand(0), type), default: nowhere,
      cases: targets.map { (type.constant(numbers[$0]!), $0) })
    jump.erase()
  }
}
