// Durable Task Scheduler: the managed backend, in place of the storage account's queues and tables.

import { roleIds } from '../roles.bicep'

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Object id of the function app\'s identity.')
param functionsPrincipalId string

@description('Reached from the network alone.')
param private bool

var hubName = 'orchestrator'

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: 'dts-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'Consumption' }
    ipAllowlist: ['0.0.0.0/0']
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
  }

  resource hub 'taskHubs' = {
    name: hubName
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler::hub
  name: guid(scheduler::hub.id, functionsPrincipalId, roleIds.durableTaskDataContributor)
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.durableTaskDataContributor)
  }
}

@description('Resource id.')
output id string = scheduler.id

@description('Address of the scheduler.')
output endpoint string = scheduler.properties.endpoint

@description('Task hub.')
output hub string = hubName
