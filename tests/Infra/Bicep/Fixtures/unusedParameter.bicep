// no-unused-params
param unused string
