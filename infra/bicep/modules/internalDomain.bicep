// The name of an environment without public ingress, for whoever is inside the network.

@description('Tags for everything made here.')
param tags object

@description('Domain of the environment.')
param domain string

@description('Address of its ingress.')
param ip string

@description('Network that resolves it.')
param networkId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: domain
  location: 'global'
  tags: tags

  resource any 'A' = {
    name: '*'
    properties: { ttl: 3600, aRecords: [{ ipv4Address: ip }] }
  }

  resource link 'virtualNetworkLinks' = {
    name: 'orchestrator'
    location: 'global'
    tags: tags
    properties: { virtualNetwork: { id: networkId }, registrationEnabled: false }
  }
}
