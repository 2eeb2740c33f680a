// Metadata nodes, type-based alias tags, debug locations.

#include "CLLVM.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Metadata.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

static NBLString view(StringRef text) { return {text.data(), text.size()}; }

static MDNode *attached(Value *value, StringRef kind) {
  if (auto *instruction = dyn_cast<Instruction>(value))
    return instruction->getMetadata(kind);
  if (auto *object = dyn_cast<GlobalObject>(value))
    return object->getMetadata(kind);
  return nullptr;
}

LLVMMetadataRef NBLGetMetadata(LLVMValueRef value, const char *kind) { return wrap(attached(unwrap(value), kind)); }

void NBLSetMetadata(LLVMValueRef value, const char *kind, LLVMMetadataRef reference) {
  auto *node = cast_or_null<MDNode>(unwrap(reference));
  if (auto *instruction = dyn_cast<Instruction>(unwrap(value)))
    instruction->setMetadata(kind, node);
  else if (auto *object = dyn_cast<GlobalObject>(unwrap(value)))
    object->setMetadata(kind, node);
}

void NBLCopyMetadata(LLVMValueRef target, LLVMValueRef source, const char *kind) {
  auto *to = dyn_cast<Instruction>(unwrap(target));
  auto *from = dyn_cast<Instruction>(unwrap(source));
  if (!to || !from)
    return;
  if (kind)
    to->setMetadata(kind, from->getMetadata(kind));
  else
    to->copyMetadata(*from);
}

unsigned NBLMetadataOperandCount(LLVMMetadataRef node) {
  auto *tuple = dyn_cast<MDNode>(unwrap(node));
  return tuple ? tuple->getNumOperands() : 0;
}

NBLMetadataKind NBLMetadataOperand(LLVMMetadataRef node, unsigned index, NBLString *string, void **object) {
  Metadata *operand = cast<MDNode>(unwrap(node))->getOperand(index);
  if (!operand)
    return NBLMetadataNull;
  if (auto *text = dyn_cast<MDString>(operand)) {
    *string = view(text->getString());
    return NBLMetadataString;
  }
  if (isa<MDNode>(operand)) {
    *object = wrap(operand);
    return NBLMetadataNode;
  }
  if (auto *constant = dyn_cast<ValueAsMetadata>(operand)) {
    *object = wrap(constant->getValue());
    return NBLMetadataConstant;
  }
  return NBLMetadataOther;
}

char *NBLMetadataDescription(LLVMMetadataRef node) {
  std::string text;
  raw_string_ostream stream(text);
  unwrap(node)->print(stream);
  return LLVMCreateMessage(text.c_str());
}

/// The name of a type node: `!{"name", ...}` or, in the newer form, `!{parent, size, "name", ...}`.
static bool typeName(const MDNode *type, NBLString *name) {
  if (!type)
    return false;
  for (unsigned index : {0u, 2u})
    if (index < type->getNumOperands())
      if (auto *text = dyn_cast_or_null<MDString>(type->getOperand(index))) {
        *name = view(text->getString());
        return true;
      }
  return false;
}

/// The access type's name of a tag: `!{base, access, offset}`, or the type node itself in the scalar form.
static bool accessTypeName(const MDNode *tag, NBLString *name) {
  if (!tag || tag->getNumOperands() == 0)
    return false;
  if (tag->getNumOperands() >= 3 && isa_and_nonnull<MDNode>(tag->getOperand(0)))
    return typeName(dyn_cast_or_null<MDNode>(tag->getOperand(1)), name);
  return typeName(tag, name);
}

bool NBLTBAAAccessTypeName(LLVMValueRef value, NBLString *name) {
  auto *instruction = dyn_cast<Instruction>(unwrap(value));
  return instruction && accessTypeName(instruction->getMetadata(LLVMContext::MD_tbaa), name);
}

static MDNode *structTag(LLVMValueRef value) {
  auto *instruction = dyn_cast<Instruction>(unwrap(value));
  return instruction ? instruction->getMetadata(LLVMContext::MD_tbaa_struct) : nullptr;
}

unsigned NBLTBAAStructCount(LLVMValueRef value) {
  MDNode *node = structTag(value);
  return node ? node->getNumOperands() / 3 : 0;
}

bool NBLTBAAStructField(LLVMValueRef value, unsigned index, uint64_t *offset, uint64_t *size, NBLString *name) {
  MDNode *node = structTag(value);
  auto *first = mdconst::dyn_extract_or_null<ConstantInt>(node->getOperand(3 * index));
  auto *second = mdconst::dyn_extract_or_null<ConstantInt>(node->getOperand(3 * index + 1));
  if (!first || !second)
    return false;
  *offset = first->getZExtValue();
  *size = second->getZExtValue();
  return accessTypeName(dyn_cast_or_null<MDNode>(node->getOperand(3 * index + 2)), name);
}

