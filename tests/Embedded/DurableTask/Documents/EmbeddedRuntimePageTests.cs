using System.Reflection;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;
using Npgsql;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace Microsoft.DurableTask.Tests.Documents;

public sealed class EmbeddedRuntimePageTests
{
    public static TheoryData<Type> Described => [typeof(TaskOrchestrationContext), typeof(DurableTaskClient)];

    [Theory, MemberData(nameof(Described))]
    public void Page_NamesEveryMember(Type type)
    {
        string[] missing = [.. type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false } && member.Name != nameof(IAsyncDisposable.DisposeAsync))
            .Select(member => member.Name).Distinct().Where(name => !EmbeddedRuntimePage.Text.Contains($"`{name}`", StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    [Fact]
    public async Task Page_EachQuery_FindsSomethingInALiveHub()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(
            new PostgresStore(home.Database.ConnectionString, TimeProvider.System), Register, worker: builder => builder.UseVersioning(
                new VersioningOptions { Version = "1", MatchStrategy = VersionMatchStrategy.CurrentOrOlder, FailureStrategy = VersionFailureStrategy.Reject }));
        DurableTaskClient client = process.Client;
        await client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("an-instance"));
        await client.WaitForInstanceStartAsync("an-instance", CancellationToken.None);
        await client.ScheduleNewOrchestrationInstanceAsync("Fails", new StartOrchestrationOptions("fails"));
        await client.WaitForInstanceCompletionAsync("fails", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        // Of a version that this worker leaves alone: its event stays in the inbox.
        await client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("later") { Version = "2" });
        await client.RaiseEventAsync("later", "go", "x");
        await using var connection = new NpgsqlConnection(home.Database.ConnectionString);
        await connection.OpenAsync();
        await using (var poison = new NpgsqlCommand(
            "INSERT INTO durable.poison (partition_id, instance_id, message, reason, at) VALUES (1, 'x', '{}', 'a test', now())", connection))
        {
            await poison.ExecuteNonQueryAsync();
        }

        Assert.True(EmbeddedRuntimePage.Queries.Count >= 9);
        foreach (string query in EmbeddedRuntimePage.Queries) Assert.True(await CountAsync(connection, query) > 0, query);
    }

    static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc("Fails", _ => throw new InvalidDataException("on purpose"));
        tasks.AddOrchestratorFunc("Waits", context => context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None));
    }

    static async Task<int> CountAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        int rows = 0;
        while (await reader.ReadAsync())
        {
            // Every value is read: a conversion that fails does so only then.
            reader.GetValues(new object[reader.FieldCount]);
            rows++;
        }

        return rows;
    }
}
