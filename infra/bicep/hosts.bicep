// What runs: gateway and migration job in containers, the function app.

import { sizes } from 'sizes.bicep'
import { access as accessType, identity, storageServices } from 'types.bicep'

@description('Region.')
param location string

@description('Tags for everything that can have them.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Sizes, retention and redundancy.')
param size sizes

@description('Gateway open to the internet; otherwise to the network alone.')
param publicGateway bool

@description('Deployment endpoint of the function app reached from the network alone.')
param privateDeployment bool

@description('Tag of the images in the registry; empty as long as there are none, and then gateway and job are not made.')
param imageTag string

@description('Who may call the gateway.')
param access accessType

@description('Client id of the app registration that stands for the function app, with api://<client id> as its identifier: callers then need a token of the gateway\'s identity beside the key. Empty: the key alone.')
param functionsClientId string

@description('The model provider, as settings of the function app.')
param modelSettings object

@description('The Durable Task Scheduler, as settings of the function app; empty: the storage account.')
param schedulerSettings object

@description('The gateway\'s identity.')
param gatewayIdentity identity

@description('The function app\'s identity.')
param functionsIdentity identity

@description('The migrating identity.')
param migrationIdentity identity

@description('Subnet of the containers.')
param gatewaySubnetId string

@description('Subnet of the function app.')
param functionsSubnetId string

@description('The network.')
param networkId string

@description('Host of the registry.')
param registryServer string

@description('Host of the database.')
param databaseHost string

@description('Name of the database.')
param databaseName string

@description('Storage of the function app.')
param storage storageServices

@description('Container that the function app is deployed to.')
param packageUri string

@description('Vault of the function host\'s keys.')
param hostKeysVaultUri string

@description('Vault address of the gateway\'s key.')
param gatewayKeyUri string

@description('Where to send telemetry.')
param insightsConnectionString string

@description('Workspace for logs.')
param workspaceId string

// Entra tokens are the passwords.
var databaseOf = 'Host=${databaseHost};Database=${databaseName};SSL Mode=VerifyFull'

// What the gateway asks a token for, and what the function app takes.
var functionsAudience = 'api://${functionsClientId}'

var hasImages = !empty(imageTag)

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    location: location
    tags: tags
    suffix: suffix
    subnetId: gatewaySubnetId
    public: publicGateway
    zoneRedundant: size.zoneRedundant
    workspaceId: workspaceId
  }
}

module internalDomain 'modules/internalDomain.bicep' = if (!publicGateway) {
  name: 'internal-domain'
  params: {
    tags: tags
    domain: environment.outputs.domain
    ip: environment.outputs.ip
    networkId: networkId
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  params: {
    location: location
    tags: tags
    suffix: suffix
    subnetId: functionsSubnetId
    identityId: functionsIdentity.id
    identityClientId: functionsIdentity.clientId
    packageUri: packageUri
    storage: storage
    hostKeysVaultUri: hostKeysVaultUri
    instanceMB: size.functions.instanceMB
    instancesMax: size.functions.instancesMax
    alwaysReady: size.functions.alwaysReady
    zoneRedundant: size.zoneRedundant
    private: privateDeployment
    database: '${databaseOf};Username=${functionsIdentity.name};Maximum Pool Size=${size.functions.poolSize}'
    settings: union(modelSettings, schedulerSettings)
    signIn: {
      clientId: functionsClientId
      audience: functionsAudience
      tenantId: access.tenantId
      callerClientId: gatewayIdentity.clientId
    }
    insightsConnectionString: insightsConnectionString
    workspaceId: workspaceId
  }
}

module migration 'modules/migration.bicep' = if (hasImages) {
  name: 'migration'
  params: {
    location: location
    tags: tags
    suffix: suffix
    environmentId: environment.outputs.id
    image: '${registryServer}/orchestrator-cli:${imageTag}'
    registryServer: registryServer
    identityId: migrationIdentity.id
    identityClientId: migrationIdentity.clientId
    database: '${databaseOf};Username=${migrationIdentity.name}'
    hostRoles: [
      '${gatewayIdentity.name}=${gatewayIdentity.principalId}'
      '${functionsIdentity.name}=${functionsIdentity.principalId}'
    ]
  }
}

module gateway 'modules/gateway.bicep' = if (hasImages) {
  name: 'gateway'
  params: {
    location: location
    tags: tags
    suffix: suffix
    environmentId: environment.outputs.id
    image: '${registryServer}/orchestrator-gateway:${imageTag}'
    registryServer: registryServer
    identityId: gatewayIdentity.id
    identityClientId: gatewayIdentity.clientId
    cpu: size.gateway.cpu
    memory: size.gateway.memory
    replicasMin: size.gateway.replicasMin
    replicasMax: size.gateway.replicasMax
    concurrentRequests: size.gateway.concurrentRequests
    database: '${databaseOf};Username=${gatewayIdentity.name};Maximum Pool Size=${size.gateway.poolSize}'
    functionsUrl: functions.outputs.url
    functionKeySecretUri: gatewayKeyUri
    settings: [
      { name: 'ORCHESTRATOR_CORS_ORIGINS', value: access.corsOrigins }
      { name: 'ORCHESTRATOR_AUTH', value: empty(access.audience) ? 'api-key' : 'api-key,jwt' }
      { name: 'ORCHESTRATOR_JWT_AUTHORITY', value: '${az.environment().authentication.loginEndpoint}${access.tenantId}/v2.0' }
      { name: 'ORCHESTRATOR_JWT_AUDIENCE', value: access.audience }
      // Nothing but the ingress reaches the containers.
      { name: 'ORCHESTRATOR_TRUSTED_PROXIES', value: '*' }
      { name: 'ORCHESTRATOR_FUNCTIONS_SCOPE', value: empty(functionsClientId) ? '' : '${functionsAudience}/.default' }
    ]
    insightsConnectionString: insightsConnectionString
  }
}

@description('Resource id of the function app.')
output functionsId string = functions.outputs.id

@description('Function app, to deploy to.')
output functionAppName string = functions.outputs.name

@description('Job that migrates; empty until there are images.')
output migrationJobName string = migration.?outputs.name ?? ''

@description('Address for clients; empty until there are images.')
output gatewayUrl string = gateway.?outputs.url ?? ''
