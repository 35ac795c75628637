// Container images. Pushed and pulled with Entra tokens only.

import { roleIds } from '../roles.bicep'

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Reached from the network alone; needs the Premium tier.')
param private bool

@description('Object ids of the identities that pull images.')
param pullers array

@description('Workspace for its logs.')
param workspaceId string

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: 'crorch${replace(suffix, '-', '')}'
  location: location
  tags: tags
  sku: { name: private ? 'Premium' : 'Basic' }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkRuleBypassOptions: 'AzureServices'
  }
}

resource pull 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for puller in pullers: {
    scope: registry
    name: guid(registry.id, puller, roleIds.acrPull)
    properties: {
      principalId: puller
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.acrPull)
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: registry
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

@description('Resource id.')
output id string = registry.id

@description('Name, for az acr.')
output name string = registry.name

@description('Host of the images.')
output loginServer string = registry.properties.loginServer
