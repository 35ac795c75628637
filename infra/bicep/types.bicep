// What several modules hand to each other.

@export()
@description('A managed identity.')
type identity = {
  @description('Resource id, to attach it.')
  id: string

  @description('Name; PostgreSQL\'s role has the same.')
  name: string

  @description('Client id, to ask for tokens as it.')
  clientId: string

  @description('Object id, to give it roles.')
  principalId: string
}

@export()
@description('Who may call the gateway.')
type access = {
  @description('Tenant that issues tokens.')
  tenantId: string

  @description('Audience of the tokens: the application id URI or client id of the gateway\'s app registration.')
  audience: string

  @description('Web pages that may call, separated by commas.')
  corsOrigins: string
}

@export()
@description('Who may call the function app, by Entra tokens.')
type signIn = {
  @description('Client id of the app registration that stands for it; empty: nobody is asked for a token.')
  clientId: string

  @description('What tokens call it: the registration\'s identifier.')
  audience: string

  @description('Tenant that issues them.')
  tenantId: string

  @description('Client id of the only program that may call.')
  callerClientId: string
}

@export()
@description('Addresses of a storage account\'s services.')
type storageServices = {
  @description('Blobs.')
  blobUri: string

  @description('Queues.')
  queueUri: string

  @description('Tables.')
  tableUri: string
}

@export()
@description('A setting of a container.')
type setting = {
  @description('Environment variable.')
  name: string

  @description('What it says.')
  value: string
}

@export()
@description('Model provider.')
type model = {
  @description('Base address of an OpenAI-compatible server; empty: OpenAI\'s own.')
  endpoint: string

  @description('Model for tasks that name none.')
  name: string

  @description('Resource id of an Azure OpenAI account to call with the identity in place of a key; empty: none.')
  accountId: string
}
