using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Functions.Tests.Tasks;

/// <summary>What the function app tells OpenTelemetry of an attempt, by a receiver in this process.</summary>
public sealed class AttemptTraceTests : IAsyncLifetime
{
    const string Prompt = "What is durable?";
    readonly EndedSpans _spans = new();
    ModelServer _server = null!;
    OtlpReceiver _receiver = null!;
    AttemptFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _receiver = await OtlpReceiver.StartAsync();
        Dictionary<string, string?> settings = _server.Settings();
        foreach ((string name, string value) in _receiver.Settings)
        {
            settings[name] = value;
        }

        _fixture = await AttemptFixture.CreateAsync(
            settings, services => services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(_spans)));
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        await _receiver.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Run_ModelCall_IsASpanWithinTheAttempts()
    {
        _server.NextText("It survives.");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete, new LlmParameters());
        await _fixture.Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET correlation_id = 'order-7' WHERE id = $1", id);

        await _fixture.RunAsync(id);

        Activity attempt = AttemptOf(id);
        Assert.Equal("order-7", attempt.GetTagItem("orchestrator.correlation_id"));
        Assert.Equal("Completed", attempt.GetTagItem("orchestrator.result"));
        Activity call = Assert.Single(_spans.All, span => span.ParentSpanId == attempt.SpanId && span.OperationName == "chat test-model");
        Assert.Equal((11, 7), (call.GetTagItem("gen_ai.usage.input_tokens"), call.GetTagItem("gen_ai.usage.output_tokens")));
        Assert.Contains(_spans.All, span => span.Source.Name == "Npgsql" && span.TraceId == attempt.TraceId);
    }

    [Fact]
    public async Task Run_Fails_SpanIsAnError()
    {
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters(FailingAttempts: 1));

        await _fixture.RunAsync(id);

        Activity attempt = AttemptOf(id);
        Assert.Equal(ActivityStatusCode.Error, attempt.Status);
        Assert.Equal("RetryScheduled", attempt.GetTagItem("orchestrator.result"));
    }

    [Fact]
    public async Task Run_AsReceived_HasFiguresAndNeitherPromptNorAnswerNorKey()
    {
        _server.NextText("It survives.");
        Guid id = await _fixture.Tasks.InsertAsync(HandlerNames.LlmComplete, new LlmParameters());

        await _fixture.RunAsync(id);
        _fixture.Services.GetRequiredService<TracerProvider>().ForceFlush();
        _fixture.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Contains("chat test-model", _receiver.Of("traces"), StringComparison.Ordinal);
        Assert.Contains("orchestrator.attempt.duration", _receiver.Of("metrics"), StringComparison.Ordinal);
        string all = _receiver.Of("traces") + _receiver.Of("metrics") + _receiver.Of("logs");
        Assert.All(
            [Prompt, "It survives.", ModelServer.Key],
            secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    Activity AttemptOf(Guid task) => Assert.Single(
        _spans.All, span => span.Source.Name == "Orchestrator.Functions" && task.Equals(span.GetTagItem("orchestrator.task_id")));
}
