// What an environment may cost and how much it carries. docs/operations.md has the arithmetic.

@export()
@description('Sizes, retention and redundancy of one environment.')
type sizes = {
  @description('PostgreSQL.')
  database: {
    @description('SKU of the server, e.g. Standard_D4ds_v5.')
    sku: string

    @description('Price tier that the SKU belongs to.')
    tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized'

    @minValue(32)
    @description('Disk, in GiB; it grows by itself.')
    storageGB: int

    @description('What the SKU leaves to users (max_connections less 15); the pools below must fit into it.')
    connectionsMax: int

    @description('A standby in another zone. Not with Burstable.')
    zoneRedundant: bool

    @minValue(7)
    @maxValue(35)
    @description('How far back a point-in-time restore reaches.')
    backupDays: int

    @description('Backups in the paired region as well. Fixed once the server is made.')
    geoRedundantBackup: bool
  }

  @description('Function app, on Flex Consumption.')
  functions: {
    @description('Memory of one instance, in MiB.')
    instanceMB: 512 | 2048 | 4096

    @minValue(40)
    @maxValue(1000)
    @description('Most instances at a time.')
    instancesMax: int

    @minValue(0)
    @description('Instances that always wait for durable work; 0 starts the first one on demand.')
    alwaysReady: int

    @description('Database connections of one instance.')
    poolSize: int
  }

  @description('Gateway, on Container Apps.')
  gateway: {
    @description('Cores of one replica, e.g. 0.5; its memory is twice as many Gi.')
    cpu: string

    @description('Memory of one replica, e.g. 1Gi.')
    memory: string

    @minValue(0)
    @description('Fewest replicas. Streams need one that stays.')
    replicasMin: int

    @minValue(1)
    @description('Most replicas.')
    replicasMax: int

    @description('Calls and open streams that one replica should carry at a time.')
    concurrentRequests: int

    @description('Database connections of one replica.')
    poolSize: int
  }

  @description('Zone redundancy of storage, function app and container environment.')
  zoneRedundant: bool

  @minValue(30)
  @maxValue(730)
  @description('How long logs are kept.')
  logDays: int

  @minValue(1)
  @description('GiB of logs a day, after which ingestion stops until the next day.')
  logDailyGB: int

  @description('Monthly spend on this resource group that is worth a mail, in the billing currency.')
  monthlyBudget: int
}

@export()
@description('Smallest that runs: one zone, no standby, scales to nothing but the database and one gateway replica.')
var dev = {
  database: {
    sku: 'Standard_B2s'
    tier: 'Burstable'
    storageGB: 32
    connectionsMax: 414
    zoneRedundant: false
    backupDays: 7
    geoRedundantBackup: false
  }
  functions: { instanceMB: 2048, instancesMax: 40, alwaysReady: 0, poolSize: 6 }
  gateway: { cpu: '0.5', memory: '1Gi', replicasMin: 1, replicasMax: 3, concurrentRequests: 200, poolSize: 32 }
  zoneRedundant: false
  logDays: 30
  logDailyGB: 1
  monthlyBudget: 150
}

@export()
@description('Several zones, a standby, geo-redundant backup.')
var prod = {
  database: {
    sku: 'Standard_D4ds_v5'
    tier: 'GeneralPurpose'
    storageGB: 256
    connectionsMax: 1703
    zoneRedundant: true
    backupDays: 35
    geoRedundantBackup: true
  }
  functions: { instanceMB: 2048, instancesMax: 100, alwaysReady: 2, poolSize: 10 }
  gateway: { cpu: '1.0', memory: '2Gi', replicasMin: 2, replicasMax: 10, concurrentRequests: 400, poolSize: 32 }
  zoneRedundant: true
  logDays: 90
  logDailyGB: 20
  monthlyBudget: 2000
}
