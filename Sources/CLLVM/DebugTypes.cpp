// Variables and types in debug information.

#include "CLLVM.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugProgramInstruction.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

/// Whether a record says that its location is the variable's address (not its value); nothing if it says neither.
static std::optional<bool> isAddress(const DbgVariableRecord &record) {
  ArrayRef<uint64_t> elements = record.getExpression()->getElements();
  if (elements.empty())
    return record.isDbgDeclare();
  if (elements.size() == 1 && elements[0] == dwarf::DW_OP_deref && record.isDbgValue())
    return true;
  return std::nullopt;
}

void NBLListVariables(LLVMValueRef function, void *context, NBLVariableSink sink) {
  for (Instruction &instruction : instructions(*unwrap<Function>(function)))
    for (DbgVariableRecord &record : filterDbgVars(instruction.getDbgRecordRange())) {
      if (record.isKillLocation() || record.hasArgList() || record.getNumVariableLocationOps() != 1)
        continue;
      Value *value = record.getVariableLocationOp(0);
      DIType *type = record.getVariable()->getType();
      std::optional<bool> address = isAddress(record);
      if (value && type && address && value->getType()->isPointerTy())
        sink(context, wrap(value), *address, wrap(type));
    }
}

static NBLDebugTypeKind basicKind(const DIBasicType *type) {
  switch (type->getEncoding()) {
  case dwarf::DW_ATE_float: return NBLDebugFloat;
  case dwarf::DW_ATE_complex_float: return NBLDebugComplex;
  case dwarf::DW_ATE_signed_char: return NBLDebugCharacter;
  case dwarf::DW_ATE_unsigned_char: return NBLDebugByte;
  case dwarf::DW_ATE_signed:
  case dwarf::DW_ATE_unsigned:
  case dwarf::DW_ATE_boolean:
  case dwarf::DW_ATE_UTF: return NBLDebugInteger;
  default: return NBLDebugOther;
  }
}

static NBLDebugTypeKind kind(const DIType *type) {
  if (auto *basic = dyn_cast<DIBasicType>(type))
    return basicKind(basic);
  switch (type->getTag()) {
  case dwarf::DW_TAG_pointer_type:
  case dwarf::DW_TAG_reference_type:
  case dwarf::DW_TAG_rvalue_reference_type: return NBLDebugPointer;
  case dwarf::DW_TAG_array_type: return NBLDebugArray;
  case dwarf::DW_TAG_structure_type:
  case dwarf::DW_TAG_class_type: return NBLDebugRecord;
  case dwarf::DW_TAG_union_type: return NBLDebugUnion;
  case dwarf::DW_TAG_enumeration_type: return NBLDebugInteger;
  default: return NBLDebugOther;
  }
}

/// The type behind names and qualifiers.
static const DIType *plain(const DIType *type) {
  while (auto *derived = dyn_cast_or_null<DIDerivedType>(type)) {
    switch (derived->getTag()) {
    case dwarf::DW_TAG_typedef:
    case dwarf::DW_TAG_const_type:
    case dwarf::DW_TAG_volatile_type:
    case dwarf::DW_TAG_restrict_type:
    case dwarf::DW_TAG_atomic_type: type = derived->getBaseType(); continue;
    default: return type;
    }
  }
  return type;
}

/// The product of an array's dimensions; 0 if one is not constant.
static uint64_t elementCount(const DICompositeType *array) {
  uint64_t count = 1;
  for (const DINode *element : array->getElements()) {
    auto *range = dyn_cast<DISubrange>(element);
    auto *constant = range ? dyn_cast_if_present<ConstantInt *>(range->getCount()) : nullptr;
    int64_t dimension = constant ? constant->getSExtValue() : 0;
    count *= dimension > 0 ? uint64_t(dimension) : 0;
  }
  return count;
}

bool NBLReadDebugType(LLVMMetadataRef reference, NBLDebugType *result) {
  auto *type = plain(dyn_cast_or_null<DIType>(unwrap(reference)));
  if (!type)
    return false;
  *result = {};
  result->kind = kind(type);
  result->size = type->getSizeInBits() / 8;
  result->name = {type->getName().data(), type->getName().size()};
  if (auto *derived = dyn_cast<DIDerivedType>(type))
    result->element = wrap(derived->getBaseType());
  if (auto *composite = dyn_cast<DICompositeType>(type); composite && result->kind == NBLDebugArray) {
    result->element = wrap(composite->getBaseType());
    result->count = elementCount(composite);
  }
  return true;
}

void NBLListMembers(LLVMMetadataRef reference, void *context, NBLMemberSink sink) {
  auto *record = dyn_cast_or_null<DICompositeType>(plain(dyn_cast_or_null<DIType>(unwrap(reference))));
  if (!record)
    return;
  for (const DINode *node : record->getElements()) {
    auto *member = dyn_cast_or_null<DIDerivedType>(node);
    if (!member || member->isStaticMember() || member->isVirtual())
      continue;
    if (member->getTag() == dwarf::DW_TAG_member || member->getTag() == dwarf::DW_TAG_inheritance)
      sink(context, member->getOffsetInBits() / 8, wrap(const_cast<DIType *>(member->getBaseType())));
  }
}
