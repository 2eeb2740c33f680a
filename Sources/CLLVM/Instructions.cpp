// Flags, alignments, places and edges of instructions.

#include "CLLVM.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Operator.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

static Instruction *instruction(LLVMValueRef value) { return unwrap<Instruction>(value); }

bool NBLGetFlag(LLVMValueRef reference, NBLFlag flag) {
  Value *value = unwrap(reference);
  switch (flag) {
  case NBLFlagNUW:
    if (auto *op = dyn_cast<OverflowingBinaryOperator>(value))
      return op->hasNoUnsignedWrap();
    if (auto *op = dyn_cast<TruncInst>(value))
      return op->hasNoUnsignedWrap();
    if (auto *op = dyn_cast<GEPOperator>(value))
      return op->hasNoUnsignedWrap();
    return false;
  case NBLFlagNSW:
    if (auto *op = dyn_cast<OverflowingBinaryOperator>(value))
      return op->hasNoSignedWrap();
    if (auto *op = dyn_cast<TruncInst>(value))
      return op->hasNoSignedWrap();
    return false;
  case NBLFlagExact:
    if (auto *op = dyn_cast<PossiblyExactOperator>(value))
      return op->isExact();
    return false;
  case NBLFlagInBounds:
    if (auto *op = dyn_cast<GEPOperator>(value))
      return op->isInBounds();
    return false;
  case NBLFlagNonNegative:
    if (auto *op = dyn_cast<PossiblyNonNegInst>(value))
      return op->hasNonNeg();
    return false;
  case NBLFlagDisjoint:
    if (auto *op = dyn_cast<PossiblyDisjointInst>(value))
      return op->isDisjoint();
    return false;
  case NBLFlagVolatile:
    if (auto *op = dyn_cast<Instruction>(value))
      return op->isVolatile();
    return false;
  }
  return false;
}

void NBLSetFlag(LLVMValueRef reference, NBLFlag flag, bool on) {
  auto *value = dyn_cast<Instruction>(unwrap(reference));
  if (!value)
    return;
  switch (flag) {
  case NBLFlagNUW:
    if (isa<OverflowingBinaryOperator>(value) || isa<TruncInst>(value))
      value->setHasNoUnsignedWrap(on);
    break;
  case NBLFlagNSW:
    if (isa<OverflowingBinaryOperator>(value) || isa<TruncInst>(value))
      value->setHasNoSignedWrap(on);
    break;
  case NBLFlagExact:
    if (isa<PossiblyExactOperator>(value))
      value->setIsExact(on);
    break;
  case NBLFlagInBounds:
    if (auto *op = dyn_cast<GetElementPtrInst>(value))
      op->setIsInBounds(on);
    break;
  case NBLFlagNonNegative:
    if (isa<PossiblyNonNegInst>(value))
      value->setNonNeg(on);
    break;
  case NBLFlagDisjoint:
    if (auto *op = dyn_cast<PossiblyDisjointInst>(value))
      op->setIsDisjoint(on);
    break;
  case NBLFlagVolatile:
    if (auto *op = dyn_cast<LoadInst>(value))
      op->setVolatile(on);
    else if (auto *op = dyn_cast<StoreInst>(value))
      op->setVolatile(on);
    else if (auto *op = dyn_cast<AtomicRMWInst>(value))
      op->setVolatile(on);
    else if (auto *op = dyn_cast<AtomicCmpXchgInst>(value))
      op->setVolatile(on);
    else if (auto *op = dyn_cast<MemIntrinsic>(value))
      op->setVolatile(ConstantInt::getBool(op->getContext(), on));
    break;
  }
}

bool NBLIsSwiftError(LLVMValueRef alloca) { return unwrap<AllocaInst>(alloca)->isSwiftError(); }

void NBLSetSwiftError(LLVMValueRef alloca, bool value) { unwrap<AllocaInst>(alloca)->setSwiftError(value); }

