// A door to one resource in the endpoints' subnet, found under the resource's own public name.

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@description('Name of the endpoint.')
param name string

@description('Resource that it leads to.')
param targetId string

@description('Part of the resource, e.g. blob, sites, vault.')
param group string

@description('Subnet that it stands in.')
param subnetId string

@description('Private DNS zone that it registers in.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    customNetworkInterfaceName: 'nic-${name}'
    privateLinkServiceConnections: [
      {
        name: group
        properties: {
          privateLinkServiceId: targetId
          groupIds: [group]
        }
      }
    ]
  }

  resource registration 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: group
          properties: { privateDnsZoneId: zoneId }
        }
      ]
    }
  }
}
