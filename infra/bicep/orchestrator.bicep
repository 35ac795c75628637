// Everything of one environment, in its resource group.

import { sizes } from 'sizes.bicep'
import { access as accessType, model as modelType } from 'types.bicep'

@description('Region.')
param location string

@description('Tags for everything that can have them.')
param tags object

@minLength(8)
@description('Ending of resource names: environment and a part that is unique in the world.')
param suffix string

@description('Sizes, retention and redundancy.')
param size sizes

@description('Address range of the network.')
param addressPrefix string

@description('Gateway open to the internet; otherwise to the network alone.')
param publicGateway bool

@description('Registry, deployment endpoint and scheduler\'s dashboard reached from the network alone.')
param privateDeployment bool

@description('Durable Task Scheduler in place of the storage account\'s queues and tables.')
param useScheduler bool

@description('Tag of the images in the registry; empty as long as there are none.')
param imageTag string

@description('Where alerts go.')
param alertMails string[]

@description('US dollars of model calls within an hour that are worth a mail.')
param modelCostHourly int

@description('Who may call the gateway.')
param access accessType

@description('Client id of the app registration that stands for the function app, with api://<client id> as its identifier: callers then need a token of the gateway\'s identity beside the key. Empty: the key alone.')
param functionsClientId string

@description('Model provider.')
param model modelType

@secure()
@description('The model provider\'s key; empty: answers are simulated, or the identity is used.')
param modelKey string

@secure()
@description('Key of the function app\'s starters.')
param functionKey string

@secure()
@description('The function host\'s master key.')
param hostMasterKey string

var zoneNames = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
  'privatelink.vaultcore.azure.net'
  'privatelink.postgres.database.azure.com'
  'privatelink.azurewebsites.net'
  'privatelink.azurecr.io'
  'privatelink.durabletask.io'
]

module identities 'modules/identities.bicep' = {
  name: 'identities'
  params: { location: location, tags: tags, suffix: suffix }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    tags: tags
    suffix: suffix
    retentionDays: size.logDays
    dailyGB: size.logDailyGB
    senders: [identities.outputs.gateway.principalId, identities.outputs.functions.principalId]
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    location: location
    tags: tags
    suffix: suffix
    addressPrefix: addressPrefix
    publicGateway: publicGateway
    zoneNames: zoneNames
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    location: location
    tags: tags
    suffix: suffix
    private: privateDeployment
    pullers: [identities.outputs.gateway.principalId, identities.outputs.migration.principalId]
    workspaceId: monitoring.outputs.workspaceId
  }
}

module secretsVault 'modules/keyVault.bicep' = {
  name: 'secrets-vault'
  params: { location: location, tags: tags, name: 'kv-${suffix}', workspaceId: monitoring.outputs.workspaceId }
}

module hostKeysVault 'modules/keyVault.bicep' = {
  name: 'host-keys-vault'
  params: { location: location, tags: tags, name: 'kvh-${suffix}', workspaceId: monitoring.outputs.workspaceId }
}

module modelKeySecret 'modules/secret.bicep' = if (!empty(modelKey)) {
  name: 'secret-model-key'
  params: {
    vaultName: secretsVault.outputs.name
    name: 'model-key'
    value: modelKey
    tags: tags
    readers: [identities.outputs.functions.principalId]
  }
}

module hostKeys 'modules/hostKeys.bicep' = {
  name: 'host-keys'
  params: {
    vaultName: hostKeysVault.outputs.name
    tags: tags
    gatewayKey: functionKey
    masterKey: hostMasterKey
    gatewayPrincipalId: identities.outputs.gateway.principalId
    functionsPrincipalId: identities.outputs.functions.principalId
  }
}

