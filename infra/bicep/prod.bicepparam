// Production: zones, standby, geo-redundant backup, deployment from inside the network.
using 'main.bicep'

import { prod } from 'sizes.bicep'

param environmentName = 'prod'
param location = 'westeurope'
param size = prod
param tags = { stage: 'production' }
param publicGateway = true
param privateDeployment = true
param imageTag = readEnvironmentVariable('ORCHESTRATOR_IMAGE_TAG', '')
param alertMails = split(readEnvironmentVariable('ORCHESTRATOR_ALERT_MAILS'), ',')
param access = {
  tenantId: readEnvironmentVariable('AZURE_TENANT_ID')
  audience: readEnvironmentVariable('ORCHESTRATOR_AUTH_AUDIENCE')
  corsOrigins: readEnvironmentVariable('ORCHESTRATOR_CORS_ORIGINS', '')
}
param functionsClientId = readEnvironmentVariable('ORCHESTRATOR_FUNCTIONS_CLIENT_ID', '')
param modelKey = readEnvironmentVariable('ORCHESTRATOR_LLM_KEY', '')
param model = {
  endpoint: readEnvironmentVariable('ORCHESTRATOR_LLM_ENDPOINT', '')
  name: readEnvironmentVariable('ORCHESTRATOR_LLM_MODEL', '')
  accountId: readEnvironmentVariable('ORCHESTRATOR_LLM_ACCOUNT_ID', '')
}
param functionKey = readEnvironmentVariable('ORCHESTRATOR_FUNCTION_KEY')
param hostMasterKey = readEnvironmentVariable('ORCHESTRATOR_MASTER_KEY')
