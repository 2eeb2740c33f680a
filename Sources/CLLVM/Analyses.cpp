// LLVM's analyses of one function, and library function recognition.

#include "CLLVM.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/CFG.h"
#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/Analysis/CaptureTracking.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/MemoryLocation.h"
#include "llvm/Analysis/MemorySSA.h"
#include "llvm/Analysis/PostDominators.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Transforms/Utils/ScalarEvolutionExpander.h"
#include <map>
#include <memory>

using namespace llvm;

struct NBLOpaqueAnalyses {
  Function &function;
  LoopAnalysisManager loopManager;
  FunctionAnalysisManager manager;
  CGSCCAnalysisManager componentManager;
  ModuleAnalysisManager moduleManager;
  PassBuilder builder;
  /// All loops, outer before inner; empty until asked for.
  SmallVector<Loop *> loops;
  DenseMap<const Loop *, int> ids;
  bool loopsListed = false;

  explicit NBLOpaqueAnalyses(Function &function) : function(function) {
    builder.registerModuleAnalyses(moduleManager);
    builder.registerCGSCCAnalyses(componentManager);
    builder.registerFunctionAnalyses(manager);
    builder.registerLoopAnalyses(loopManager);
    builder.crossRegisterProxies(loopManager, manager, componentManager, moduleManager);
  }

  template <typename Analysis> typename Analysis::Result &get() { return manager.getResult<Analysis>(function); }

  void listLoops() {
    if (loopsListed)
      return;
    loopsListed = true;
    for (Loop *loop : get<LoopAnalysis>().getLoopsInPreorder()) {
      ids[loop] = int(loops.size());
      loops.push_back(loop);
    }
  }

  Loop *loop(unsigned index) {
    listLoops();
    return loops[index];
  }

  int id(const Loop *loop) {
    listLoops();
    return loop ? ids.lookup(loop) : -1;
  }
};

NBLAnalysesRef NBLCreateAnalyses(LLVMValueRef function) { return new NBLOpaqueAnalyses(*unwrap<Function>(function)); }

void NBLDisposeAnalyses(NBLAnalysesRef analyses) { delete analyses; }

void NBLInvalidateAnalyses(NBLAnalysesRef analyses) {
  analyses->loops.clear();
  analyses->ids.clear();
  analyses->loopsListed = false;
  analyses->manager.clear(analyses->function, "");
}

LLVMBasicBlockRef NBLImmediateDominator(NBLAnalysesRef analyses, LLVMBasicBlockRef block) {
  DomTreeNode *node = analyses->get<DominatorTreeAnalysis>().getNode(unwrap(block));
  return node && node->getIDom() ? wrap(node->getIDom()->getBlock()) : nullptr;
}

bool NBLDominates(NBLAnalysesRef analyses, LLVMBasicBlockRef a, LLVMBasicBlockRef b) {
  return analyses->get<DominatorTreeAnalysis>().dominates(unwrap(a), unwrap(b));
}

bool NBLInstructionDominates(NBLAnalysesRef analyses, LLVMValueRef definition, LLVMValueRef user) {
  return analyses->get<DominatorTreeAnalysis>().dominates(unwrap(definition), unwrap<Instruction>(user));
}

bool NBLPostDominates(NBLAnalysesRef analyses, LLVMBasicBlockRef a, LLVMBasicBlockRef b) {
  return analyses->get<PostDominatorTreeAnalysis>().dominates(unwrap(a), unwrap(b));
}

unsigned NBLLoopCount(NBLAnalysesRef analyses) {
  analyses->listLoops();
  return analyses->loops.size();
}

int NBLLoopParent(NBLAnalysesRef analyses, unsigned loop) {
  return analyses->id(analyses->loop(loop)->getParentLoop());
}

unsigned NBLLoopDepth(NBLAnalysesRef analyses, unsigned loop) { return analyses->loop(loop)->getLoopDepth(); }

LLVMBasicBlockRef NBLLoopGetBlock(NBLAnalysesRef analyses, unsigned index, NBLLoopBlock which) {
  Loop *loop = analyses->loop(index);
  switch (which) {
  case NBLLoopHeader:
    return wrap(loop->getHeader());
  case NBLLoopLatch:
    return wrap(loop->getLoopLatch());
  case NBLLoopPreheader:
    return wrap(loop->getLoopPreheader());
  }
  return nullptr;
}

