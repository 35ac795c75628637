// The function app on Flex Consumption: docs/decisions says why not in a container. Its own address is closed to the internet;
// the gateway comes through a private endpoint.

import { signIn as signInType, storageServices } from '../types.bicep'

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Subnet that its calls come from.')
param subnetId string

@description('Resource id of its identity.')
param identityId string

@description('Client id of its identity.')
param identityClientId string

@description('Container that it is deployed to.')
param packageUri string

@description('Storage services, for the host and with the Azure Storage provider for the hub.')
param storage storageServices

@description('Vault that keeps the host\'s keys.')
param hostKeysVaultUri string

@description('Memory of one instance, in MiB.')
param instanceMB int

@description('Most instances.')
param instancesMax int

@description('Instances that always wait for durable work.')
param alwaysReady int

@description('Instances in several zones.')
param zoneRedundant bool

@description('Deployment endpoint reached from the network alone.')
param private bool

@description('Connection string of the database; it has no password.')
param database string

@description('Settings that this module does not know by itself: the model, the scheduler.')
param settings object

@description('Who may call it, by Entra tokens; the function key is asked for all the same.')
param signIn signInType

@description('Where to send telemetry.')
param insightsConnectionString string

@description('Workspace for its logs.')
param workspaceId string

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'asp-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    virtualNetworkSubnetId: subnetId
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUri
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMB
        maximumInstanceCount: instancesMax
        alwaysReady: alwaysReady == 0 ? [] : [{ name: 'durable', instanceCount: alwaysReady }]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      // Private endpoints are not subject to these rules. The deployment endpoint takes Entra tokens only.
      ipSecurityRestrictionsDefaultAction: 'Deny'
      scmIpSecurityRestrictionsDefaultAction: private ? 'Deny' : 'Allow'
    }
  }

  resource deploymentLogin 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftpLogin 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(
      {
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        AzureWebJobsStorage__blobServiceUri: storage.blobUri
        AzureWebJobsStorage__queueServiceUri: storage.queueUri
        AzureWebJobsStorage__tableServiceUri: storage.tableUri
        AzureWebJobsSecretStorageType: 'keyvault'
        AzureWebJobsSecretStorageKeyVaultUri: hostKeysVaultUri
        AzureWebJobsSecretStorageKeyVaultClientId: identityClientId
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        AZURE_CLIENT_ID: identityClientId
        ORCHESTRATOR_DB: database
        ORCHESTRATOR_DB_AUTH: 'entra'
      },
      settings
    )
  }
}

// The platform turns everybody else away before the Functions host sees the call. A token of version 2 has the client id for its
// audience, one of version 1 the identifier.
resource authentication 'Microsoft.Web/sites/config@2024-11-01' = if (!empty(signIn.clientId)) {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true }
    globalValidation: { requireAuthentication: true, unauthenticatedClientAction: 'Return401' }
    httpSettings: { requireHttps: true }
    login: { tokenStore: { enabled: false } }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: signIn.clientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${signIn.tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [signIn.audience, signIn.clientId]
          defaultAuthorizationPolicy: { allowedApplications: [signIn.callerClientId] }
        }
      }
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id.')
output id string = app.id

@description('Name, to deploy to.')
output name string = app.name

@description('Address; resolves to the private endpoint inside the network.')
output url string = 'https://${app.properties.defaultHostName}'
