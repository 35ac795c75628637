// The database. No passwords, no public address; its one administrator is the migration job's identity.

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('SKU of the server.')
param sku string

@description('Price tier of the SKU.')
param tier string

@description('Disk, in GiB.')
param storageGB int

@description('A standby in another zone.')
param zoneRedundant bool

@description('How far back a point-in-time restore reaches, in days.')
param backupDays int

@description('Backups in the paired region as well.')
param geoRedundantBackup bool

@description('Object id of the identity that migrates.')
param administratorId string

@description('Name of the identity that migrates; its role in the database has the same.')
param administratorName string

@description('Workspace for its logs.')
param workspaceId string

var databaseName = 'orchestrator'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: 'psql-${suffix}'
  location: location
  tags: tags
  sku: { name: sku, tier: tier }
  properties: {
    version: '17'
    createMode: 'Default'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: { storageSizeGB: storageGB, autoGrow: 'Enabled' }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: geoRedundantBackup ? 'Enabled' : 'Disabled'
    }
    highAvailability: { mode: zoneRedundant ? 'ZoneRedundant' : 'Disabled' }
    network: { publicNetworkAccess: 'Disabled' }
    maintenanceWindow: { customWindow: 'Enabled', dayOfWeek: 0, startHour: 2, startMinute: 0 }
  }

  // The server takes one change at a time, hence the order below.
  resource extensions 'configurations' = {
    name: 'azure.extensions'
    properties: { value: 'PG_TRGM', source: 'user-override' }
  }

  resource slowStatements 'configurations' = {
    name: 'log_min_duration_statement'
    properties: { value: '1000', source: 'user-override' }
    dependsOn: [extensions]
  }

  resource database 'databases' = {
    name: databaseName
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
    dependsOn: [slowStatements]
  }

  resource administrator 'administrators' = {
    name: administratorId
    properties: {
      principalName: administratorName
      principalType: 'ServicePrincipal'
      tenantId: tenant().tenantId
    }
    dependsOn: [database]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: server
  name: 'server'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'PostgreSQLLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id.')
output id string = server.id

@description('Host name; resolves to the private endpoint inside the network.')
output host string = server.properties.fullyQualifiedDomainName

@description('Name of the database.')
output database string = databaseName