uint64_t NBLGetAlignment(LLVMValueRef reference) {
  Value *value = unwrap(reference);
  if (auto *op = dyn_cast<GlobalVariable>(value))
    return op->getAlign() ? op->getAlign()->value() : 0;
  if (auto *op = dyn_cast<Function>(value))
    return op->getAlign() ? op->getAlign()->value() : 0;
  if (auto *op = dyn_cast<AllocaInst>(value))
    return op->getAlign().value();
  if (auto *op = dyn_cast<LoadInst>(value))
    return op->getAlign().value();
  if (auto *op = dyn_cast<StoreInst>(value))
    return op->getAlign().value();
  if (auto *op = dyn_cast<AtomicRMWInst>(value))
    return op->getAlign().value();
  if (auto *op = dyn_cast<AtomicCmpXchgInst>(value))
    return op->getAlign().value();
  return 0;
}

void NBLSetAlignment(LLVMValueRef reference, uint64_t bytes) {
  Value *value = unwrap(reference);
  if (auto *op = dyn_cast<GlobalVariable>(value))
    return op->setAlignment(MaybeAlign(bytes));
  if (auto *op = dyn_cast<Function>(value))
    return op->setAlignment(MaybeAlign(bytes));
  if (bytes == 0)
    return;
  if (auto *op = dyn_cast<AllocaInst>(value))
    op->setAlignment(Align(bytes));
  else if (auto *op = dyn_cast<LoadInst>(value))
    op->setAlignment(Align(bytes));
  else if (auto *op = dyn_cast<StoreInst>(value))
    op->setAlignment(Align(bytes));
  else if (auto *op = dyn_cast<AtomicRMWInst>(value))
    op->setAlignment(Align(bytes));
  else if (auto *op = dyn_cast<AtomicCmpXchgInst>(value))
    op->setAlignment(Align(bytes));
}

static uint32_t encode(FastMathFlags flags) {
  return (flags.allowReassoc() ? LLVMFastMathAllowReassoc : 0) | (flags.noNaNs() ? LLVMFastMathNoNaNs : 0) |
         (flags.noInfs() ? LLVMFastMathNoInfs : 0) | (flags.noSignedZeros() ? LLVMFastMathNoSignedZeros : 0) |
         (flags.allowReciprocal() ? LLVMFastMathAllowReciprocal : 0) |
         (flags.allowContract() ? LLVMFastMathAllowContract : 0) | (flags.approxFunc() ? LLVMFastMathApproxFunc : 0);
}

static FastMathFlags decode(uint32_t bits) {
  FastMathFlags flags;
  flags.setAllowReassoc(bits & LLVMFastMathAllowReassoc);
  flags.setNoNaNs(bits & LLVMFastMathNoNaNs);
  flags.setNoInfs(bits & LLVMFastMathNoInfs);
  flags.setNoSignedZeros(bits & LLVMFastMathNoSignedZeros);
  flags.setAllowReciprocal(bits & LLVMFastMathAllowReciprocal);
  flags.setAllowContract(bits & LLVMFastMathAllowContract);
  flags.setApproxFunc(bits & LLVMFastMathApproxFunc);
  return flags;
}

uint32_t NBLGetFastMathFlags(LLVMValueRef value) {
  auto *op = dyn_cast<FPMathOperator>(unwrap(value));
  return op ? encode(op->getFastMathFlags()) : 0;
}

void NBLSetFastMathFlags(LLVMValueRef value, uint32_t flags) {
  if (isa<FPMathOperator>(unwrap(value)) && isa<Instruction>(unwrap(value)))
    instruction(value)->copyFastMathFlags(decode(flags));
}

void NBLBuilderSetFastMathFlags(LLVMBuilderRef builder, uint32_t flags) {
  unwrap(builder)->setFastMathFlags(decode(flags));
}

uint32_t NBLBuilderGetFastMathFlags(LLVMBuilderRef builder) { return encode(unwrap(builder)->getFastMathFlags()); }

// Positioning keeps the builder's debug location; LLVM's own functions take over the position's.

void NBLBuilderPositionBefore(LLVMBuilderRef builder, LLVMValueRef position) {
  DebugLoc location = unwrap(builder)->getCurrentDebugLocation();
  unwrap(builder)->SetInsertPoint(instruction(position));
  unwrap(builder)->SetCurrentDebugLocation(location);
}

void NBLBuilderPositionAtFirstNonPhi(LLVMBuilderRef builder, LLVMBasicBlockRef reference) {
  DebugLoc location = unwrap(builder)->getCurrentDebugLocation();
  BasicBlock *block = unwrap(reference);
  unwrap(builder)->SetInsertPoint(block, block->getFirstInsertionPt());
  unwrap(builder)->SetCurrentDebugLocation(location);
}

