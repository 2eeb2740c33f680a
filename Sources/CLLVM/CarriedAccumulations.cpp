// Neighbouring accumulations of a loop become one.
//
// The adjoint of a loop that reads `x[i]` and `x[i + 1]` adds to `dx[i]` and to `dx[i + 1]`: each element is read and
// written by two iterations, which also keeps the loop from being vectorised. Here the first of the two contributions
// is carried to the next iteration, which adds both at once; the last one is added behind the loop. With more
// neighbours this happens several times over. (Known for adjoint stencils: from scattering to gathering.)
//
// Only sums whose order does not matter are taken, as those of adjoints. What the loop does between the two must not touch
// the element, for which alias analysis and the distance of addresses are asked.

#include "CarriedAccumulations.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/Analysis/AliasAnalysis.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/MemoryLocation.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/ScalarEvolutionExpressions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace {
/// `*address += contribution`, once in each iteration; the address moves by a constant step.
struct Accumulation {
  LoadInst *load;
  BinaryOperator *sum;
  StoreInst *store;
  Value *contribution;
  const SCEVAddRecExpr *address;
};

class CarriedAccumulations {
public:
  CarriedAccumulations(Loop &loop, LoopStandardAnalysisResults &results)
      : loop(loop), loops(results.LI), scalars(results.SE), aliases(results.AA), dominators(results.DT),
        layout(results.SE.getDataLayout()) {}

  bool run() {
    latch = loop.getLoopLatch();
    preheader = loop.getLoopPreheader();
    exit = loop.getUniqueExitBlock();
    if (!latch || !preheader || !exit || loop.getExitingBlock() != latch || exit->getUniquePredecessor() != latch)
      return false;
    bool changed = false;
    while (carryOne())
      changed = true;
    return changed;
  }

private:
  Loop &loop;
  LoopInfo &loops;
  ScalarEvolution &scalars;
  AAResults &aliases;
  DominatorTree &dominators;
  const DataLayout &layout;
  BasicBlock *latch, *preheader, *exit;

  bool carryOne() {
    SmallVector<Accumulation, 8> found;
    for (BasicBlock *block : loop.blocks()) {
      // Once in each iteration, neither less nor more often.
      if (loops.getLoopFor(block) != &loop || !dominators.dominates(block, latch))
        continue;
      for (Instruction &instruction : *block)
        if (auto *store = dyn_cast<StoreInst>(&instruction))
          if (auto accumulation = match(store))
            found.push_back(*accumulation);
    }
    for (const Accumulation &first : found)
      for (const Accumulation &second : found)
        if (first.store != second.store && meet(first, second) && isUndisturbed(first, second)) {
          carry(first, second);
          return true;
        }
    return false;
  }

  std::optional<Accumulation> match(StoreInst *store) {
    auto *sum = dyn_cast<BinaryOperator>(store->getValueOperand());
    if (!store->isSimple() || !sum || sum->getOpcode() != Instruction::FAdd || !sum->hasOneUse() ||
        !sum->hasAllowReassoc() || !sum->hasNoSignedZeros())
      return std::nullopt;
    for (unsigned side = 0; side < 2; ++side) {
      auto *load = dyn_cast<LoadInst>(sum->getOperand(side));
      if (!load || !load->isSimple() || !load->hasOneUse() || load->getParent() != store->getParent() ||
          load->getPointerOperand() != store->getPointerOperand() || isOverwritten(load, store))
        continue;
      auto *address = dyn_cast<SCEVAddRecExpr>(scalars.getSCEV(store->getPointerOperand()));
      if (!address || address->getLoop() != &loop || !address->isAffine() ||
          !isa<SCEVConstant>(address->getStepRecurrence(scalars)))
        return std::nullopt;
      return Accumulation{load, sum, store, sum->getOperand(1 - side), address};
    }
    return std::nullopt;
  }

  static bool isOverwritten(LoadInst *load, StoreInst *store) {
    for (Instruction *next = load->getNextNode(); next != store; next = next->getNextNode())
      if (next->mayWriteToMemory())
        return true;
    return false;
  }

  int64_t step(const Accumulation &accumulation) {
    return cast<SCEVConstant>(accumulation.address->getStepRecurrence(scalars))->getAPInt().getSExtValue();
  }

  /// How many bytes `address` lies behind that of `from`, if that never changes.
  std::optional<int64_t> distance(const Accumulation &from, Value *address) {
    const SCEV *other = scalars.getSCEV(address);
    if (other->getType() != from.address->getType())
      return std::nullopt;
    auto *difference = dyn_cast<SCEVConstant>(scalars.getMinusSCEV(other, from.address));
    if (!difference)
      return std::nullopt;
    return difference->getAPInt().getSExtValue();
  }

