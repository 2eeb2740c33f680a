// placeholder
print("nabla")
