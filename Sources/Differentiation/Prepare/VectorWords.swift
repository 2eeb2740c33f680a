// The elements of a vector as words of 64 bits, each followed to where it was put in: vectors that optimisers make of the
// words of an enum's payload hold addresses and numbers, whatever the type of their elements.

import LLVM

final class VectorWords {
  private struct Lane: Hashable {
    var vector: Value
    var index: Int
  }

  private let module: Module
  private let function: Function
  private let word: Type
  private let builder: Builder
  private var known: [Lane: Value] = [:]

  init(_ module: Module, in function: Function) {
    self.module = module
    self.function = function
    word = Type.integer(64, module.context)
    builder = Builder(module.context)
  }

  /// The word at `index` of a vector whose size is a multiple of 64 bits.
  func word(_ index: Int, of vector: Value) -> Value {
    let lane = Lane(vector: vector, index: index)
    if let word = known[lane] { return word }
    if vector.isConstant { return constant(index, of: vector) }
    if vector.isInstruction, vector.opcode == .phi { return choice(lane) }
    let result = moved(index, of: vector) ?? extracted(index, of: vector)
    known[lane] = result
    return result
  }

  private func holdsWords(_ vector: Value) -> Bool {
    vector.type.isVector && module.dataLayout.bitSize(of: vector.type.element) == 64
  }

  /// The words that a choice is made from, chosen likewise.
  private func choice(_ lane: Lane) -> Value {
    builder.position(before: lane.vector)
    let phi = builder.phi(word)
    known[lane] = phi
    for (value, block) in lane.vector.incoming {
      let part = word(lane.index, of: value)
      phi.addIncoming(part, from: block)
    }
    return phi
  }

  /// A word that was put into the vector, or was loaded with it; nil if that cannot be seen.
  private func moved(_ index: Int, of vector: Value) -> Value? {
    guard vector.isInstruction else { return nil }
    switch vector.opcode {
    case .insertElement where holdsWords(vector):
      guard let place = vector.operand(2).constantInt else { return nil }
      return Int(place) == index ? bits(of: vector.operand(1), before: vector) : word(index, of: vector.operand(0))
    case .shuffleVector where holdsWords(vector):
      let (source, count) = (vector.mask[index], vector.operand(0).type.count)
      if source < 0 { return word.poison }
      return word(source % count, of: vector.operand(source / count))
    case .select where !vector.operand(0).type.isVector:
      let (first, second) = (word(index, of: vector.operand(1)), word(index, of: vector.operand(2)))
      builder.position(before: vector)
      return builder.select(vector.operand(0), first, second)
    case .bitCast where vector.operand(0).type.isVector: return word(index, of: vector.operand(0))
    case .load where !vector.isVolatile:
      builder.position(before: vector)
      builder.copyDebugLocation(from: vector)
      let alignment = index == 0 ? vector.alignment : min(vector.alignment, 8)
      return builder.load(word, builder.ptrAdd(vector.operand(0), 8 * index), alignment: alignment)
    default: return nil
    }
  }

  /// The bits of an element: what it was before it became a number.
  private func bits(of element: Value, before place: Value) -> Value {
    if element.type == word { return element }
    if element.isInstruction, element.opcode == .bitCast, element.operand(0).type == word { return element.operand(0) }
    builder.position(before: place)
    return element.type.isPointer ? builder.ptrtoint(element, word) : builder.bitcast(element, word)
  }

  private func constant(_ index: Int, of vector: Value) -> Value {
    if vector.isUndefOrPoison { return word.poison }
    guard holdsWords(vector), let element = vector.constantElement(index), !element.type.isPointer else {
      return extracted(index, of: vector)
    }
    return element.isUndefOrPoison ? word.poison : builder.bitcast(element, word)
  }

  private func extracted(_ index: Int, of vector: Value) -> Value {
    if vector.isInstruction { builder.position(after: vector) } else { builder.position(before: function.entry.first!) }
    let words = Type.vector(word, module.dataLayout.bitSize(of: vector.type) / 64)
    return builder.extractElement(vector.type == words ? vector : builder.bitcast(vector, words), index)
  }
}