module modelAccess 'modules/modelAccess.bicep' = if (!empty(model.accountId)) {
  name: 'model-access'
  // A resource id's parts: 2 is the subscription, 4 the resource group, 8 the name.
  scope: resourceGroup(split(model.accountId, '/')[2], split(model.accountId, '/')[4])
  params: {
    accountName: split(model.accountId, '/')[8]
    principalId: identities.outputs.functions.principalId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    tags: tags
    suffix: suffix
    zoneRedundant: size.zoneRedundant
    functionsPrincipalId: identities.outputs.functions.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module postgres 'modules/postgres.bicep' = {
  name: 'postgres'
  params: {
    location: location
    tags: tags
    suffix: suffix
    sku: size.database.sku
    tier: size.database.tier
    storageGB: size.database.storageGB
    zoneRedundant: size.database.zoneRedundant
    backupDays: size.database.backupDays
    geoRedundantBackup: size.database.geoRedundantBackup
    administratorId: identities.outputs.migration.principalId
    administratorName: identities.outputs.migration.name
    workspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler 'modules/scheduler.bicep' = if (useScheduler) {
  name: 'scheduler'
  params: {
    location: location
    tags: tags
    suffix: suffix
    functionsPrincipalId: identities.outputs.functions.principalId
    private: privateDeployment
  }
}

module hosts 'hosts.bicep' = {
  name: 'hosts'
  params: {
    location: location
    tags: tags
    suffix: suffix
    size: size
    publicGateway: publicGateway
    privateDeployment: privateDeployment
    imageTag: imageTag
    access: access
    functionsClientId: functionsClientId
    modelSettings: union(
      {
        ORCHESTRATOR_LLM_ENDPOINT: model.endpoint
        ORCHESTRATOR_LLM_MODEL: model.name
        ORCHESTRATOR_LLM_AUTH: empty(model.accountId) ? 'key' : 'entra'
      },
      empty(modelKey) ? {} : { ORCHESTRATOR_LLM_KEY: '@Microsoft.KeyVault(SecretUri=${modelKeySecret.?outputs.uri})' }
    )
    schedulerSettings: useScheduler
      ? {
          DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${scheduler!.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identities.outputs.functions.clientId}'
          AzureFunctionsJobHost__extensions__durableTask__hubName: scheduler!.outputs.hub
          AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
          AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
        }
      : {}
    gatewayIdentity: identities.outputs.gateway
    functionsIdentity: identities.outputs.functions
    migrationIdentity: identities.outputs.migration
    gatewaySubnetId: network.outputs.gatewaySubnetId
    functionsSubnetId: network.outputs.functionsSubnetId
    networkId: network.outputs.id
    registryServer: registry.outputs.loginServer
    databaseHost: postgres.outputs.host
    databaseName: postgres.outputs.database
    storage: {
      blobUri: storage.outputs.blobUri
      queueUri: storage.outputs.queueUri
      tableUri: storage.outputs.tableUri
    }
    packageUri: storage.outputs.packageUri
    hostKeysVaultUri: hostKeysVault.outputs.uri
    gatewayKeyUri: hostKeys.outputs.gatewayKeyUri
    insightsConnectionString: monitoring.outputs.connectionString
    workspaceId: monitoring.outputs.workspaceId
  }
}

var endpoints = filter(
  [
    { name: 'blob', group: 'blob', zone: 0, wanted: true }
    { name: 'queue', group: 'queue', zone: 1, wanted: true }
    { name: 'table', group: 'table', zone: 2, wanted: true }
    { name: 'secrets', group: 'vault', zone: 3, wanted: true }
    { name: 'hostkeys', group: 'vault', zone: 3, wanted: true }
    { name: 'postgres', group: 'postgresqlServer', zone: 4, wanted: true }
    { name: 'functions', group: 'sites', zone: 5, wanted: true }
    { name: 'registry', group: 'registry', zone: 6, wanted: privateDeployment }
    { name: 'scheduler', group: 'scheduler', zone: 7, wanted: useScheduler }
  ],
  endpoint => endpoint.wanted
)

var targets = {
  blob: storage.outputs.id
  queue: storage.outputs.id
  table: storage.outputs.id
  secrets: secretsVault.outputs.id
  hostkeys: hostKeysVault.outputs.id
  postgres: postgres.outputs.id
  functions: hosts.outputs.functionsId
  registry: registry.outputs.id
  scheduler: useScheduler ? scheduler!.outputs.id : ''
}

module privateEndpoints 'modules/privateEndpoint.bicep' = [
  for endpoint in endpoints: {
    name: 'endpoint-${endpoint.name}'
    params: {
      location: location
      tags: tags
      name: 'pe-${endpoint.name}-${suffix}'
      targetId: targets[endpoint.name]
      group: endpoint.group
      subnetId: network.outputs.endpointsSubnetId
      zoneId: network.outputs.zoneIds[endpoint.zone]
    }
  }
]

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    tags: tags
    suffix: suffix
    workspaceId: monitoring.outputs.workspaceId
    databaseId: postgres.outputs.id
    mails: alertMails
    modelCostHourly: modelCostHourly
    monthlyBudget: size.monthlyBudget
  }
}

@description('Registry, for az acr.')
output registryName string = registry.outputs.name

@description('Host of the images.')
output registryServer string = registry.outputs.loginServer

@description('Function app, to deploy to.')
output functionAppName string = hosts.outputs.functionAppName

@description('Job that migrates; empty until there are images.')
output migrationJobName string = hosts.outputs.migrationJobName

@description('Address for clients; empty until there are images.')
output gatewayUrl string = hosts.outputs.gatewayUrl
