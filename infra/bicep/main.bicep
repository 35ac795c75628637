// One environment of Orchestrator: a resource group with everything in it. docs/deployment.md goes through it step by step.

targetScope = 'subscription'

import { sizes } from 'sizes.bicep'
import { access as accessType, model as modelType } from 'types.bicep'

@minLength(2)
@maxLength(8)
@description('Name of the environment, lower-case letters and digits: part of every resource\'s name.')
param environmentName string

@description('Region of everything.')
param location string

@description('Sizes, retention and redundancy: dev or prod of sizes.bicep, or one of your own.')
param size sizes

@description('Further tags.')
param tags object = {}

@description('Address range of the network, at least a /22 that no network it is joined to uses.')
param addressPrefix string = '10.60.0.0/22'

@description('Gateway open to the internet; otherwise to the network alone.')
param publicGateway bool = true

@description('Registry, function app\'s deployment endpoint and scheduler\'s dashboard reached from the network alone; deployments then need a runner inside it.')
param privateDeployment bool = false

@description('Durable Task Scheduler in place of the storage account\'s queues and tables. Instances do not move from one to the other.')
param useScheduler bool = false

@description('Tag of the images orchestrator-gateway and orchestrator-cli in the registry; empty on the first deployment, which makes the registry.')
param imageTag string = ''

@description('Mail addresses for alerts.')
param alertMails string[] = []

@minValue(1)
@description('US dollars of model calls within an hour that are worth a mail.')
param modelCostHourly int = 20

@description('Who may call the gateway.')
param access accessType

@description('Client id of the app registration that stands for the function app, with api://<client id> as its identifier: callers then need a token of the gateway\'s identity beside the key. Empty: the key alone.')
param functionsClientId string = ''

@description('Model provider.')
param model modelType = { endpoint: '', name: '', accountId: '' }

@secure()
@description('The model provider\'s key; empty: answers are simulated, or the identity is used.')
param modelKey string = ''

@secure()
@minLength(32)
@description('Key of the function app\'s starters: random, e.g. from openssl rand -hex 32, and the same on every deployment.')
param functionKey string

@secure()
@minLength(32)
@description('The function host\'s master key, made likewise.')
param hostMasterKey string

var allTags = union(tags, { product: 'orchestrator', environment: environmentName, 'azd-env-name': environmentName })
var suffix = '${environmentName}-${take(uniqueString(subscription().id, environmentName, location), 8)}'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-orchestrator-${environmentName}'
  location: location
  tags: allTags
}

module orchestrator 'orchestrator.bicep' = {
  name: 'orchestrator'
  scope: group
  params: {
    location: location
    tags: allTags
    suffix: suffix
    size: size
    addressPrefix: addressPrefix
    publicGateway: publicGateway
    privateDeployment: privateDeployment
    useScheduler: useScheduler
    imageTag: imageTag
    alertMails: alertMails
    modelCostHourly: modelCostHourly
    access: access
    functionsClientId: functionsClientId
    model: model
    modelKey: modelKey
    functionKey: functionKey
    hostMasterKey: hostMasterKey
  }
}

@description('Resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Registry, for az acr.')
output AZURE_CONTAINER_REGISTRY_NAME string = orchestrator.outputs.registryName

@description('Host of the images.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = orchestrator.outputs.registryServer

@description('Function app, to deploy to.')
output ORCHESTRATOR_FUNCTION_APP string = orchestrator.outputs.functionAppName

@description('Job that migrates; empty until there are images.')
output ORCHESTRATOR_MIGRATION_JOB string = orchestrator.outputs.migrationJobName

@description('Address for clients, as the command line reads it; empty until there are images.')
output ORCHESTRATOR_GATEWAY string = orchestrator.outputs.gatewayUrl
