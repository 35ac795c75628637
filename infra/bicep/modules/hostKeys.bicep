// The function host's keys. Both are made here: a vault without a master key counts as empty, and the host would then delete
// the gateway's key with whatever else it finds. docs/operations.md tells how to change them.

import { roleIds } from '../roles.bicep'

@description('Vault that has nothing else in it: the host deletes secrets that it does not know.')
param vaultName string

@description('Tags for the secrets.')
param tags object

@secure()
@description('Key that opens the starters, for the gateway.')
param gatewayKey string

@secure()
@description('Key that opens everything, for operators.')
param masterKey string

@description('Object id of the gateway\'s identity; it reads its own key and nothing else.')
param gatewayPrincipalId string

@description('Object id of the function app\'s identity; the host adds keys of its own, so it may write.')
param functionsPrincipalId string

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName
}

resource write 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, functionsPrincipalId, roleIds.keyVaultSecretsOfficer)
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.keyVaultSecretsOfficer)
  }
}

module master 'secret.bicep' = {
  name: 'secret-master-key'
  params: {
    vaultName: vaultName
    name: 'host--masterKey--master'
    value: masterKey
    tags: tags
    readers: []
  }
}

module gateway 'secret.bicep' = {
  name: 'secret-gateway-key'
  params: {
    vaultName: vaultName
    name: 'host--functionKey--gateway'
    value: gatewayKey
    tags: tags
    readers: [gatewayPrincipalId]
  }
}

@description('Vault address of the gateway\'s key.')
output gatewayKeyUri string = gateway.outputs.uri
