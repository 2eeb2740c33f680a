// Compiling a module into this process.

#include "CLLVM.h"

#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::orc;

struct NBLOpaqueJIT {
  std::unique_ptr<LLJIT> jit;
  /// What the session reported while it compiled.
  std::string reports;
};

static char *message(Error error) { return LLVMCreateMessage(toString(std::move(error)).c_str()); }

NBLJITRef NBLCreateJIT(LLVMModuleRef reference, char **error) {
  NBLInitialize();
  // The JIT owns its context, the module's may be shared: the bitcode crosses over.
  SmallVector<char, 0> bitcode;
  raw_svector_ostream stream(bitcode);
  WriteBitcodeToFile(*unwrap(reference), stream);
  auto context = std::make_unique<LLVMContext>();
  auto parsed = parseBitcodeFile(MemoryBufferRef(StringRef(bitcode.data(), bitcode.size()), "jit"), *context);
  if (!parsed) {
    *error = message(parsed.takeError());
    return nullptr;
  }
  auto jit = LLJITBuilder().create();
  if (!jit) {
    *error = message(jit.takeError());
    return nullptr;
  }
  auto result = std::make_unique<NBLOpaqueJIT>();
  result->jit = std::move(*jit);
  NBLOpaqueJIT *raw = result.get();
  result->jit->getExecutionSession().setErrorReporter([raw](Error report) {
    raw->reports += toString(std::move(report)) + "\n";
  });
  bool hasConstructors = (*parsed)->getNamedGlobal("llvm.global_ctors") != nullptr;
  (*parsed)->setTargetTriple(result->jit->getTargetTriple());
  (*parsed)->setDataLayout(result->jit->getDataLayout());
  auto process = DynamicLibrarySearchGenerator::GetForCurrentProcess(result->jit->getDataLayout().getGlobalPrefix());
  if (!process) {
    *error = message(process.takeError());
    return nullptr;
  }
  result->jit->getMainJITDylib().addGenerator(std::move(*process));
  if (auto failure = result->jit->addIRModule(ThreadSafeModule(std::move(*parsed), std::move(context)))) {
    *error = message(std::move(failure));
    return nullptr;
  }
  if (hasConstructors)
    if (auto failure = result->jit->initialize(result->jit->getMainJITDylib())) {
      *error = message(std::move(failure));
      return nullptr;
    }
  return result.release();
}

uint64_t NBLJITLookup(NBLJITRef jit, const char *symbol, char **error) {
  auto address = jit->jit->lookup(symbol);
  if (!address) {
    std::string text = jit->reports + toString(address.takeError());
    jit->reports.clear();
    *error = LLVMCreateMessage(text.c_str());
    return 0;
  }
  return address->getValue();
}

void NBLDisposeJIT(NBLJITRef jit) { delete jit; }