  /// Whether `second` adds to the element to which `first` did in the iteration before.
  bool meet(const Accumulation &first, const Accumulation &second) {
    if (first.contribution->getType() != second.contribution->getType() || step(first) != step(second) || step(first) == 0)
      return false;
    auto gap = distance(first, second.store->getPointerOperand());
    return gap && *gap == -step(first);
  }

  /// Whether nothing touches an element after `first` in one iteration and before `second` in the next.
  bool isUndisturbed(const Accumulation &first, const Accumulation &second) {
    for (BasicBlock *block : loop.blocks())
      for (Instruction &instruction : *block) {
        if (!isGuaranteedToTransferExecutionToSuccessor(&instruction) || isa<NoAliasScopeDeclInst>(instruction))
          return false;
        if (&instruction == first.load || &instruction == first.store || &instruction == second.load ||
            &instruction == second.store || !instruction.mayReadOrWriteMemory())
          continue;
        if (mayDisturb(instruction, first))
          return false;
      }
    return true;
  }

  bool mayDisturb(Instruction &instruction, const Accumulation &first) {
    // Different iterations are compared: what pointers have in common within one says nothing.
    MemoryLocation location = MemoryLocation::getBeforeOrAfter(
        first.store->getPointerOperand(), first.store->getAAMetadata());
    Value *address = getLoadStorePointerOperand(&instruction);
    if (address) {
      MemoryLocation other = MemoryLocation::getBeforeOrAfter(address, instruction.getAAMetadata());
      return !aliases.isNoAlias(other, location) && !isElsewhere(instruction, address, first);
    }
    return isModOrRefSet(aliases.getModRefInfo(&instruction, location));
  }

  /// Whether an access at a fixed distance misses the element between the two accumulations.
  bool isElsewhere(Instruction &instruction, Value *address, const Accumulation &first) {
    auto gap = distance(first, address);
    if (!gap)
      return false;
    TypeSize size = layout.getTypeStoreSize(getLoadStoreType(&instruction));
    if (size.isScalable())
      return false;
    int64_t stride = std::abs(step(first)), own = layout.getTypeStoreSize(first.contribution->getType());
    int64_t remainder = ((*gap % stride) + stride) % stride, other = size.getFixedValue();
    if (remainder != 0)
      return remainder >= own && stride - remainder >= other;
    // The same elements, in the iteration `gap / step` earlier.
    return *gap != 0 && *gap != -step(first) && own <= stride && other <= stride;
  }

  void carry(const Accumulation &first, const Accumulation &second) {
    Type *type = first.contribution->getType();
    IRBuilder<> builder(&loop.getHeader()->front());
    PHINode *carried = builder.CreatePHI(type, 2, "carried");
    carried->addIncoming(Constant::getNullValue(type), preheader);
    carried->addIncoming(first.contribution, latch);

    // At the end of the iteration, behind what is carried to the next one: so the vectoriser wants it.
    builder.SetInsertPoint(latch->getTerminator());
    builder.setFastMathFlags(second.sum->getFastMathFlags());
    auto *both = cast<Instruction>(builder.CreateFAdd(second.contribution, carried));
    second.sum->setOperand(second.sum->getOperand(0) == second.load ? 1 : 0, both);
    for (Instruction *instruction : {cast<Instruction>(second.load), cast<Instruction>(second.sum), cast<Instruction>(second.store)})
      instruction->moveBefore(latch->getTerminator()->getIterator());

    builder.SetInsertPoint(&exit->front());
    Value *address = closed(first.store->getPointerOperand(), builder), *last = closed(first.contribution, builder);
    builder.SetInsertPoint(exit, exit->getFirstInsertionPt());
    builder.setFastMathFlags(first.sum->getFastMathFlags());
    LoadInst *load = builder.CreateAlignedLoad(type, address, first.load->getAlign());
    load->copyMetadata(*first.load);
    StoreInst *store = builder.CreateAlignedStore(builder.CreateFAdd(load, last), address, first.store->getAlign());
    store->copyMetadata(*first.store);

    first.store->eraseFromParent();
    first.sum->eraseFromParent();
    first.load->eraseFromParent();
  }

  /// The value of the last iteration, behind the loop.
  Value *closed(Value *value, IRBuilder<> &builder) {
    auto *instruction = dyn_cast<Instruction>(value);
    if (!instruction || !loop.contains(instruction))
      return value;
    PHINode *phi = builder.CreatePHI(value->getType(), 1, value->getName() + ".last");
    phi->addIncoming(value, latch);
    return phi;
  }
};
} // namespace

PreservedAnalyses
CarriedAccumulationsPass::run(Loop &loop, LoopAnalysisManager &, LoopStandardAnalysisResults &results, LPMUpdater &) {
  // Runs where nobody keeps memory in SSA form, which it would have to update.
  if (results.MSSA || !CarriedAccumulations(loop, results).run())
    return PreservedAnalyses::all();
  results.SE.forgetLoop(&loop);
  return getLoopPassPreservedAnalyses();
}
