// One secret of a vault, and who may read it.

import { roleIds } from '../roles.bicep'

@description('Vault that it is in.')
param vaultName string

@description('Its name there.')
param name string

@secure()
@description('What it says.')
param value string

@description('Tags for the secret.')
param tags object

@description('Object ids of the identities that may read it, and no other secret by this.')
param readers array

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2025-05-01' = {
  parent: vault
  name: name
  tags: tags
  properties: {
    value: value
    attributes: { enabled: true }
  }
}

resource read 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: {
    scope: secret
    name: guid(secret.id, reader, roleIds.keyVaultSecretsUser)
    properties: {
      principalId: reader
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsUser)
    }
  }
]

@description('Address of the secret without a version: whoever follows it gets the newest.')
output uri string = '${vault.properties.vaultUri}secrets/${name}'
