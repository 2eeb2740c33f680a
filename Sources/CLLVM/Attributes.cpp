// Attributes of functions and of calls, by name.

#include "CLLVM.h"

#include "llvm/IR/Attributes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"

using namespace llvm;

static AttributeList attributes(Value *value) {
  if (auto *function = dyn_cast<Function>(value))
    return function->getAttributes();
  if (auto *call = dyn_cast<CallBase>(value))
    return call->getAttributes();
  return AttributeList();
}

static void setAttributes(Value *value, AttributeList list) {
  if (auto *function = dyn_cast<Function>(value))
    function->setAttributes(list);
  else if (auto *call = dyn_cast<CallBase>(value))
    call->setAttributes(list);
}

LLVMAttributeRef NBLGetAttribute(LLVMValueRef value, unsigned index, const char *name) {
  AttributeList list = attributes(unwrap(value));
  Attribute::AttrKind kind = Attribute::getAttrKindFromName(name);
  Attribute attribute =
      kind == Attribute::None ? list.getAttributeAtIndex(index, name) : list.getAttributeAtIndex(index, kind);
  return attribute.isValid() ? wrap(attribute) : nullptr;
}

void NBLRemoveAttribute(LLVMValueRef value, unsigned index, const char *name) {
  LLVMContext &context = unwrap(value)->getContext();
  AttributeList list = attributes(unwrap(value));
  Attribute::AttrKind kind = Attribute::getAttrKindFromName(name);
  setAttributes(
      unwrap(value), kind == Attribute::None ? list.removeAttributeAtIndex(context, index, StringRef(name))
                                             : list.removeAttributeAtIndex(context, index, kind));
}

void NBLAddAttribute(LLVMValueRef value, unsigned index, LLVMAttributeRef attribute) {
  setAttributes(
      unwrap(value),
      attributes(unwrap(value)).addAttributeAtIndex(unwrap(value)->getContext(), index, unwrap(attribute)));
}

void NBLListAttributes(LLVMValueRef value, unsigned index, void *context, NBLSink sink) {
  for (Attribute attribute : attributes(unwrap(value)).getAttributes(index))
    sink(context, wrap(attribute));
}

void NBLCopyFunctionAttributes(LLVMValueRef target, LLVMValueRef source, bool parameters) {
  AttributeList from = attributes(unwrap(source));
  if (parameters)
    return setAttributes(unwrap(target), from);
  AttributeList to = attributes(unwrap(target));
  LLVMContext &context = unwrap(target)->getContext();
  to = to.removeFnAttributes(context);
  setAttributes(unwrap(target), to.addFnAttributes(context, AttrBuilder(context, from.getFnAttrs())));
}

NBLString NBLAttributeName(LLVMAttributeRef reference) {
  Attribute attribute = unwrap(reference);
  StringRef name = attribute.isStringAttribute() ? attribute.getKindAsString()
                                                 : Attribute::getNameFromAttrKind(attribute.getKindAsEnum());
  return {name.data(), name.size()};
}

char *NBLAttributeDescription(LLVMAttributeRef attribute) {
  return LLVMCreateMessage(unwrap(attribute).getAsString().c_str());
}

bool NBLAttributeIsInteger(LLVMAttributeRef attribute) { return unwrap(attribute).isIntAttribute(); }
