// One network: a subnet for each host, one for the private endpoints, and the names under which these are found.

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Address range, at least a /22.')
param addressPrefix string

@description('Whether the gateway is open to the internet.')
param publicGateway bool

@description('Names of the private DNS zones that endpoints register in.')
param zoneNames string[]

var gatewayRange = cidrSubnet(addressPrefix, 24, 0)
var functionsRange = cidrSubnet(addressPrefix, 24, 1)
var endpointsRange = cidrSubnet(addressPrefix, 24, 2)

resource gatewayRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-gateway-${suffix}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'clients'
        properties: {
          description: 'TLS to the ingress; plain HTTP is answered with a redirect.'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: publicGateway ? 'Internet' : 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: gatewayRange
          destinationPortRanges: ['80', '443']
        }
      }
    ]
  }
}

resource functionsRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-functions-${suffix}'
  location: location
  tags: tags
}

resource endpointsRules 'Microsoft.Network/networkSecurityGroups@2025-05-01' = {
  name: 'nsg-endpoints-${suffix}'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'hosts'
        properties: {
          description: 'HTTPS and PostgreSQL from the two hosts\' subnets.'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefixes: [gatewayRange, functionsRange]
          sourcePortRange: '*'
          destinationAddressPrefix: endpointsRange
          destinationPortRanges: ['443', '5432']
        }
      }
      {
        name: 'nobody-else'
        properties: {
          description: 'Nor anything else of the network.'
          priority: 200
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: endpointsRange
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'gateway'
        properties: {
          addressPrefix: gatewayRange
          networkSecurityGroup: { id: gatewayRules.id }
          delegations: [{ name: 'containers', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'functions'
        properties: {
          addressPrefix: functionsRange
          networkSecurityGroup: { id: functionsRules.id }
          // Flex Consumption runs on the same service as Container Apps, and wants a subnet of its own.
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: endpointsRange
          networkSecurityGroup: { id: endpointsRules.id }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
    ]
  }

  resource gatewaySubnet 'subnets' existing = { name: 'gateway' }
  resource functionsSubnet 'subnets' existing = { name: 'functions' }
  resource endpointsSubnet 'subnets' existing = { name: 'endpoints' }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zoneNames: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, i) in zoneNames: {
    parent: zones[i]
    name: network.name
    location: 'global'
    tags: tags
    properties: {
      virtualNetwork: { id: network.id }
      registrationEnabled: false
    }
  }
]

@description('Resource id of the network.')
output id string = network.id

@description('Subnet of the container environment.')
output gatewaySubnetId string = network::gatewaySubnet.id

@description('Subnet that the function app\'s calls come from.')
output functionsSubnetId string = network::functionsSubnet.id

@description('Subnet of the private endpoints.')
output endpointsSubnetId string = network::endpointsSubnet.id

@description('Resource ids of the zones, in the order of their names.')
output zoneIds string[] = [for (name, i) in zoneNames: zones[i].id]
