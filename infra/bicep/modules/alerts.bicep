// What somebody should be told of. docs/operations.md says for each what to do. The function app logs a line of figures each
// minute (log event 2310); the queries read it.

@description('Region.')
param location string

@description('Tags for everything made here.')
param tags object

@minLength(8)
@description('Ending of resource names.')
param suffix string

@description('Workspace that the queries read.')
param workspaceId string

@description('Database server.')
param databaseId string

@description('Addresses that mails go to.')
param mails string[]

@description('US dollars of model calls within an hour that are worth a mail.')
param modelCostHourly int

@description('Monthly spend on this resource group that is worth a mail, in the billing currency.')
param monthlyBudget int

@description('First day of the budget\'s first month.')
param budgetStart string = utcNow('yyyy-MM-01')

var figures = 'AppTraces | parse Message with "Figures: oldest due task waits " waiting:real " s, " failed:long " of " ended:long " ended tasks failed, started after " started:real " s at p95, calls of the last hour cost " cost:real " USD" * | where isnotnull(cost)'

type rule = {
  name: string
  severity: int
  description: string
  query: string
  windowMinutes: int
  fires: 'GreaterThan' | 'LessThan'
  threshold: int
}

var rules rule[] = [
  {
    name: 'stuck-tasks'
    severity: 1
    description: 'A due task has waited longer than 5 minutes to be started.'
    query: '${figures} | summarize value = max(waiting) by bin(TimeGenerated, 5m)'
    windowMinutes: 5
    fires: 'GreaterThan'
    threshold: 300
  }
  {
    name: 'failure-rate'
    severity: 2
    description: 'More than 10 % of the tasks that ended in 5 minutes failed, of 20 or more.'
    query: '${figures} | where ended >= 20 | summarize value = max(100.0 * failed / ended) by bin(TimeGenerated, 5m)'
    windowMinutes: 5
    fires: 'GreaterThan'
    threshold: 10
  }
  {
    name: 'latency'
    severity: 2
    description: 'One task in twenty starts more than 30 seconds after it was due.'
    query: '${figures} | summarize value = avg(started) by bin(TimeGenerated, 15m)'
    windowMinutes: 15
    fires: 'GreaterThan'
    threshold: 30
  }
  {
    name: 'model-cost'
    severity: 2
    description: 'Model calls of the last hour cost more than expected.'
    query: '${figures} | summarize value = max(cost) by bin(TimeGenerated, 5m)'
    windowMinutes: 5
    fires: 'GreaterThan'
    threshold: modelCostHourly
  }
  {
    name: 'no-figures'
    severity: 1
    description: 'The function app has reported nothing for 15 minutes: it does not run, or it cannot reach the database.'
    query: '${figures} | summarize value = count()'
    windowMinutes: 15
    fires: 'LessThan'
    threshold: 1
  }
]

var databaseRules = [
  { name: 'database-cpu', metric: 'cpu_percent', description: 'The database is busy.' }
  { name: 'database-memory', metric: 'memory_percent', description: 'The database runs out of memory.' }
  { name: 'database-storage', metric: 'storage_percent', description: 'The database\'s disk fills faster than it grows.' }
]

resource mailing 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'orchestrator'
    emailReceivers: [
      for mail in mails: { name: mail, emailAddress: mail, useCommonAlertSchema: true }
    ]
  }
}

resource figureAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.name
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT${rule.windowMinutes}M'
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'value'
            timeAggregation: 'Maximum'
            operator: rule.fires
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [mailing.id] }
    }
  }
]

resource databaseAlerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for rule in databaseRules: {
    name: 'alert-${rule.name}-${suffix}'
    location: 'global'
    tags: tags
    properties: {
      description: rule.description
      severity: 2
      enabled: true
      scopes: [databaseId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: rule.name
            metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
            metricName: rule.metric
            timeAggregation: 'Average'
            operator: 'GreaterThan'
            threshold: 80
          }
        ]
      }
      actions: [{ actionGroupId: mailing.id }]
    }
  }
]

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (!empty(mails)) {
  name: 'budget-${suffix}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      actual80: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: mails }
      forecast100: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: mails }
    }
  }
}
