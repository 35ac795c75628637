using System.Text;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>A converter of the application's own, used for everything that is stored.</summary>
public abstract class DataConverterTests : ConformanceTests
{
    protected override void Configure(IDurableTaskWorkerBuilder worker) => worker.Services.AddSingleton<DataConverter, Hex>();

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
        tasks.AddOrchestratorFunc<string, string>("Child", (_, text) => Task.FromResult(text));
        tasks.AddOrchestratorFunc<string, string>("All", async (context, input) =>
        {
            context.SetCustomStatus("status");
            string own = context.GetInput<string>()!;
            context.SendEvent(context.InstanceId, "own", "sent");
            string all = await context.CallActivityAsync<string>("Echo", input) + own + await context.CallSubOrchestratorAsync<string>("Child", "child")
                + await context.WaitForExternalEvent<string>("own") + await context.WaitForExternalEvent<string>("go");
            return all;
        });
        tasks.AddOrchestratorFunc<int, int>("Again", (context, run) =>
        {
            if (run == 0) context.ContinueAsNew(41);
            return Task.FromResult(run + 1);
        });
        tasks.AddOrchestratorFunc("Eternal", context => context.WaitForExternalEvent<int>("never"));
    }

    [Fact]
    public async Task Converter_WritesAllThatIsStored_AndReadsItBack()
    {
        string id = await StartAsync("All", "input");
        await Client.RaiseEventAsync(id, "go", "raised");
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.Equal("inputinputchildsentraised", metadata.ReadOutputAs<string>());
        Assert.Equal("input", metadata.ReadInputAs<string>());
        Assert.Equal("status", metadata.ReadCustomStatusAs<string>());
        StoredInstance stored = (await Process.Hub.Store.ReadHistoryAsync(id, CancellationToken.None))!;
        var texts = new List<string?> { stored.Instance.Input, stored.Result!.Output, metadata.SerializedCustomStatus };
        foreach (HistoryEvent historyEvent in stored.Turns.SelectMany(t => HistoryReader.Read(t.Events, t.Payloads)))
        {
            texts.AddRange(historyEvent switch
            {
                TaskScheduled e => [e.Input],
                TaskCompleted e => [e.Result],
                SubOrchestrationInstanceCreated e => [e.Input],
                SubOrchestrationInstanceCompleted e => [e.Result],
                EventSent e => [e.Input],
                EventRaised e => [e.Input],
                _ => (string?[])[],
            });
        }

        Assert.Equal(10, texts.Count);
        Assert.All(texts, text => Assert.StartsWith("hex:", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Converter_WritesTheNextInput_AndATerminationsOutput()
    {
        Assert.Equal(42, (await RunAsync("Again", 0)).ReadOutputAs<int>());
        string id = await StartAsync("Eternal");
        await Client.TerminateInstanceAsync(id, "stopped");
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.StartsWith("hex:", metadata.SerializedOutput, StringComparison.Ordinal);
        Assert.Equal("stopped", metadata.ReadOutputAs<string>());
    }

    sealed class Hex : DataConverter
    {
        public override string? Serialize(object? value) => JsonDataConverter.Default.Serialize(value) is { } json
            ? "hex:" + Convert.ToHexString(Encoding.UTF8.GetBytes(json))
            : null;

        public override object? Deserialize(string? data, Type targetType) =>
            JsonDataConverter.Default.Deserialize(data is null ? null : Encoding.UTF8.GetString(Convert.FromHexString(data[4..])), targetType);
    }
}

public sealed class InMemoryDataConverterTests : DataConverterTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresDataConverterTests : DataConverterTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
