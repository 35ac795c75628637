using System.Globalization;
using System.Text.Json;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Handlers;

/// <summary><c>sum</c>: adds numbers with Neumaier's compensation, so small terms beside large ones are not lost.</summary>
public sealed class SumHandler : ITaskHandler
{
    public string Name => HandlerNames.Sum;

    public Task<HandlerResult> RunAsync(HandlerContext context, CancellationToken cancellationToken)
    {
        double sum = Add(ParametersJson.Read<SumParameters>(context.Attempt.Parameters).Values);
        return double.IsFinite(sum)
            ? Task.FromResult(new HandlerResult(sum.ToString("R", CultureInfo.InvariantCulture), JsonSerializer.Serialize(sum)))
            : throw new PermanentTaskException("overflow", "The sum is beyond the range of a double.");
    }

    /// <summary>A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974, algorithm IV.</summary>
    internal static double Add(IEnumerable<double> values)
    {
        double sum = 0, lost = 0;
        foreach (double value in values)
        {
            double next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return sum + lost;
    }
}
