// The job that migrates: orchestrator db migrate, as the one identity that may change the schema. It also makes the hosts'
// roles, which may use the schema and not change it. Started by each deployment before the hosts get their new version.

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Container environment.')
param environmentId string

@description('Image of the command orchestrator, with its tag.')
param image string

@description('Host of the registry.')
param registryServer string

@description('Resource id of the migrating identity.')
param identityId string

@description('Client id of the migrating identity.')
param identityClientId string

@description('Connection string of the database; it has no password.')
param database string

@description('Hosts\' roles, as name=object id.')
param hostRoles string[]

resource job 'Microsoft.App/jobs@2025-07-01' = {
  name: 'caj-migrate-${suffix}'
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      replicaTimeout: 1800
      replicaRetryLimit: 1
      registries: [{ server: registryServer, identity: identityId }]
    }
    template: {
      containers: [
        {
          name: 'migrate'
          image: image
          args: concat(['db', 'migrate'], flatten(map(hostRoles, role => ['--host-role', role])))
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'ORCHESTRATOR_DB', value: database }
            { name: 'ORCHESTRATOR_DB_AUTH', value: 'entra' }
            { name: 'AZURE_CLIENT_ID', value: identityClientId }
          ]
        }
      ]
    }
  }
}

@description('Name, to start it.')
output name string = job.name
