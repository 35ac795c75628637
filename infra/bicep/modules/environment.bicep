// Where containers run.

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Subnet of its own, delegated to Microsoft.App/environments.')
param subnetId string

@description('Whether apps may be open to the internet.')
param public bool

@description('Replicas in several zones. Fixed once the environment is made.')
param zoneRedundant bool

@description('Workspace for console and system logs.')
param workspaceId string

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: 'cae-${suffix}'
  location: location
  tags: tags
  properties: {
    zoneRedundant: zoneRedundant
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: !public }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: { destination: 'azure-monitor' }
    peerTrafficConfiguration: { encryption: { enabled: true } }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

@description('Resource id.')
output id string = environment.id

@description('Domain that its apps are found under.')
output domain string = environment.properties.defaultDomain

@description('Address of its ingress.')
output ip string = environment.properties.staticIp
