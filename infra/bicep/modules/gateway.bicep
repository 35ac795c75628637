// The gateway. Clients' HTTP/2 (gRPC, gRPC-web) and HTTP/1.1 (gRPC-web) end at the ingress, which speaks HTTP/2 without TLS to
// port 8081; probes are plain HTTP/1.1 and go to 8080. The ingress ends a request that is silent for 4 minutes: event streams
// carry a heartbeat every 20 seconds.

import { setting } from '../types.bicep'

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Container environment.')
param environmentId string

@description('Image, with its tag.')
param image string

@description('Host of the registry.')
param registryServer string

@description('Resource id of the gateway\'s identity.')
param identityId string

@description('Client id of the gateway\'s identity.')
param identityClientId string

@description('Cores of one replica.')
param cpu string

@description('Memory of one replica.')
param memory string

@description('Fewest replicas.')
param replicasMin int

@description('Most replicas.')
param replicasMax int

@description('Calls and open streams that one replica should carry.')
param concurrentRequests int

@description('Connection string of the database; it has no password.')
param database string

@description('Address of the function app.')
param functionsUrl string

@description('Vault address of the key that opens the function app\'s starters.')
param functionKeySecretUri string

@description('Settings that this module does not know by itself, e.g. who may call.')
param settings setting[]

@description('Where to send telemetry.')
param insightsConnectionString string

var fixed = [
  { name: 'ORCHESTRATOR_BIND', value: '*' }
  { name: 'ORCHESTRATOR_HTTP_PORT', value: '8080' }
  { name: 'ORCHESTRATOR_H2C_PORT', value: '8081' }
  { name: 'ORCHESTRATOR_DB', value: database }
  { name: 'ORCHESTRATOR_DB_AUTH', value: 'entra' }
  { name: 'ORCHESTRATOR_FUNCTIONS_URL', value: functionsUrl }
  { name: 'ORCHESTRATOR_FUNCTION_KEY', secretRef: 'function-key' }
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnectionString }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${identityClientId};Authorization=AAD' }
]

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'ca-gateway-${suffix}'
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
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: 8081
        transport: 'http2'
        allowInsecure: false
        traffic: [{ latestRevision: true, weight: 100 }]
      }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: [{ name: 'function-key', keyVaultUrl: functionKeySecretUri, identity: identityId }]
    }
    template: {
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'gateway'
          image: image
          resources: { cpu: json(cpu), memory: memory }
          env: concat(fixed, settings)
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/health/live', port: 8080 }
              periodSeconds: 2
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health/live', port: 8080 }
              periodSeconds: 10
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/health/ready', port: 8080 }
              periodSeconds: 5
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: replicasMin
        maxReplicas: replicasMax
        rules: [
          {
            name: 'requests'
            http: { metadata: { concurrentRequests: string(concurrentRequests) } }
          }
          {
            name: 'cpu'
            custom: { type: 'cpu', metadata: { type: 'Utilization', value: '70' } }
          }
        ]
      }
    }
  }
}

@description('Resource id.')
output id string = app.id

@description('Address for clients.')
output url string = 'https://${app.properties.configuration.ingress.fqdn}'
