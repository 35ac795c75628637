// BCP091
module a 'missing.bicep' = {
  name: 'a'
}
