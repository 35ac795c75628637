using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Azure.Functions.Worker.Timers;

static class TimerServices
{
    /// <summary>Nothing for an application without timers.</summary>
    public static void Add(IServiceCollection services, IConfiguration configuration, FunctionCatalog catalog)
    {
        IReadOnlyList<TimerFunction> timers = TimerFunction.From(catalog, configuration);
        if (timers.Count == 0)
            return;
        services.AddSingleton(timers);
        services.TryAddSingleton<ITimerStore>(new PostgresTimerStore(DatabaseSetting.Require(configuration, "timer functions")));
        services.AddHostedService<TimerHost>();
    }
}
