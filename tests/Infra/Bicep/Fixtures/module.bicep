// none
@description('Needed.')
param needed string

output echo string = needed
