// Copies of functions and of bodies.

#include "CLLVM.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace llvm;

LLVMValueRef NBLCloneFunction(LLVMValueRef function, const char *name) {
  ValueToValueMapTy map;
  Function *copy = CloneFunction(unwrap<Function>(function), map);
  copy->setName(name);
  return wrap(copy);
}

void NBLCloneBody(
    LLVMValueRef sourceReference, LLVMValueRef targetReference, LLVMValueRef *from, LLVMValueRef *to, size_t count,
    void *context, NBLPairSink sink) {
  Function *source = unwrap<Function>(sourceReference);
  Function *target = unwrap<Function>(targetReference);
  ValueToValueMapTy map;
  for (size_t index = 0; index < count; ++index)
    map[unwrap(from[index])] = unwrap(to[index]);
  for (Argument &argument : source->args())
    if (!map.count(&argument))
      map[&argument] = PoisonValue::get(argument.getType());
  SmallVector<ReturnInst *> returns;
  CloneFunctionInto(target, source, map, CloneFunctionChangeType::LocalChangesOnly, returns);
  // The source's visibility and its preemptibility came along; local functions have neither.
  target->setLinkage(target->getLinkage());
  if (target->getReturnType() != source->getReturnType())
    target->setAttributes(target->getAttributes().removeAttributesAtIndex(target->getContext(), AttributeList::ReturnIndex));
  auto report = [&](Value &value) {
    auto found = map.find(&value);
    if (found != map.end() && found->second)
      sink(context, wrap(&value), wrap(static_cast<Value *>(found->second)));
  };
  for (Argument &argument : source->args())
    report(argument);
  for (BasicBlock &block : *source) {
    report(block);
    for (Instruction &instruction : block)
      report(instruction);
  }
}
