// BCP037
module a 'module.bicep' = {
  name: 'a'
  params: { needed: 'x', unknown: 1 }
}
