// Variables of large functions become values.
//
// LLVM's mem2reg looks, for each variable, at every block that its first store dominates. The derivative of a large
// function has as many adjoints as blocks, each zero from the entry on and in use for a short time: that would be
// quadratic. Here each variable costs as much as the blocks in which it is in use, because the caller knows where that
// time ends (`home`), and where it begins follows from the accesses.

#include "CLLVM.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"

using namespace llvm;

namespace {
class Promotion {
  DominatorTree dominators;
  LoopInfo loops;
  DenseMap<const BasicBlock *, unsigned> position;

  /// The loads and stores of one variable, in order, by block.
  MapVector<BasicBlock *, SmallVector<Instruction *, 4>> accesses;
  SmallVector<StoreInst *, 8> stores;

public:
  explicit Promotion(Function &function) : dominators(function), loops(dominators) {
    unsigned count = 0;
    for (BasicBlock *block : ReversePostOrderTraversal<Function *>(&function))
      position[block] = count++;
  }

  void promote(AllocaInst *variable, const NBLVariable &facts) {
    if (!collect(variable, facts.isZeroed))
      return;
    BasicBlock *start = facts.isZeroed && !accesses.empty() ? startOfUse(facts) : nullptr;
    Value *zero = Constant::getNullValue(variable->getAllocatedType());
    replaceLoads(variable, start, zero);
    for (StoreInst *store : stores)
      store->eraseFromParent();
    variable->eraseFromParent();
  }

private:
  /// False if the variable is used for something else, or where no path leads.
  bool collect(AllocaInst *variable, bool isZeroed) {
    accesses.clear();
    stores.clear();
    Type *type = variable->getAllocatedType();
    for (User *user : variable->users()) {
      auto *load = dyn_cast<LoadInst>(user);
      auto *store = dyn_cast<StoreInst>(user);
      if (load ? load->getType() != type : !store || store->getValueOperand()->getType() != type)
        return false;
      if (store && store->getValueOperand() == variable)
        return false;
      auto *access = cast<Instruction>(user);
      if (!position.count(access->getParent()))
        return false;
      accesses[access->getParent()].push_back(access);
      if (store)
        stores.push_back(store);
    }
    for (auto &[block, list] : accesses)
      llvm::sort(list, [](Instruction *a, Instruction *b) { return a->comesBefore(b); });
    return !isZeroed || removeInitialStore(variable->getParent());
  }

  bool removeInitialStore(BasicBlock *entry) {
    auto &list = accesses[entry];
    if (list.empty() || !isa<StoreInst>(list.front()))
      return false;
    list.erase(list.begin());
    if (list.empty())
      accesses.erase(entry);
    return true;
  }

  /// A block that all accesses follow and at whose start the variable is zero.
  BasicBlock *startOfUse(const NBLVariable &facts) {
    BasicBlock *start = nullptr;
    for (auto &[block, list] : accesses)
      start = start ? dominators.findNearestCommonDominator(start, block) : block;
    if (!facts.isCarried && facts.home && !wrapsAround(unwrap(facts.home)))
      return start;
    while (Loop *loop = loops.getLoopFor(start))
      start = dominators.getNode(loop->getOutermostLoop()->getHeader())->getIDom()->getBlock();
    return start;
  }

  /// True if the value passes the loop's header on the way to where it is taken.
  bool wrapsAround(BasicBlock *home) {
    Loop *loop = loops.getLoopFor(home);
    return loop && llvm::any_of(accesses, [&](auto &entry) {
             return loop->contains(entry.first) && position[entry.first] > position[home];
           });
  }

  void replaceLoads(AllocaInst *variable, BasicBlock *start, Value *zero) {
    SSAUpdater updater;
    updater.Initialize(variable->getAllocatedType(), variable->getName());
    if (start)
      updater.AddAvailableValue(start, zero);
    // Loads at the start of blocks: what comes in is known only when all blocks have been looked at.
    SmallVector<LoadInst *, 8> open;
    SmallVector<LoadInst *, 8> done;
    for (auto &[block, list] : accesses) {
      Value *current = block == start ? zero : nullptr;
      bool isStored = false;
      for (Instruction *access : list) {
        if (auto *store = dyn_cast<StoreInst>(access)) {
          current = store->getValueOperand();
          isStored = true;
        } else if (current) {
          access->replaceAllUsesWith(current);
          done.push_back(cast<LoadInst>(access));
        } else {
          current = access;
          open.push_back(cast<LoadInst>(access));
        }
      }
      if (isStored)
        updater.AddAvailableValue(block, current);
    }
    SmallVector<std::pair<LoadInst *, WeakTrackingVH>, 8> incoming;
    for (LoadInst *load : open)
      incoming.emplace_back(load, updater.GetValueInMiddleOfBlock(load->getParent()));
    for (auto &[load, value] : incoming) {
      Value *known = value;
      load->replaceAllUsesWith(known == load ? zero : known);
      done.push_back(load);
    }
    for (LoadInst *load : done)
      load->eraseFromParent();
  }
};
} // namespace

void NBLPromoteVariables(LLVMValueRef function, const NBLVariable *variables, size_t count) {
  Promotion promotion(*unwrap<Function>(function));
  for (size_t index = 0; index < count; ++index)
    if (auto *variable = dyn_cast<AllocaInst>(unwrap(variables[index].variable)))
      promotion.promote(variable, variables[index]);
}
