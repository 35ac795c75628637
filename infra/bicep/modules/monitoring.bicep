// Where logs, traces and metrics go: one workspace, and Application Insights on it.

import { roleIds } from '../roles.bicep'

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Days that logs are kept.')
param retentionDays int

@description('GiB a day, after which ingestion stops until the next day.')
param dailyGB int

@description('Object ids of the identities that send telemetry.')
param senders array

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-${suffix}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyGB }
    features: { enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${suffix}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Telemetry is taken from identities, not from whoever knows the key.
    DisableLocalAuth: true
  }
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for sender in senders: {
    scope: insights
    name: guid(insights.id, sender, roleIds.monitoringMetricsPublisher)
    properties: {
      principalId: sender
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.monitoringMetricsPublisher)
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'audit'
  properties: {
    workspaceId: workspace.id
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

@description('Resource id of the Log Analytics workspace.')
output workspaceId string = workspace.id

@description('Resource id of Application Insights.')
output insightsId string = insights.id

@description('Where to send telemetry; opens nothing without an identity\'s token.')
output connectionString string = insights.properties.ConnectionString
