// A development environment: smallest sizes, one zone. Secrets come from the environment, never from a file.
using 'main.bicep'

import { dev } from 'sizes.bicep'

param environmentName = 'dev'
param location = 'westeurope'
param size = dev
param tags = { stage: 'development' }
param imageTag = readEnvironmentVariable('ORCHESTRATOR_IMAGE_TAG', '')
param access = {
  tenantId: readEnvironmentVariable('AZURE_TENANT_ID', '')
  audience: readEnvironmentVariable('ORCHESTRATOR_AUTH_AUDIENCE', '')
  corsOrigins: 'http://localhost:5173'
}
param modelKey = readEnvironmentVariable('ORCHESTRATOR_LLM_KEY', '')
param model = {
  endpoint: readEnvironmentVariable('ORCHESTRATOR_LLM_ENDPOINT', '')
  name: readEnvironmentVariable('ORCHESTRATOR_LLM_MODEL', '')
  accountId: readEnvironmentVariable('ORCHESTRATOR_LLM_ACCOUNT_ID', '')
}
param functionKey = readEnvironmentVariable('ORCHESTRATOR_FUNCTION_KEY')
param hostMasterKey = readEnvironmentVariable('ORCHESTRATOR_MASTER_KEY')
