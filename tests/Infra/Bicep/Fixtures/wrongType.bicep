// BCP036
resource a 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: 'abc'
  location: 'x'
  properties: { tenantId: 'x', sku: { family: 'A', name: 'standard' }, enablePurgeProtection: 'yes' }
}
