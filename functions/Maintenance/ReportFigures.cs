using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Maintenance;

/// <summary>Logs once a minute how the work goes: the alerts of infra/bicep read that line.</summary>
public sealed class ReportFigures(IOperationFigures figures, ILogger<ReportFigures> logger)
{
    [Function(nameof(ReportFigures))]
    public async Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        OperationFigures now = await figures.ReadAsync(cancellationToken);
        FunctionsLog.Figures(
            logger, now.OldestWaiting.TotalSeconds, now.Failed, now.Ended, now.StartDelayP95.TotalSeconds, now.ModelCostUsd);
    }
}
