// BCP035
module a 'module.bicep' = {
  name: 'a'
}
