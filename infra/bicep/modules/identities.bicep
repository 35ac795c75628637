// One identity for each process that acts: what one may do, the others may not.

import { identity } from '../types.bicep'

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

resource gateway 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-gateway-${suffix}'
  location: location
  tags: tags
}

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-functions-${suffix}'
  location: location
  tags: tags
}

resource migration 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-migration-${suffix}'
  location: location
  tags: tags
}

@description('Of the gateway: reads and writes rows, calls the function app.')
output gateway identity = {
  id: gateway.id
  name: gateway.name
  clientId: gateway.properties.clientId
  principalId: gateway.properties.principalId
}

@description('Of the function app: reads and writes rows, runs orchestrations, calls models.')
output functions identity = {
  id: functions.id
  name: functions.name
  clientId: functions.properties.clientId
  principalId: functions.properties.principalId
}

@description('Of the migration job: the only one that may change the schema.')
output migration identity = {
  id: migration.id
  name: migration.name
  clientId: migration.properties.clientId
  principalId: migration.properties.principalId
}
