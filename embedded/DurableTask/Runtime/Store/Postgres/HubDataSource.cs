using System.Diagnostics;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>A pool of the hub's own connections.</summary>
static class HubDataSource
{
    /// <summary>Its loops ask and commit by themselves: a trace for each such statement would say nothing of anybody's work.</summary>
    public static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false));
        return builder.Build();
    }
}
