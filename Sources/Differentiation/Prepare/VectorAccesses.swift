// Where a case of an enum holds a vector, others hold words in the same bytes. A vector in memory makes optimisers treat
// all of these bytes as one vector, of bytes if need be, and the words as parts of it. So vectors of Swift programs are
// loaded and stored element by element from the beginning; whole they are in registers only, and again when derivatives
// are optimised.

import LLVM

struct VectorAccesses {
  let module: Module
  private let builder: Builder

  init(module: Module) {
    self.module = module
    builder = Builder(module.context)
  }

  func split(in function: Function) {
    for instruction in function.instructions where !instruction.isVolatile {
      switch instruction.opcode {
      case .load where isSplit(instruction.type): splitLoad(instruction)
      case .store where isSplit(instruction.operand(0).type): splitStore(instruction)
      default: break
      }
    }
  }

  private func isSplit(_ type: Type) -> Bool {
    type.kind == .vector && [.float, .double].contains(type.element.kind)
  }

  private func splitLoad(_ load: Value) {
    start(load)
    var result = load.type.poison
    for index in 0..<load.type.count {
      let (address, alignment) = place(index, of: load.type, at: load.operand(0), load.alignment)
      let element = builder.load(load.type.element, address, alignment: alignment)
      result = builder.insertElement(result, element, index)
    }
    load.replaceAllUses(with: result)
    load.erase()
  }

  private func splitStore(_ store: Value) {
    start(store)
    let vector = store.operand(0)
    for index in 0..<vector.type.count {
      let (address, alignment) = place(index, of: vector.type, at: store.operand(1), store.alignment)
      builder.store(builder.extractElement(vector, index), address, alignment: alignment)
    }
    store.erase()
  }

  private func place(_ index: Int, of type: Type, at address: Value, _ alignment: Int) -> (Value, Int) {
    let size = module.dataLayout.size(of: type.element)
    return index == 0 ? (address, alignment) : (builder.ptrAdd(address, size * index), min(alignment, size))
  }

  private func start(_ access: Value) {
    builder.position(before: access)
    builder.copyDebugLocation(from: access)
  }
}
