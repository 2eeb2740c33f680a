// Constants, uses and globals.

#include "CLLVM.h"

#include "llvm/ADT/APInt.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalAlias.h"
#include "llvm/IR/GlobalIFunc.h"
#include "llvm/IR/GlobalVariable.h"

using namespace llvm;

LLVMValueRef NBLConstantInt(LLVMTypeRef reference, int64_t value) {
  Type *type = unwrap(reference);
  if (type->isFPOrFPVectorTy())
    return wrap(ConstantFP::get(type, double(value)));
  return wrap(ConstantInt::get(type, APInt(type->getScalarSizeInBits(), uint64_t(value), true, true)));
}

LLVMValueRef NBLConstantFP(LLVMTypeRef type, double value) { return wrap(ConstantFP::get(unwrap(type), value)); }

LLVMValueRef NBLConstantAggregate(LLVMTypeRef reference, LLVMValueRef *elements, size_t count) {
  ArrayRef<Constant *> constants(unwrap<Constant>(elements, count), count);
  Type *type = unwrap(reference);
  if (auto *structure = dyn_cast<StructType>(type))
    return wrap(ConstantStruct::get(structure, constants));
  if (auto *array = dyn_cast<ArrayType>(type))
    return wrap(ConstantArray::get(array, constants));
  return wrap(ConstantVector::get(constants));
}

static const ConstantInt *integer(LLVMValueRef value) { return dyn_cast<ConstantInt>(unwrap(value)); }

bool NBLSignedConstant(LLVMValueRef value, int64_t *result) {
  const ConstantInt *constant = integer(value);
  if (!constant || constant->getValue().getSignificantBits() > 64)
    return false;
  *result = constant->getValue().getSExtValue();
  return true;
}

bool NBLUnsignedConstant(LLVMValueRef value, uint64_t *result) {
  const ConstantInt *constant = integer(value);
  if (!constant || constant->getValue().getActiveBits() > 64)
    return false;
  *result = constant->getValue().getZExtValue();
  return true;
}

bool NBLRawBytes(LLVMValueRef value, NBLString *result) {
  auto *data = dyn_cast<ConstantDataSequential>(unwrap(value));
  if (!data)
    return false;
  StringRef bytes = data->getRawDataValues();
  *result = {bytes.data(), bytes.size()};
  return true;
}

LLVMValueRef NBLAggregateElement(LLVMValueRef value, unsigned index) {
  auto *constant = dyn_cast<Constant>(unwrap(value));
  return constant ? wrap(constant->getAggregateElement(index)) : nullptr;
}

unsigned NBLOperandCount(LLVMValueRef value) {
  auto *user = dyn_cast<User>(unwrap(value));
  return user ? user->getNumOperands() : 0;
}

LLVMUseRef NBLFirstUse(LLVMValueRef value) {
  return unwrap(value)->hasUseList() ? LLVMGetFirstUse(value) : nullptr;
}

unsigned NBLUseOperandIndex(LLVMUseRef use) { return reinterpret_cast<Use *>(use)->getOperandNo(); }

void NBLEraseGlobal(LLVMValueRef global) {
  Value *value = unwrap(global);
  if (auto *object = dyn_cast<GlobalValue>(value))
    object->eraseFromParent();
}

unsigned NBLScalableMinimumCount(LLVMTypeRef type) {
  return cast<VectorType>(unwrap(type))->getElementCount().getKnownMinValue();
}

void NBLDeleteBody(LLVMValueRef function) { unwrap<Function>(function)->deleteBody(); }