static void describe(const DIScope *scope, NBLSourceLocation *result) {
  result->directory = view(scope->getDirectory());
  result->file = view(scope->getFilename());
  auto *local = dyn_cast<DILocalScope>(scope);
  if (const DISubprogram *subprogram = local ? local->getSubprogram() : nullptr) {
    result->function = view(subprogram->getName());
    result->linkageName = view(subprogram->getLinkageName());
  }
}

bool NBLDebugLocation(LLVMValueRef value, unsigned depth, NBLSourceLocation *result) {
  auto *instruction = dyn_cast<Instruction>(unwrap(value));
  const DILocation *location = instruction ? instruction->getDebugLoc().get() : nullptr;
  for (; location && depth > 0; --depth)
    location = location->getInlinedAt();
  if (!location)
    return false;
  *result = {};
  describe(location->getScope(), result);
  result->line = location->getLine();
  result->column = location->getColumn();
  return true;
}

bool NBLSubprogram(LLVMValueRef value, NBLSourceLocation *result) {
  const DISubprogram *subprogram = unwrap<Function>(value)->getSubprogram();
  if (!subprogram)
    return false;
  *result = {};
  describe(subprogram, result);
  result->line = subprogram->getLine();
  return true;
}

void NBLCopyDebugLocation(LLVMValueRef target, LLVMValueRef source) {
  unwrap<Instruction>(target)->setDebugLoc(unwrap<Instruction>(source)->getDebugLoc());
}

/// The type behind names and qualifiers.
static const DIType *plainType(const DIType *type) {
  while (auto *derived = dyn_cast_or_null<DIDerivedType>(type)) {
    switch (derived->getTag()) {
    case dwarf::DW_TAG_typedef:
    case dwarf::DW_TAG_const_type:
    case dwarf::DW_TAG_volatile_type:
    case dwarf::DW_TAG_atomic_type:
    case dwarf::DW_TAG_restrict_type:
    case dwarf::DW_TAG_member:
    case dwarf::DW_TAG_inheritance:
      type = derived->getBaseType();
      continue;
    default:
      return type;
    }
  }
  return type;
}

static uint64_t alignmentOf(const DIType *type) {
  type = plainType(type);
  if (!type)
    return 1;
  auto *composite = dyn_cast<DICompositeType>(type);
  if (composite && composite->getTag() == dwarf::DW_TAG_array_type)
    return alignmentOf(composite->getBaseType());
  uint64_t result = 1;
  if (composite && composite->getTag() != dwarf::DW_TAG_enumeration_type) {
    for (const DINode *element : composite->getElements())
      if (auto *member = dyn_cast<DIDerivedType>(element))
        if (!member->isStaticMember() && member->getTag() != dwarf::DW_TAG_friend)
          result = std::max(result, alignmentOf(member));
    return result;
  }
  uint64_t size = type->getSizeInBits() / 8;
  auto *basic = dyn_cast<DIBasicType>(type);
  if (basic && basic->getEncoding() == dwarf::DW_ATE_complex_float)
    size /= 2;
  return std::max<uint64_t>(1, std::min<uint64_t>(size, 16));
}

bool NBLParameterShapeAt(LLVMValueRef value, unsigned index, NBLParameterShape *result) {
  const DISubprogram *subprogram = unwrap<Function>(value)->getSubprogram();
  if (!subprogram || !subprogram->getType())
    return false;
  DITypeRefArray types = subprogram->getType()->getTypeArray();
  const DIType *type = index + 1 < types.size() ? plainType(types[index + 1]) : nullptr;
  if (!type)
    return false;
  auto *composite = dyn_cast<DICompositeType>(type);
  auto *basic = dyn_cast<DIBasicType>(type);
  *result = {};
  result->isAggregate = (composite && composite->getTag() != dwarf::DW_TAG_enumeration_type) ||
                        (basic && basic->getEncoding() == dwarf::DW_ATE_complex_float);
  result->size = type->getSizeInBits() / 8;
  result->alignment = alignmentOf(type);
  return true;
}

bool NBLMetadataStringValue(LLVMValueRef value, NBLString *result) {
  auto *wrapper = dyn_cast<MetadataAsValue>(unwrap(value));
  auto *text = wrapper ? dyn_cast<MDString>(wrapper->getMetadata()) : nullptr;
  if (!text)
    return false;
  *result = view(text->getString());
  return true;
}

LLVMMetadataRef NBLCreateAliasScope(LLVMValueRef function, const char *name) {
  Function &body = *unwrap<Function>(function);
  MDBuilder metadata(body.getContext());
  MDNode *scope = metadata.createAnonymousAliasScope(metadata.createAnonymousAliasScopeDomain(body.getName()), name);
  return wrap(MDNode::get(body.getContext(), scope));
}

void NBLDeclareAliasScope(LLVMValueRef function, LLVMMetadataRef scope) {
  BasicBlock &entry = unwrap<Function>(function)->getEntryBlock();
  IRBuilder<> builder(&entry, entry.getFirstNonPHIOrDbgOrAlloca());
  builder.CreateNoAliasScopeDeclaration(cast<MDNode>(unwrap(scope)));
}
