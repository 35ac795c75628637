// What azd deploys: everything from its environment (azd env set NAME value). ORCHESTRATOR_SIZE chooses dev or prod.
using 'main.bicep'

import { dev, prod } from 'sizes.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param size = readEnvironmentVariable('ORCHESTRATOR_SIZE', 'dev') == 'prod' ? prod : dev
param publicGateway = readEnvironmentVariable('ORCHESTRATOR_PUBLIC_GATEWAY', 'true') == 'true'
param privateDeployment = readEnvironmentVariable('ORCHESTRATOR_PRIVATE_DEPLOYMENT', 'false') == 'true'
param useScheduler = readEnvironmentVariable('ORCHESTRATOR_SCHEDULER', 'false') == 'true'
param imageTag = readEnvironmentVariable('ORCHESTRATOR_IMAGE_TAG', '')
param alertMails = filter(split(readEnvironmentVariable('ORCHESTRATOR_ALERT_MAILS', ''), ','), mail => !empty(mail))
param access = {
  tenantId: readEnvironmentVariable('AZURE_TENANT_ID', '')
  audience: readEnvironmentVariable('ORCHESTRATOR_AUTH_AUDIENCE', '')
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