void NBLReplaceBlockAddress(LLVMBasicBlockRef block, uint64_t number) {
  BlockAddress *address = BlockAddress::lookup(unwrap(block));
  if (!address)
    return;
  auto *integer = ConstantInt::get(Type::getInt64Ty(address->getContext()), number);
  address->replaceAllUsesWith(ConstantExpr::getIntToPtr(integer, address->getType()));
  address->destroyConstant();
}

LLVMValueRef NBLFirstNonPhi(LLVMBasicBlockRef block) {
  auto position = unwrap(block)->getFirstNonPHIIt();
  return position == unwrap(block)->end() ? nullptr : wrap(&*position);
}

void NBLInsertBefore(LLVMValueRef value, LLVMValueRef position) {
  instruction(value)->insertBefore(instruction(position)->getIterator());
}

void NBLInsertAtEnd(LLVMValueRef value, LLVMBasicBlockRef block) {
  instruction(value)->insertInto(unwrap(block), unwrap(block)->end());
}

void NBLMoveBefore(LLVMValueRef value, LLVMValueRef position) {
  instruction(value)->moveBefore(instruction(position)->getIterator());
}

void NBLSetIncomingBlock(LLVMValueRef phi, unsigned index, LLVMBasicBlockRef block) {
  unwrap<PHINode>(phi)->setIncomingBlock(index, unwrap(block));
}

void NBLRemoveIncoming(LLVMValueRef phi, LLVMBasicBlockRef block) {
  PHINode *node = unwrap<PHINode>(phi);
  int index = node->getBasicBlockIndex(unwrap(block));
  if (index >= 0)
    node->removeIncomingValue(unsigned(index), false);
}

unsigned NBLSwitchCaseCount(LLVMValueRef value) { return unwrap<SwitchInst>(value)->getNumCases(); }

LLVMValueRef NBLSwitchCase(LLVMValueRef value, unsigned index, LLVMBasicBlockRef *block) {
  auto handle = *(unwrap<SwitchInst>(value)->case_begin() + index);
  *block = wrap(handle.getCaseSuccessor());
  return wrap(handle.getCaseValue());
}

bool NBLIsAtomic(LLVMValueRef value) {
  auto *op = dyn_cast<Instruction>(unwrap(value));
  return op && op->isAtomic();
}

LLVMAtomicOrdering NBLOrdering(LLVMValueRef reference) {
  Value *value = unwrap(reference);
  AtomicOrdering ordering = AtomicOrdering::NotAtomic;
  if (auto *op = dyn_cast<LoadInst>(value))
    ordering = op->getOrdering();
  else if (auto *op = dyn_cast<StoreInst>(value))
    ordering = op->getOrdering();
  else if (auto *op = dyn_cast<FenceInst>(value))
    ordering = op->getOrdering();
  else if (auto *op = dyn_cast<AtomicRMWInst>(value))
    ordering = op->getOrdering();
  else if (auto *op = dyn_cast<AtomicCmpXchgInst>(value))
    ordering = op->getSuccessOrdering();
  return LLVMAtomicOrdering(int(ordering));
}

bool NBLMayReadMemory(LLVMValueRef value) { return instruction(value)->mayReadFromMemory(); }

bool NBLMayWriteMemory(LLVMValueRef value) { return instruction(value)->mayWriteToMemory(); }

bool NBLMayHaveSideEffects(LLVMValueRef value) { return instruction(value)->mayHaveSideEffects(); }

LLVMBasicBlockRef NBLSplitBlockBefore(LLVMValueRef value, const char *name) {
  Instruction *position = instruction(value);
  return wrap(position->getParent()->splitBasicBlock(position->getIterator(), name));
}

LLVMValueRef NBLConvertCallToInvoke(LLVMValueRef call, LLVMBasicBlockRef unwind) {
  auto *invoke = unwrap<CallInst>(call);
  BasicBlock *rest = changeToInvokeAndSplitBasicBlock(invoke, unwrap(unwind));
  return wrap(rest->getSinglePredecessor()->getTerminator());
}

LLVMValueRef NBLConvertInvokeToCall(LLVMValueRef invoke) { return wrap(changeToCall(unwrap<InvokeInst>(invoke))); }
