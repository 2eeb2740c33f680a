// Metadata nodes, type-based alias tags, debug locations.

#include "CLLVM.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/Instructions.h"
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
