// secure-parameter-default
@secure()
param key string = 'abc'

output length int = length(key)
