// Sizes, alignments and offsets of types.

internal import CLLVM

/// How types lie in memory on a module's target.
public struct DataLayout {
  let ref: OpaquePointer
  private let owner: Module

  init(ref: OpaquePointer, owner: Module) {
    self.ref = ref
    self.owner = owner
  }

  /// Bytes from one element to the next in an array.
  public func size(of type: Type) -> Int { Int(LLVMABISizeOfType(ref, type.ref)) }

  /// Bytes a store may write.
  public func storeSize(of type: Type) -> Int { Int(LLVMStoreSizeOfType(ref, type.ref)) }

  public func bitSize(of type: Type) -> Int { Int(LLVMSizeOfTypeInBits(ref, type.ref)) }

  /// The ABI alignment in bytes.
  public func alignment(of type: Type) -> Int { Int(LLVMABIAlignmentOfType(ref, type.ref)) }

  /// The byte offset of an element of a structure, array or vector.
  public func offset(of element: Int, in type: Type) -> Int {
    if case .structure = type.kind { return Int(LLVMOffsetOfElement(ref, type.ref, UInt32(element))) }
    return element * size(of: type.element)
  }

  /// Bytes of a pointer in address space 0.
  public var pointerSize: Int { Int(LLVMPointerSize(ref)) }

  /// Bytes of a pointer in an address space.
  public func pointerSize(addressSpace: Int) -> Int { Int(LLVMPointerSizeForAS(ref, UInt32(addressSpace))) }
}