void NBLLoopListBlocks(NBLAnalysesRef analyses, unsigned index, NBLLoopList which, void *context, NBLSink sink) {
  Loop *loop = analyses->loop(index);
  SmallVector<BasicBlock *> blocks;
  switch (which) {
  case NBLLoopBlocks:
    blocks.append(loop->block_begin(), loop->block_end());
    break;
  case NBLLoopExiting:
    loop->getExitingBlocks(blocks);
    break;
  case NBLLoopExits:
    loop->getUniqueExitBlocks(blocks);
    break;
  case NBLLoopLatches:
    loop->getLoopLatches(blocks);
    break;
  }
  for (BasicBlock *block : blocks)
    sink(context, wrap(block));
}

int NBLLoopOf(NBLAnalysesRef analyses, LLVMBasicBlockRef block) {
  return analyses->id(analyses->get<LoopAnalysis>().getLoopFor(unwrap(block)));
}

LLVMValueRef NBLExpandExitCount(NBLAnalysesRef analyses, unsigned index, LLVMBasicBlockRef exiting) {
  Loop *loop = analyses->loop(index);
  BasicBlock *preheader = loop->getLoopPreheader();
  if (!preheader)
    return nullptr;
  ScalarEvolution &evolution = analyses->get<ScalarEvolutionAnalysis>();
  const SCEV *count = evolution.getExitCount(loop, unwrap(exiting));
  if (isa<SCEVCouldNotCompute>(count) || evolution.getTypeSizeInBits(count->getType()) > 64)
    return nullptr;
  Type *type = Type::getInt64Ty(analyses->function.getContext());
  count = evolution.getTruncateOrZeroExtend(count, type);
  Instruction *position = preheader->getTerminator();
  SCEVExpander expander(evolution, "exit.count");
  if (!expander.isSafeToExpandAt(count, position))
    return nullptr;
  return wrap(expander.expandCodeFor(count, type, position));
}

unsigned NBLConstantMaxTripCount(NBLAnalysesRef analyses, unsigned loop) {
  return analyses->get<ScalarEvolutionAnalysis>().getSmallConstantMaxTripCount(analyses->loop(loop));
}

bool NBLIsIrreducible(NBLAnalysesRef analyses) {
  using Traversal = ReversePostOrderTraversal<const Function *>;
  Traversal order(&analyses->function);
  return containsIrreducibleCFG<const BasicBlock *, const Traversal, const LoopInfo>(
      order, analyses->get<LoopAnalysis>());
}

bool NBLMayAlias(NBLAnalysesRef analyses, LLVMValueRef a, LLVMValueRef b) {
  return !analyses->get<AAManager>().isNoAlias(
      MemoryLocation::getBeforeOrAfter(unwrap(a)), MemoryLocation::getBeforeOrAfter(unwrap(b)));
}

unsigned NBLModRef(NBLAnalysesRef analyses, LLVMValueRef instruction, LLVMValueRef pointer) {
  ModRefInfo info = analyses->get<AAManager>().getModRefInfo(
      unwrap<Instruction>(instruction), MemoryLocation::getBeforeOrAfter(unwrap(pointer)));
  return (isRefSet(info) ? 1u : 0u) | (isModSet(info) ? 2u : 0u);
}

LLVMValueRef NBLClobber(NBLAnalysesRef analyses, LLVMValueRef access) {
  MemorySSA &memory = analyses->get<MemorySSAAnalysis>().getMSSA();
  MemoryUseOrDef *use = memory.getMemoryAccess(unwrap<Instruction>(access));
  if (!use)
    return nullptr;
  MemoryAccess *clobber = memory.getWalker()->getClobberingMemoryAccess(use);
  if (memory.isLiveOnEntryDef(clobber))
    return nullptr;
  if (auto *definition = dyn_cast<MemoryDef>(clobber))
    return wrap(definition->getMemoryInst());
  return wrap(static_cast<Value *>(clobber->getBlock()));
}

bool NBLPointerMayBeCaptured(LLVMValueRef pointer, bool returnCaptures) {
  return PointerMayBeCaptured(unwrap(pointer), returnCaptures);
}

LLVMValueRef NBLUnderlyingObject(LLVMValueRef pointer) { return wrap(getUnderlyingObject(unwrap(pointer), 0)); }

bool NBLLibraryFunctionName(LLVMValueRef reference, NBLString *name) {
  static thread_local std::map<std::string, std::unique_ptr<TargetLibraryInfoImpl>> tables;
  Function &function = *unwrap<Function>(reference);
  const Triple &triple = function.getParent()->getTargetTriple();
  auto &table = tables[triple.str()];
  if (!table)
    table = std::make_unique<TargetLibraryInfoImpl>(triple);
  TargetLibraryInfo info(*table);
  LibFunc found;
  if (!info.getLibFunc(function, found))
    return false;
  StringRef text = info.has(found) ? info.getName(found) : function.getName();
  *name = {text.data(), text.size()};
  return true;
}
