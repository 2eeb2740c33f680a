// Static libraries.

#include "CLLVM.h"
#include "llvm/Object/ArchiveWriter.h"

using namespace llvm;

char *NBLWriteArchive(const char *path, const char *object) {
  auto member = NewArchiveMember::getFile(object, /*Deterministic=*/true);
  if (!member)
    return LLVMCreateMessage(toString(member.takeError()).c_str());
  Error error = writeArchive(path, *member, SymtabWritingMode::NormalSymtab, object::Archive::K_GNU,
                             /*Deterministic=*/true, /*Thin=*/false);
  return error ? LLVMCreateMessage(toString(std::move(error)).c_str()) : nullptr;
}
