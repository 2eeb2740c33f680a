// placeholder
print("macros")
